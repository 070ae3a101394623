"""Writes a picture to a file, or its steps to many."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from convanim import exporters
from convanim.errors import ConvanimError
from convanim.exporters import Picture
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


def check(path: Path, *, can_follow_reader: bool = True) -> None:
    """Raise ConvanimError for a name that no format has, or of one that cannot hold the figure."""
    exporter = exporters.load(path.suffix)
    numbered = _NUMBER.search(path.name) is not None
    if numbered and not hasattr(exporter, "write_stills"):
        raise ConvanimError(
            f"{path.name}: a {path.suffix} holds all steps in one file.", "leave out the %03d, or write .png."
        )
    if not can_follow_reader and path.suffix not in FOLLOWS_READER:
        raise ConvanimError(
            f"{path.name}: a {path.suffix} cannot follow the reader's theme.",
            "use theme light or dark, or write .svg or .html.",
        )


def save(picture: Picture, path: Path) -> Saved:
    """Write ``picture`` to ``path``; a ``%03d`` in its name makes one still a step."""
    exporter = exporters.load(path.suffix)
    numbered = _NUMBER.search(path.name) is not None
    size = 0

    @contextmanager
    def counted(path: Path) -> Iterator[BinaryIO]:
        nonlocal size
        with whole_file(path) as file:
            yield file
            size += file.tell()

    if numbered:
        exporter.write_stills(picture, lambda number: counted(path.with_name(_numbered(path.name, number))))
    else:
        with counted(path) as file:
            exporter.write(picture, file)
    return Saved(path, picture.scene.frames, picture.scene.width, picture.scene.height, size)


def _numbered(name: str, number: int) -> str:
    return _NUMBER.sub(lambda digits: str(number).zfill(int(digits[1] or 0)), name)
