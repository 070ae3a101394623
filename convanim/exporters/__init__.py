"""One file a format, named by its suffix. Each has ``write(picture, file)``, an animation or a page a step.

A format that cannot hold every picture says so in ``refuse(picture)``, which raises ConvanimError.

A format that can hold one step alone has ``write_still(picture, frame, file)``. One that writes all steps faster in
turn also has ``write_stills(picture, open_file)``, where ``open_file(n)`` gives the file of step n, from 0.

A format that cannot hold every figure, or needs more than convanim's own packages, has ``check(wish)``, which raises
ConvanimError or FailedError before anything is drawn.
"""

from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple, Protocol

from convanim import folder, limits
from convanim.errors import ConvanimError, choose
from convanim.language import ENGLISH, Language
from convanim.scene import Scene, Spot
from convanim.theme import Theme


class Picture(NamedTuple):
    """All that a format needs to know of a figure."""

    scene: Scene
    theme: Theme
    loop: int
    """How often the animation plays; 0 is for ever."""
    optimize: bool = False
    """Whether to spend time, and other programs, on a smaller file."""
    title: str = ""
    alt: str = ""
    """The figure in words, for those who do not see it."""
    command: str = ""
    """The command that makes the figure."""
    dark: Theme | None = None
    """The colours for dark pages, where the format can follow its reader."""
    background: str = "paper"
    """``paper`` or ``transparent``."""
    matte: str | None = None
    """The colour (#rrggbb) that the edges of a transparent GIF fade into; None is the theme's paper."""
    told: Callable[[], list[str]] = list
    """Each still in words."""
    spots: Callable[[], list[Spot]] = list
    """The cells that a reader can point at."""
    language: Language = ENGLISH
    """Of the words that a format adds."""
    limit: bool = True
    """Whether a format refuses what takes it too long or too much memory."""


class Wish(Protocol):
    """What is known of a picture before it is drawn: a figure will do, and the picture itself."""

    @property
    def background(self) -> str:
        """``paper`` or ``transparent``."""

    @property
    def loop(self) -> int:
        """How often it plays; 0 is for ever."""

    @property
    def optimize(self) -> bool:
        """Whether to make a smaller file."""


def load(suffix: str) -> ModuleType:
    """The exporter for files that end in ``suffix``, with its dot or without."""
    name = suffix.removeprefix(".").lower()
    if name not in folder.names("exporters"):
        known = [f".{each}" for each in folder.names("exporters")]
        raise ConvanimError(
            f"no format has the suffix {suffix!r}." if name else "the file's name has no suffix to tell its format.",
            choose(suffix, known),
        )
    return folder.load("exporters", name, "format")


class Memory(NamedTuple):
    """Bytes that a format takes for each pixel of the page, measured and rounded up."""

    still: int
    """For one frame."""
    paper: int
    clear: int
    """For many frames without paper."""

    def refuse(self, picture: Picture, suffix: str) -> None:
        """Raise ConvanimError for a page that would take more memory than the limit."""
        each = self.still if picture.scene.frames == 1 else getattr(self, _GROUNDS[picture.background])
        if picture.limit:
            limits.refuse_memory(picture.scene.width * picture.scene.height, each, suffix)


_GROUNDS = {"paper": "paper", "transparent": "clear"}
