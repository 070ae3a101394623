"""Animated WebP: every pixel as it was painted."""

from typing import BinaryIO

from convanim.exporters import Memory, Picture
from convanim.exporters._embedded import in_picture
from convanim.exporters._optimize import OPTIMIZE

OPTIONS = (OPTIMIZE,)
HOLDS_STILL = True
EMBEDDED_AS = "image"
MEMORY = Memory(still=32, paper=44, clear=44)
command_in = in_picture("WEBP")


def refuse(picture: Picture) -> None:
    """Raise ConvanimError for a page that is too large."""
    MEMORY.refuse(picture, ".webp")


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation."""
    from convanim.exporters import _pages

    _pages.reel(picture).save(
        file,
        "WEBP",
        save_all=True,
        lossless=True,
        # A whole frame now and then would only help to seek.
        kmin=0,
        kmax=0,
        quality=_effort(picture),
        method=4,
        duration=picture.scene.durations_ms,
        loop=picture.loop,
        xmp=_pages.xmp(picture),
    )


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write one frame."""
    from convanim.exporters import _pages

    image = _pages.page(picture, frame)
    image.save(file, "WEBP", lossless=True, quality=100, method=6, xmp=_pages.xmp(picture))


def _effort(picture: Picture) -> int:
    # Of a lossless picture the quality is the time spent on its size.
    return 100 if OPTIMIZE.among(dict(picture.own)) else 50
