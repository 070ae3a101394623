"""The pixels that an item touches, on the page or in a part of it."""

import itertools
import math
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from convanim.raster import coverage, glyphs
from convanim.raster.coverage import Box, Mask
from convanim.scene.items import Item, Path, Style, Text
from convanim.style.colour import Colour
from convanim.style.theme import Theme

if TYPE_CHECKING:
    from convanim.raster.frame import Indices, Pixels

OPAQUE = 0xFF000000
"""The alpha of what covers all."""
WHOLE = 1 << 20
"""Pixels around a shape, at the most, whose masks are made whole and remembered."""
REMEMBERED = 1 << 21
"""Touched pixels of all masks that are remembered; each takes ten bytes."""


class Part(NamedTuple):
    """One colour's share of an item: the pixels of a box that it touches."""

    at: "Indices"
    """Counted in the box, row after row."""
    cover: "Pixels"
    """How much of each pixel it covers, from 1 to 256."""
    colour: int


class Brush:
    """Makes the parts of items."""

    def __init__(self, theme: Theme, *, clear: bool) -> None:
        """On ``clear`` ground, alpha is mixed like one more colour: what is painted covers."""
        self._theme = theme
        self._alpha = OPAQUE if clear else 0
        self.ground = 0 if clear else _packed(theme.colours["paper"])

    def parts(self, item: Item, page: Box) -> tuple[list[Part], Box]:
        """The parts of an item that lie on ``page``, and a box that holds all that it touches."""
        x, y, left, top = _place(item)
        inside = page.moved(-left, -top)
        masks, box = _masks(item.shape, item.style, x, y, self._theme.font, inside)
        if box.within(inside) != box:
            masks = [(role, _clipped(mask, inside)) for role, mask in masks]
        strokes = [mask for role, mask in masks if role == item.style.stroke and len(mask.x)]
        if len(strokes) > 1 and self._theme.colour(item.style.stroke or "").opacity < 1:
            fills = [(role, mask) for role, mask in masks if role != item.style.stroke]
            masks = [*fills, (item.style.stroke or "", coverage.united(strokes))]
        columns = page.right - page.left
        corner = left - page.left + (top - page.top) * columns
        # Half as long where the page is not huge.
        whole = np.int32 if columns * (page.bottom - page.top) < 1 << 31 else np.int64
        parts = []
        for role, mask in ((role, mask) for role, mask in masks if len(mask.x)):
            at = np.multiply(mask.y, columns, dtype=whole)
            at += mask.x
            at += corner
            parts.append(self._part(at, mask.cover, self._theme.colour(role)))
        return parts, box.moved(left, top)

    def _part(self, at: "Indices", cover: "Pixels", colour: Colour) -> Part:
        if colour.opacity < 1:
            cover = ((cover.astype(np.uint32) * colour.cover + 128) >> 8).astype(np.uint16)
        return Part(at, cover, _packed(colour) | self._alpha)

    def box(self, item: Item) -> Box:
        """What an item may touch, which is known without its masks."""
        x, y, left, top = _place(item)
        return _box(item.shape, item.style.width, x, y, self._theme.font).moved(left, top)


def _place(item: Item) -> tuple[float, float, int, int]:
    """Of an item the fraction of a pixel, (x, y), and the whole pixels, (left, top)."""
    # Places that differ by less than can be seen share one picture.
    x, y = round(item.x * 20) / 20, round(item.y * 20) / 20
    left, top = math.floor(x), math.floor(y)
    return round(x - left, 2), round(y - top, 2), left, top


def _packed(colour: Colour) -> int:
    return colour.red << 16 | colour.green << 8 | colour.blue


def _clipped(mask: Mask, box: Box) -> Mask:
    inside = (mask.x >= box.left) & (mask.x < box.right) & (mask.y >= box.top) & (mask.y < box.bottom)
    return Mask(mask.x[inside], mask.y[inside], mask.cover[inside])


@lru_cache(maxsize=2048)
def _box(shape: Path | Text, width: float, x: float, y: float, font: str | None) -> Box:
    if isinstance(shape, Text):
        return glyphs.text_box(shape, x, y, font)
    return coverage.outline_box(_outlines(shape, x, y), width)


def _outlines(shape: Path, x: float, y: float) -> "coverage.Outlines":
    return tuple(tuple((x + dx, y + dy) for dx, dy in outline) for outline in shape.outlines)


Masks = tuple[list[tuple[str, Mask]], Box]
"""The role and pixels of each colour of a shape, and a box that holds them."""


class _Memory:
    """The masks that were used last, as many as do not take too much memory."""

    def __init__(self) -> None:
        self._masks: dict[object, Masks] = {}
        self._size = 0
        self._lock = Lock()

    def get(self, key: object, make: Callable[[], Masks]) -> Masks:
        """What is remembered under ``key``, or made now."""
        with self._lock:
            found = self._masks.pop(key, None)
            if found is None:
                found = make()
                self._size += _touched(found)
                while self._size > REMEMBERED and self._masks:
                    self._size -= _touched(self._masks.pop(next(iter(self._masks))))
            self._masks[key] = found  # The last is the youngest.
        return found


def _touched(masks: Masks) -> int:
    return sum(len(mask.x) for _, mask in masks[0]) + 100  # Lists take memory, too.


# Most shapes come again (a window, a cell, a number); those that don't (lines between planes) pass through.
_memory = _Memory()


def _masks(shape: Path | Text, style: Style, x: float, y: float, font: str | None, clip: Box) -> Masks:
    """The masks of a shape whose place is (x, y), a fraction of a pixel; of a large one only what lies in ``clip``."""
    if isinstance(shape, Text):
        masks, box = _memory.get((shape, x, y, font), lambda: _text_masks(shape, x, y, font))
        return [(style.fill or "ink", mask) for _, mask in masks], box
    box = _box(shape, style.width, x, y, None)
    rows, columns = box.size
    if rows * columns > WHOLE:
        return _path_masks(shape, style, x, y, clip), box.within(clip)
    return _memory.get((shape, style, x, y), lambda: (_path_masks(shape, style, x, y), box))


def _text_masks(text: Text, x: float, y: float, font: str | None) -> Masks:
    mask = glyphs.text_mask(text, x, y, font)
    if not len(mask.x):
        return [], Box(0, 0, 0, 0)
    box = Box(int(mask.x.min()), int(mask.y.min()), int(mask.x.max()) + 1, int(mask.y.max()) + 1)
    return [("ink", mask)], box


def _path_masks(shape: Path, style: Style, x: float, y: float, clip: Box | None = None) -> list[tuple[str, Mask]]:
    outlines = _outlines(shape, x, y)
    masks = []
    if style.fill is not None:
        masks.append((style.fill, coverage.fill(outlines, clip)))
    if style.stroke is not None and shape.closed:
        masks.append((style.stroke, coverage.outline(outlines, style.width, style.dash, clip)))
    elif style.stroke is not None:
        for points in coverage.near(outlines, coverage.reach(style.width), clip):
            for start, end in itertools.pairwise(points):
                masks.append((style.stroke, coverage.segment(start, end, style.width, style.dash, clip=clip)))
    return masks
