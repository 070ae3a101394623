"""A GIF without paper: what each image draws and clears, for pixels can vanish again."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from convanim.exporters import Picture
from convanim.raster import alpha, mixing, paint
from convanim.raster.frame import Frame
from convanim.raster.mixing import PIECE
from convanim.raster.palette import Palette
from convanim.style.colour import Colour

if TYPE_CHECKING:
    from convanim.raster.frame import Indices, Pixels
    from convanim.raster.palette import Bytes

NOTHING = 1 << 24
"""Stands for a pixel where nothing is: no colour 0xRRGGBB has this bit."""


class Drawing(NamedTuple):
    """What one image of the file does to the page."""

    new: "Bytes"
    """The palette entries of its box, (rows, columns); the transparent one leaves a pixel as it is."""
    place: tuple[int, int]
    """Of the box on the page: (x, y)."""
    clears: bool = False
    """Whether the box is empty again before the next image."""


def frames(picture: Picture, matte: Colour) -> Iterator[Frame]:
    """Frames whose smooth edges are mixed with ``matte``, and whose pixels are ``NOTHING`` where nothing is."""
    return paint.frames(
        picture.scene, picture.theme, clear=True, finish=lambda pixels: _mixed(alpha.straight(pixels), matte)
    )


def _mixed(pixels: "Pixels", matte: Colour) -> "Pixels":
    found = np.empty_like(pixels)
    for start in range(0, len(pixels), PIECE):
        piece = pixels[start : start + PIECE]
        found[start : start + PIECE] = np.where(piece >> 24 == 0, np.uint32(NOTHING), alpha.over(piece, matte))
    return found


def seen(pixels: "Pixels") -> "Pixels":
    """The pixels where something is."""
    some: Pixels = pixels[pixels != NOTHING]
    return some


def drawings(found: Iterable[Frame], palette: Palette, width: int) -> Iterator[Drawing]:
    """How to draw frames with holes.

    An image can set pixels and not clear them, but the whole of its box can be cleared when its time is over. So the
    box of an image also holds what the next frame lacks, and the next image draws again what else was in the box.
    """
    nothing = len(palette.colours)
    page, wanted = np.empty(0, np.uint8), np.empty(0, np.uint8)
    for number, frame in enumerate(found):
        seen_now = frame.pixels if number == 0 else mixing.taken(frame.pixels, frame.changed)
        new = palette.index(seen_now)
        new[seen_now == NOTHING] = nothing
        if number == 0:
            page, wanted = np.full_like(new, nothing), new
            continue
        vanishing = frame.changed[(new == nothing) & (mixing.taken(wanted, frame.changed) != nothing)]
        # The first image is as large as the page: some readers take the size of the page from it.
        drawn = (
            Drawing(wanted.reshape(-1, width), (0, 0))
            if number == 1
            else _missing(page, wanted, vanishing, width, nothing)
        )
        yield drawn._replace(clears=len(vanishing) > 0)
        np.copyto(page, wanted)
        if len(vanishing):
            (left, top), (rows, columns) = drawn.place, drawn.new.shape
            page.reshape(-1, width)[top : top + rows, left : left + columns] = nothing
        mixing.put(wanted, frame.changed, new)
    yield _missing(page, wanted, np.empty(0, np.intp), width, nothing)


def _missing(page: "Bytes", wanted: "Bytes", more: "Indices", width: int, nothing: int) -> Drawing:
    """The box of what the page lacks, and of ``more`` pixels; what else is in it is ``nothing``."""
    lacks = page != wanted
    lacks[more] = True
    lacks = lacks.reshape(-1, width)
    rows, columns = np.flatnonzero(lacks.any(1)).tolist(), np.flatnonzero(lacks.any(0)).tolist()
    if not rows:
        return Drawing(np.full((1, 1), nothing, np.uint8), (0, 0))
    inside = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    new = np.where(lacks[inside], wanted.reshape(-1, width)[inside], np.uint8(nothing))
    return Drawing(new, (columns[0], rows[0]))
