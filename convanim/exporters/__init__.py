"""One file a format, named by its suffix. Each has ``write(picture, file)``, an animation or a page a step.

What else a format can do it declares: ``POWERS`` lists what there is, each with what holds for a format that says
nothing. The module that declares is read for the help, too, and so loads numpy and Pillow in its functions alone.

A format that cannot hold every picture says so in ``refuse(picture)``, which raises ConvanimError.

A format that can hold one step alone has ``write_still(picture, frame, file)``. One that writes all steps faster in
turn also has ``write_stills(picture, open_file)``, where ``open_file(n)`` gives the file of step n, from 0.

A format that cannot hold every figure, or needs more than convanim's own packages, has ``check(wish)``, which raises
ConvanimError or FailedError before anything is drawn.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, NamedTuple, Protocol

from convanim import parts
from convanim.errors import ConvanimError, IdleOptionError, choose
from convanim.files import whole_file
from convanim.options.option import Option, named
from convanim.scene import limits
from convanim.scene.items import Scene
from convanim.scene.lesson import Lesson
from convanim.style.language import ENGLISH, Language
from convanim.style.theme import Theme


class Picture(NamedTuple):
    """All that a format needs to know of a figure."""

    scene: Scene
    theme: Theme
    loop: int
    """How often the animation plays; 0 is for ever."""
    title: str = ""
    alt: str = ""
    """The figure in words, for those who do not see it."""
    command: str = ""
    """The command that makes the figure."""
    dark: Theme | None = None
    """The colours for dark pages, where the format can follow its reader."""
    background: str = "paper"
    """``paper`` or ``transparent``."""
    lesson: Callable[[], Lesson] | None = None
    """Makes what a player shows, its sentences and its cells."""
    language: Language = ENGLISH
    """Of the words that a format adds."""
    limit: bool = True
    """Whether a format refuses what takes it too long or too much memory."""
    own: tuple[tuple[str, Any], ...] = ()
    """The options of one format, or of one view, that were given."""


class Wish(Protocol):
    """What is known of a picture before it is drawn: a figure will do, and the picture itself."""

    @property
    def background(self) -> str:
        """``paper`` or ``transparent``."""

    @property
    def loop(self) -> int:
        """How often it plays; 0 is for ever."""

    @property
    def own(self) -> tuple[tuple[str, Any], ...]:
        """The options of one format, or of one view, that were given."""


POWERS: dict[str, Any] = {
    "OPTIONS": (),
    "FOLLOWS_READER": False,
    "HOLDS_STILL": False,
    "PAGED": False,
    "EMBEDDED_AS": None,
    "command_in": None,
}
"""What a format can declare, and what holds where it does not: the options that not every format takes; whether it has
light and dark colours at once, can have one step alone (``write_still``), has a page a step; what a web page shows it
as ("image", "video", "page"); how the command is read that its file carries."""


def power(suffix: str, name: str) -> Any:
    """What the format of a suffix declares."""
    return getattr(load(suffix), name, POWERS[name])


@cache
def with_power(name: str, value: object = True) -> tuple[str, ...]:
    """The suffixes, with their dots, of the formats that declare this."""
    return tuple(f".{each}" for each in parts.names("exporters") if power(each, name) == value)


@cache
def own_options() -> tuple[Option, ...]:
    """The options that some formats alone have."""
    return tuple(named(each for suffix in parts.names("exporters") for each in power(suffix, "OPTIONS")).values())


def refuse_idle(wish: Wish, suffixes: Iterable[str]) -> None:
    """Raise IdleOptionError for an option that none of the formats takes of all that the picture is written in."""
    if not wish.own:
        return  # As in most figures, where no other format is loaded.
    chosen = tuple(dict.fromkeys(suffixes))
    taken = {each.name for suffix in chosen for each in power(suffix, "OPTIONS")}
    for name in [each.name for each in own_options() if each.name in dict(wish.own) and each.name not in taken]:
        able = [f".{each}" for each in parts.names("exporters") if name in named(power(each, "OPTIONS"))]
        where = " or ".join(f".{each.removeprefix('.')}" for each in chosen)
        raise IdleOptionError.of(name, f"{name} has no effect in {where}", f"write {' or '.join(able)}")


def load(suffix: str) -> ModuleType:
    """The exporter for files that end in ``suffix``, with its dot or without."""
    name = suffix.removeprefix(".").lower()
    if name not in parts.names("exporters"):
        known = [f".{each}" for each in parts.names("exporters")]
        raise ConvanimError(
            f"no format has the suffix {suffix!r}." if name else "the file's name has no suffix to tell its format.",
            choose(suffix, known),
        )
    return parts.load("exporters", name, "format")


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


_NUMBER = re.compile(r"%0?(\d*)d")


class Saved(NamedTuple):
    """What was written."""

    path: Path
    frames: int
    width: int
    height: int
    bytes: int

    def __str__(self) -> str:
        frames = "1 frame" if self.frames == 1 else f"{self.frames} frames"
        return f"{self.path}: {frames}, {self.width} × {self.height} pixels, {self.bytes:,} bytes"


def check(path: Path, wish: Wish, *, follows_reader: bool) -> None:
    """Raise ConvanimError for a name that no format has, or of one that cannot hold what is wished for.

    A picture ``follows_reader`` that has light and dark colours at once.
    A program or package that the format needs and that is not there is a FailedError.
    """
    exporter = load(path.suffix)
    numbered = _NUMBER.search(path.name) is not None
    if numbered and not power(path.suffix, "HOLDS_STILL"):
        raise ConvanimError(
            f"{path.name}: a {path.suffix} holds all steps in one file.",
            f"leave out the %03d, or write one of: {', '.join(with_power('HOLDS_STILL'))}.",
        )
    if follows_reader and not power(path.suffix, "FOLLOWS_READER"):
        raise ConvanimError(
            f"{path.name}: a {path.suffix} cannot follow the reader's theme.",
            f"use theme light or dark, or write {' or '.join(with_power('FOLLOWS_READER'))}.",
        )
    if hasattr(exporter, "check"):
        exporter.check(wish)


def save_all(picture: Picture, paths: Sequence[Path]) -> list[Saved]:
    """Write ``picture`` to ``paths``; those of one file are there when all could be written, or else none of them."""
    with ExitStack() as unfinished:
        return [_save(picture, path, unfinished) for path in paths]


def refuse(picture: Picture, path: Path) -> None:
    """Raise ConvanimError where the format of ``path`` cannot hold the picture, or only with more than it may take."""
    exporter = load(path.suffix)
    if hasattr(exporter, "refuse"):
        exporter.refuse(picture)


def save(picture: Picture, path: Path) -> Saved:
    """Write ``picture`` to ``path``; a ``%03d`` in its name makes one still a step."""
    refuse(picture, path)
    (saved,) = save_all(picture, [path])
    return saved


def _save(picture: Picture, path: Path, unfinished: ExitStack) -> Saved:
    """Write one file, which takes its place when ``unfinished`` ends, or the files of all steps at once."""
    exporter = load(path.suffix)
    numbered = _NUMBER.search(path.name) is not None
    size = 0

    @contextmanager
    def still(number: int) -> Iterator[BinaryIO]:
        nonlocal size
        with whole_file(path.with_name(_numbered(path.name, number))) as file:
            yield file
            size += file.tell()

    if numbered and hasattr(exporter, "write_stills"):
        exporter.write_stills(picture, still)
    elif numbered:
        for number, frame in enumerate(picture.scene.stills):
            with still(number) as file:
                exporter.write_still(picture, frame, file)
    else:
        file = unfinished.enter_context(whole_file(path))
        exporter.write(picture, file)
        size = file.tell()
    return written(picture, path, size)


def written(picture: Picture, path: Path, size: int) -> Saved:
    """What is told of a picture of which ``size`` bytes were written to ``path``."""
    # A document has a page a step: what glides and the set-up are not in it.
    steps_alone = _NUMBER.search(path.name) is not None or power(path.suffix, "PAGED")
    frames = len(picture.scene.stills) if steps_alone else picture.scene.frames
    return Saved(path, frames, picture.scene.width, picture.scene.height, size)


def _numbered(name: str, number: int) -> str:
    return _NUMBER.sub(lambda digits: str(number).zfill(int(digits[1] or 0)), name)
