"""PNG: stills, and animations (APNG) of one palette, of which only the box that changed is encoded, as it comes."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from fractions import Fraction
from typing import BinaryIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from convanim.exporters import Memory, Picture, _indexed, _pages

SIGNATURE = b"\x89PNG\r\n\x1a\n"


MEMORY = Memory(still=10, paper=10, clear=10)


def refuse(picture: Picture) -> None:
    """Raise ConvanimError for a page that is too large."""
    MEMORY.refuse(picture, ".png")


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation; what knows no APNG shows its first frame.

    Pillow's own writer of animations keeps every frame until it has seen the last, so Pillow encodes the boxes and
    the frames between them are told here (PNG third edition, "APNG: frame-based animation").
    """
    scene = picture.scene
    if scene.frames == 1:
        write_still(picture, 0, file)
        return
    file.write(SIGNATURE)
    sequence = 0
    over = not _pages.is_transparent(picture)
    for number, (box, place) in enumerate(_indexed.boxes(picture)):
        # Only the first of them is a picture that readers without APNG see.
        chunks = list(_chunks(box, _info(picture) if number == 0 else None))
        data = [content for kind, content in chunks if kind == b"IDAT"]
        if number == 0:
            for kind, content in (each for each in chunks if each[0] not in (b"IDAT", b"IEND")):
                _put(file, kind, content)
                if kind == b"IHDR":
                    _put(file, b"acTL", struct.pack(">II", scene.frames, picture.loop))
        _put(file, b"fcTL", struct.pack(">I", sequence) + _control(box.size, place, scene.durations_ms[number], over))
        sequence += 1
        for content in data:
            if number == 0:
                _put(file, b"IDAT", content)
            else:
                _put(file, b"fdAT", struct.pack(">I", sequence) + content)
                sequence += 1
    _put(file, b"IEND", b"")


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write one frame."""
    _pages.page(picture, frame).save(file, "PNG", pnginfo=_info(picture))


def write_stills(picture: Picture, open_file: Callable[[int], AbstractContextManager[BinaryIO]]) -> None:
    """Write each step to a file of its own: the frames in which one stands still, of those that are painted in turn."""
    number_of = {frame: number for number, frame in enumerate(picture.scene.stills)}
    for frame, image in enumerate(_pages.images(picture)):
        if frame in number_of:
            with open_file(number_of[frame]) as file:
                image.save(file, "PNG", pnginfo=_info(picture))


def _info(picture: Picture) -> PngInfo:
    info = PngInfo()
    info.add_text("Software", "convanim")
    for key, text in _pages.comments(picture).items():
        info.add_text(key, text)
    return info


def _chunks(image: Image.Image, info: PngInfo | None) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of an image that Pillow encodes: each one's kind and content."""
    encoded = io.BytesIO()
    image.save(encoded, "PNG", pnginfo=info, compress_level=9)
    data = encoded.getbuffer()
    at = len(SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield bytes(data[at + 4 : at + 8]), bytes(data[at + 8 : at + 8 + length])
        at += length + 12


def _put(file: BinaryIO, kind: bytes, content: bytes) -> None:
    file.write(struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content)))


def _control(size: tuple[int, int], place: tuple[int, int], duration_ms: int, over: bool) -> bytes:
    """Where a frame lies and how long it lasts; it stays, laid over what was there or in its place, alpha and all."""
    seconds = Fraction(duration_ms, 1000).limit_denominator(65_535)
    if seconds.numerator > 65_535:
        seconds = Fraction(round(seconds))
    stays = 0
    return struct.pack(">IIIIHHBB", *size, *place, seconds.numerator, seconds.denominator, stays, over)
