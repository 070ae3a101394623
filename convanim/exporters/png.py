"""PNG: stills, and animations (APNG) of one palette, of which only the box that changed is encoded, as it comes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import BinaryIO

from convanim.exporters import Memory, Picture
from convanim.exporters._embedded import in_picture

HOLDS_STILL = True
EMBEDDED_AS = "image"
MEMORY = Memory(still=10, paper=10, clear=10)
command_in = in_picture("PNG")


def refuse(picture: Picture) -> None:
    """Raise ConvanimError for a page that is too large."""
    MEMORY.refuse(picture, ".png")


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation; what knows no APNG shows its first frame."""
    from convanim.exporters import _png

    _png.write(picture, file)


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write one frame."""
    from convanim.exporters import _png

    _png.write_still(picture, frame, file)


def write_stills(picture: Picture, open_file: Callable[[int], AbstractContextManager[BinaryIO]]) -> None:
    """Write each step to a file of its own."""
    from convanim.exporters import _png

    _png.write_stills(picture, open_file)
