"""Pictures of one palette, for the formats that have one: a page, and the boxes of what changed on it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from convanim.exporters import Picture, _pages
from convanim.raster import mixing
from convanim.raster.frame import Frame
from convanim.raster.palette import Palette

if TYPE_CHECKING:
    from convanim.raster.frame import Indices, Pixels
    from convanim.raster.palette import Bytes

SHADES = 8
"""Colours of a palette, at the least, for smooth edges between the flat areas."""
EDGE_SHADES = 6
"""Steps from an area to a line or a letter on it."""
MOST = 256
"""Colours of a palette."""


def boxes(picture: Picture) -> Iterator[tuple[Image.Image, tuple[int, int]]]:
    """Of each frame the smallest box around what changed, and its place (x, y); of the first the whole page.

    With paper, pixels of a box that did not change have the entry of alpha 0, and are to be left as they are. Without
    paper a box is to take the place of what was there: entries have an alpha of their own.
    """
    width, clear = picture.scene.width, _pages.is_transparent(picture)
    frames = _pages.frames(picture)
    first = next(frames)
    palette = _with_alpha(picture, first.pixels) if clear else _opaque(picture, first.pixels)
    yield _image(palette.index(first.pixels).reshape(-1, width), palette), (0, 0)
    for frame in frames:
        if clear:
            place, size = _extent(frame, width)
            yield _image(_entries(frame.pixels.reshape(-1, width), place, size, palette), palette), place
        else:
            found, place = box(frame, palette, width)
            yield _image(found, palette), place


def box(frame: Frame, palette: Palette, width: int) -> tuple["Bytes", tuple[int, int]]:
    """The smallest box around what a frame changed, (rows, columns), and its place on the page, (x, y).

    What did not change is the entry behind the last colour.
    """
    (left, top), size = _extent(frame, width)
    found = np.full(size, len(palette.colours), np.uint8)
    for at in mixing.pieces(frame.changed):
        y, x = np.divmod(at, width)
        found[y - top, x - left] = palette.index(frame.pixels[at])
    return found, (left, top)


def _extent(frame: Frame, width: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Of the box around what a frame changed the place (x, y) and the size (rows, columns)."""
    if not len(frame.changed):
        # A box of nothing is not allowed in any format: one pixel that stays as it is.
        return (0, 0), (1, 1)
    corners = [_corners(at, width) for at in mixing.pieces(frame.changed)]
    (left, top), (right, bottom) = np.min(corners, 0)[0].tolist(), np.max(corners, 0)[1].tolist()
    return (left, top), (bottom - top + 1, right - left + 1)


def _entries(pixels: "Pixels", place: tuple[int, int], size: tuple[int, int], palette: Palette) -> "Bytes":
    """The palette entries of all pixels of a box of the page, whose pixels are (rows, columns)."""
    (left, top), (rows, columns) = place, size
    found = np.empty(size, np.uint8)
    high = max(mixing.PIECE // columns, 1)
    for first in range(top, top + rows, high):
        band = pixels[first : min(first + high, top + rows), left : left + columns]
        found[first - top :][: len(band)] = palette.index(band.reshape(-1)).reshape(-1, columns)
    return found


def _corners(at: "Indices", width: int) -> list[tuple[int, int]]:
    """(x, y) of the top left and of the bottom right of some pixels."""
    y, x = np.divmod(at, width)
    return [(int(x.min()), int(y.min())), (int(x.max()), int(y.max()))]


def _opaque(picture: Picture, sample: "Pixels") -> Palette:
    areas, lines = picture.scene.roles()
    theme = picture.theme
    flat = [colour.rgb for colour in theme.flat_colours(areas, lines)][: MOST - 1 - SHADES]
    grounds = dict.fromkeys(theme.colour(role) for role in sorted({"paper", *areas}))
    edges = [
        int.from_bytes(bytes(theme.colour(line)._replace(opacity=share / EDGE_SHADES).over(ground).rgb))
        for line in sorted(lines)
        for ground in grounds
        if ground.opacity == 1
        for share in range(1, EDGE_SHADES)
    ]
    # The first frame does not show all that will meet; but many lines and areas never do, so what it shows counts more.
    edges_sample = np.repeat(np.array(edges, np.uint32), len(sample) // 12_000)
    return Palette(np.concatenate([sample[::3], edges_sample]), flat, MOST - 1)


def _with_alpha(picture: Picture, sample: "Pixels") -> Palette:
    areas, lines = picture.scene.roles()
    flat = picture.theme.flat_colours(areas, lines)
    veils = [colour for colour in map(picture.theme.colour, sorted(areas)) if colour.opacity < 1]
    exact = [(0, 0, 0, 0), *((round(255 * veil.opacity), *veil.rgb) for veil in veils)]
    exact += [(255, *colour.rgb) for colour in flat]
    return Palette(sample, exact[: MOST - 1 - SHADES], MOST - 1)


def _image(indices: "Bytes", palette: Palette) -> Image.Image:
    """An image whose entry behind the last colour is clear."""
    colours = palette.colours.astype(np.uint8)
    image = Image.fromarray(indices, "L")
    image.putpalette(np.concatenate([colours[:, -3:], np.zeros((1, 3), np.uint8)]).tobytes())
    alpha = colours[:, 0] if colours.shape[1] == 4 else np.full(len(colours), 255, np.uint8)
    image.info["transparency"] = alpha.tobytes() + b"\0"
    return image
