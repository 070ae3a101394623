"""A GIF without paper: what each image draws and clears, for pixels can vanish again."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from convanim import ground
from convanim.exporters import Picture
from convanim.paint import Frame
from convanim.palette import Palette
from convanim.theme import Colour

if TYPE_CHECKING:
    from convanim.paint import Indices, Pixels
    from convanim.palette import Bytes

NOTHING = 1 << 24
"""Stands for a pixel where nothing is: no colour 0xRRGGBB has this bit."""


class Drawing(NamedTuple):
    """What one image of the file does to the page."""

    at: "Indices"
    """Pixels that its box holds, at the least."""
    new: "Bytes"
    """Their palette entries; the transparent one leaves a pixel as it is."""
    clears: bool = False
    """Whether its box is empty again before the next image."""


def frames(picture: Picture, matte: Colour) -> Iterator[Frame]:
    """Frames whose smooth edges are mixed with ``matte``, and whose pixels are ``NOTHING`` where nothing is."""
    pixels = np.full(picture.scene.width * picture.scene.height, NOTHING, np.uint32)
    for number, frame in enumerate(ground.frames(picture.scene, picture.theme)):
        found = frame.pixels[frame.changed]
        pixels[frame.changed] = np.where(found >> 24 == 0, NOTHING, ground.over(found, matte))
        yield Frame(pixels, np.arange(len(pixels)) if number == 0 else frame.changed)


def seen(pixels: "Pixels") -> "Pixels":
    """The pixels where something is."""
    some: Pixels = pixels[pixels != NOTHING]
    return some


def drawings(found: Iterable[Frame], palette: Palette, width: int) -> Iterator[Drawing]:
    """How to draw frames with holes.

    An image can set pixels and not clear them, but the whole of its box can be cleared when its time is over. So the
    box of an image also holds what the next frame lacks, and the next image draws again what else was in the box.
    """
    nothing = np.uint8(len(palette.colours))
    page, wanted = np.empty(0, np.uint8), np.empty(0, np.uint8)
    for number, frame in enumerate(found):
        new = palette.index(frame.pixels[frame.changed])
        new[frame.pixels[frame.changed] == NOTHING] = nothing
        if number == 0:
            page, wanted = np.full_like(new, nothing), new
            continue
        vanishing = frame.changed[(new == nothing) & (wanted[frame.changed] != nothing)]
        # The first image is as large as the page: some readers take the size of the page from it.
        at = np.arange(len(page)) if number == 1 else np.union1d(np.flatnonzero(page != wanted), vanishing)
        yield Drawing(at, wanted[at], len(vanishing) > 0)
        page = wanted.copy()
        if len(vanishing):
            y, x = np.divmod(at, width)
            page.reshape(-1, width)[y.min() : y.max() + 1, x.min() : x.max() + 1] = nothing
        wanted[frame.changed] = new
    at = np.flatnonzero(page != wanted)
    yield Drawing(at, wanted[at])
