"""Reading figures back: frames of a file as arrays, and colours at places."""

import io
import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]


def frames(source: Path | bytes) -> list[Pixels]:
    """Every frame of an animation as (height, width, 3), on white paper."""
    with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            page = Image.new("RGBA", image.size, "white")
            page.alpha_composite(image.convert("RGBA"))
            found.append(np.asarray(page.convert("RGB")))
        return found


def colour_at(frame: Pixels, x: float, y: float) -> tuple[int, ...]:
    return tuple(int(channel) for channel in frame[round(y), round(x)])


def kind_of(data: bytes) -> str:
    """The suffix of the format that a file has, by its first bytes: of its standard, not of any library here."""
    for suffix, pattern in _KINDS.items():
        if re.match(pattern, data, re.DOTALL):
            return suffix
    return "unknown"


_KINDS = {
    "gif": rb"GIF89a",
    "png": rb"\x89PNG\r\n\x1a\n",
    "webp": rb"RIFF....WEBP",
    "avif": rb"....ftypavi[fs]",
    "mp4": rb"....ftyp(isom|mp4|avc)",
    "webm": rb"\x1a\x45\xdf\xa3",
    "pdf": rb"%PDF-",
    "svg": rb"<svg ",
    "html": rb"<!doctype html>",
    "tex": rb"%",
}
