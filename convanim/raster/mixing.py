"""Pixels laid over pixels: 0xAARRGGBB, whose channels are mixed two in one multiplication."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from convanim.raster.frame import Indices, Pixels

PIECE = 1 << 19
"""Pixels that are mixed in one go, for it takes far more memory than they do."""


def pieces(at: "Indices") -> "Iterator[Indices]":
    """Indices in runs that are short enough: numpy copies those that it is given."""
    return (at[start : start + PIECE] for start in range(0, len(at), PIECE))


def taken(pixels: "npt.NDArray[Any]", at: "Indices") -> "npt.NDArray[Any]":
    """The pixels ``at``."""
    found = np.empty(len(at), pixels.dtype)
    for start, piece in zip(range(0, len(at), PIECE), pieces(at), strict=True):
        found[start : start + len(piece)] = pixels[piece]
    return found


def put(pixels: "npt.NDArray[Any]", at: "Indices", new: "npt.NDArray[Any]") -> None:
    """Set the pixels ``at``."""
    for start, piece in zip(range(0, len(at), PIECE), pieces(at), strict=True):
        pixels[piece] = new[start : start + len(piece)]


def lay(pixels: "Pixels", at: "Indices", cover: "Pixels", colour: int) -> None:
    """Lay ``colour`` over the pixels ``at``."""
    for start in range(0, len(at), PIECE):
        piece = at[start : start + PIECE]
        pixels[piece] = _blend(pixels[piece], cover[start : start + PIECE].astype(np.uint32), colour)


def show_through(pixels: "Pixels", at: "Indices | slice", colour: "Pixels", left: "Pixels") -> None:
    """Lay pixels over those ``at``, of which only a share is ``left``."""
    for start in range(0, len(colour), PIECE):
        stop = min(start + PIECE, len(colour))
        piece = slice(at.start + start, at.start + stop) if isinstance(at, slice) else at[start:stop]
        pixels[piece] = colour[start:stop] + _faded(pixels[piece], left[start:stop].astype(np.uint32))


def _blend(under: "Pixels", cover: "Pixels", colour: int) -> "Pixels":
    """``colour`` laid over pixels; two channels are mixed in one multiplication, for they stay out of each other."""
    left = 256 - cover
    red_blue = (under & 0xFF00FF) * left + (colour & 0xFF00FF) * cover + 0x800080
    alpha_green = (under >> 8 & 0xFF00FF) * left + (colour >> 8 & 0xFF00FF) * cover + 0x800080
    return _together(red_blue, alpha_green)


def _together(red_blue: "Pixels", alpha_green: "Pixels") -> "Pixels":
    return (red_blue >> 8) & 0xFF00FF | alpha_green & 0xFF00FF00


def _faded(under: "Pixels", left: "Pixels") -> "Pixels":
    """Pixels of which only a share is left."""
    red_blue = (under & 0xFF00FF) * left + 0x7F007F
    alpha_green = (under >> 8 & 0xFF00FF) * left + 0x7F007F
    return _together(red_blue, alpha_green)
