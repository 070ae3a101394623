"""One file a format, named by its suffix. Each has one or both of the following.

``write(picture, file)`` writes an animation; ``write_stills(picture, open_file)`` one picture a step, where
``open_file(n)`` gives the file of step n.
"""

from types import ModuleType
from typing import NamedTuple

from convanim import folder
from convanim.errors import ConvanimError, choose
from convanim.scene import Scene
from convanim.theme import Theme


class Picture(NamedTuple):
    """All that a format needs to know of a figure."""

    scene: Scene
    theme: Theme
    loop: int
    """How often the animation plays; 0 is for ever."""
    optimize: bool
    """Whether to spend time, and other programs, on a smaller file."""


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
