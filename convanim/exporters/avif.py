"""Animated AVIF: the smallest of the files that a page can show as a picture; its colours are close, not exact."""

import io
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

from convanim.errors import ConvanimError, FailedError
from convanim.exporters import Memory, Picture, Wish
from convanim.exporters._embedded import in_picture

QUALITY = 85
THREADS = 4
"""The bytes depend on how many encode, so it is one number on every machine."""


HOLDS_STILL = True
EMBEDDED_AS = "image"
MEMORY = Memory(still=42, paper=420, clear=420)
command_in = in_picture("AVIF")


def refuse(picture: Picture) -> None:
    """Raise ConvanimError for a page that is too large."""
    MEMORY.refuse(picture, ".avif")


def check(wish: Wish) -> None:
    """Raise ConvanimError where it is to end, for Pillow writes only what plays for ever, FailedError without AVIF."""
    if wish.loop != 0:
        raise ConvanimError(
            f"an .avif plays for ever, not {wish.loop} times.", "leave out --loop, or write a .webp or a .gif."
        )
    _refuse_missing_encoder()


def _refuse_missing_encoder() -> None:
    from PIL import Image

    Image.init()
    if "AVIF" not in Image.SAVE:
        raise FailedError(
            "the Pillow that is installed cannot write AVIF.", "run: pip install 'pillow>=11.3', or write a .webp."
        )


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation; raises what ``check`` raises."""
    check(picture)
    from convanim.exporters import _pages

    encoded = io.BytesIO()
    _save(_pages.reel(picture), picture, encoded, save_all=True, duration=picture.scene.durations_ms)
    data = bytearray(encoded.getbuffer())
    _forget_times(data)
    file.write(data)


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write one frame."""
    from convanim.exporters import _pages

    _refuse_missing_encoder()
    _save(_pages.page(picture, frame), picture, file)


def _save(image: Any, picture: Picture, file: BinaryIO, **options: object) -> None:
    from convanim.exporters import _pages

    # Lines are a pixel thin: halving the resolution of their colour would show.
    settings = {"quality": QUALITY, "subsampling": "4:4:4", "speed": 6, "max_threads": THREADS}
    image.save(file, "AVIF", xmp=_pages.xmp(picture), **settings, **options)


def _forget_times(data: bytearray) -> None:
    """Put zero for the times when the movie was made, so that the same figure is the same bytes (ISO 14496-12, 8)."""
    for start in _boxes(data, 0, len(data), (b"moov", b"trak", b"mdia"), (b"mvhd", b"tkhd", b"mdhd")):
        size = 16 if data[start] == 1 else 8  # in version 1 of a box times have 64 bits
        data[start + 4 : start + 4 + size] = bytes(size)


def _boxes(data: bytearray, at: int, stop: int, folders: tuple[bytes, ...], wanted: tuple[bytes, ...]) -> Iterator[int]:
    """Where the content of each wanted box starts; boxes lie in one another."""
    while at + 8 <= stop:
        size, kind = struct.unpack_from(">I4s", data, at)
        if kind in folders:
            yield from _boxes(data, at + 8, at + size, folders, wanted)
        elif kind in wanted:
            yield at + 8
        if size < 8:  # to the end of the file, or a size of 64 bits: media, which lies behind
            return
        at += size
