"""Writes a picture to a file, or its steps to many."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from convanim import exporters
from convanim.errors import ConvanimError
from convanim.exporters import Picture, Wish
from convanim.files import whole_file

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


FOLLOWS_READER = (".svg", ".html")
"""Formats that can have light and dark colours at once."""

PAGED = (".pdf", ".tex")
"""Formats that have a page a step."""
HOLD_STILLS = (".avif", ".gif", ".pdf", ".png", ".svg", ".tex", ".webp")
"""Formats that can have one step alone."""


def check(path: Path, wish: Wish, *, follows_reader: bool) -> None:
    """Raise ConvanimError for a name that no format has, or of one that cannot hold what is wished for.

    A picture ``follows_reader`` that has light and dark colours at once.
    A program or package that the format needs and that is not there is a FailedError.
    """
    exporter = exporters.load(path.suffix)
    numbered = _NUMBER.search(path.name) is not None
    if numbered and path.suffix.lower() not in HOLD_STILLS:
        raise ConvanimError(
            f"{path.name}: a {path.suffix} holds all steps in one file.",
            f"leave out the %03d, or write one of: {', '.join(HOLD_STILLS)}.",
        )
    if follows_reader and path.suffix not in FOLLOWS_READER:
        raise ConvanimError(
            f"{path.name}: a {path.suffix} cannot follow the reader's theme.",
            "use theme light or dark, or write .svg or .html.",
        )
    if hasattr(exporter, "check"):
        exporter.check(wish)


def save_all(picture: Picture, paths: Sequence[Path]) -> list[Saved]:
    """Write ``picture`` to ``paths``; those of one file are there when all could be written, or else none of them."""
    with ExitStack() as unfinished:
        return [_save(picture, path, unfinished) for path in paths]


def refuse(picture: Picture, path: Path) -> None:
    """Raise ConvanimError where the format of ``path`` cannot hold the picture, or only with more than it may take."""
    exporter = exporters.load(path.suffix)
    if hasattr(exporter, "refuse"):
        exporter.refuse(picture)


def save(picture: Picture, path: Path) -> Saved:
    """Write ``picture`` to ``path``; a ``%03d`` in its name makes one still a step."""
    refuse(picture, path)
    (saved,) = save_all(picture, [path])
    return saved


def _save(picture: Picture, path: Path, unfinished: ExitStack) -> Saved:
    """Write one file, which takes its place when ``unfinished`` ends, or the files of all steps at once."""
    exporter = exporters.load(path.suffix)
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
    # A document has a page a step: what glides and the set-up are not in it.
    steps_alone = numbered or path.suffix.lower() in PAGED
    frames = len(picture.scene.stills) if steps_alone else picture.scene.frames
    return Saved(path, frames, picture.scene.width, picture.scene.height, size)


def _numbered(name: str, number: int) -> str:
    return _NUMBER.sub(lambda digits: str(number).zfill(int(digits[1] or 0)), name)
