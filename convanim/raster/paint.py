"""Paints a scene, frame by frame; only the pixels of the items that come or go are painted again."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from convanim.raster import coverage, glyphs, mixing
from convanim.raster.coverage import Mask
from convanim.scene.items import Item, Path, Scene, Style, Text
from convanim.style.theme import Colour, Theme

if TYPE_CHECKING:
    import numpy.typing as npt

    # One number a pixel, 0xRRGGBB: a page is painted, compared and looked up faster than with three bytes.
    Pixels = npt.NDArray[np.integer]
    Indices = npt.NDArray[np.intp]


TILE = 16
"""Pixels of the side of a tile."""
OPAQUE = 0xFF000000
"""The alpha of what covers all."""


class Frame(NamedTuple):
    """What a frame looks like and what it changed. The arrays are the painter's own: copy what you keep."""

    pixels: "Pixels"
    """All pixels, row after row."""
    changed: "Indices"
    """Indices of the pixels that differ from the frame before, some of them twice; none for the first, where all do."""


class _Part(NamedTuple):
    """One colour's share of an item: the pixels of the page that it touches."""

    at: "Indices"
    cover: "Pixels"
    """How much of each pixel it covers, from 1 to 256."""
    colour: int
    tiles: int
    """A bit for each tile of the page that it may touch: most of what is visible is far from what changes."""


class _Overlay(NamedTuple):
    """Neighbouring items that never change, painted together, from the first pixel that they touch to the last."""

    start: int
    stop: int
    colour: "Pixels"
    left: "Pixels"
    """How much of what lies below is left to see, from 0 to 256."""

    def share(self, at: "Indices | slice") -> tuple["Indices | slice", "Indices | slice"]:
        """Which of the pixels ``at`` it touches: where they are on the page, and where in the overlay."""
        if isinstance(at, slice):
            return slice(self.start, self.stop), slice(None)
        own = at[(at >= self.start) & (at < self.stop)]
        return own, own - self.start


def frames(scene: Scene, theme: Theme, *, clear: bool = False) -> Iterator[Frame]:
    """The frames of ``scene`` in order, in memory for one frame, on the theme's paper.

    A ``clear`` one has no paper: its pixels are 0xAARRGGBB, where alpha says how much of what lies under them they
    cover, and colours are multiplied by it.
    """
    return _Painter(scene, theme, clear=clear).frames()


class _Painter:
    def __init__(self, scene: Scene, theme: Theme, *, clear: bool) -> None:
        self.scene, self.theme = scene, theme
        # What is painted covers, so alpha is mixed like one more colour.
        self.alpha = OPAQUE if clear else 0
        size = scene.width * scene.height
        self.pixels: Pixels = np.empty(size, np.uint32)
        self.dirty = np.zeros(size, bool)
        self.background, self.moving, self.overlays = self._bake(0 if clear else _packed(theme.colours["paper"]))

    def frames(self) -> Iterator[Frame]:
        starting, stopping = defaultdict(list), defaultdict(list)
        for place, item in self.moving:
            starting[max(item.start, 0)].append((place, item))
            stopping[item.stop].append(place)
        visible: dict[int, list[_Part]] = {}
        for frame in range(self.scene.frames):
            stopped = [part for place in stopping[frame] for part in visible.pop(place)]
            new = {place: self._parts(item) for place, item in starting[frame]}
            visible |= new
            if frame == 0:
                if not self.moving:
                    self.pixels = self.background  # Nothing will ever be painted over it.
                self._paint(slice(None), visible, set(visible))
                yield Frame(self.pixels, np.empty(0, np.intp))
                continue
            changed = [*stopped, *(part for parts in new.values() for part in parts)]
            at = np.concatenate([part.at for part in changed]) if changed else np.empty(0, np.intp)
            before = mixing.taken(self.pixels, at)
            tiles = 0
            for part in changed:
                tiles |= part.tiles
            near = {place: parts for place, parts in visible.items() if any(part.tiles & tiles for part in parts)}
            self._paint(at, near, new.keys())
            yield Frame(self.pixels, at[before != mixing.taken(self.pixels, at)])

    def _bake(self, paper: int) -> tuple["Pixels", list[tuple[int, Item]], dict[int, _Overlay]]:
        """Paint what never changes: below the first moving item the background, between and above them overlays."""
        background = np.full_like(self.pixels, paper)
        moving: list[tuple[int, Item]] = []
        overlays: dict[int, _Overlay] = {}
        run: list[Item] = []
        for place, item in enumerate(self.scene.items):
            if item.stop <= max(item.start, 0):
                continue  # It is never seen.
            if item.start <= 0 and item.stop >= self.scene.frames:
                if moving:
                    run.append(item)
                else:
                    for part in self._parts(item):
                        mixing.lay(background, part.at, part.cover, part.colour)
                continue
            if run:
                overlays[place - 1] = self._overlay(run)
                run = []
            moving.append((place, item))
        if run:
            overlays[len(self.scene.items)] = self._overlay(run)
        # What was as large as a plane is not needed again.
        _path_masks.cache_clear()
        return background, moving, overlays

    def _overlay(self, items: list[Item]) -> _Overlay:
        parts = [part for item in items for part in self._parts(item) if len(part.at)]
        start = min((int(part.at.min()) for part in parts), default=0)
        stop = max((int(part.at.max()) + 1 for part in parts), default=0)
        # Painted over nothing, the items show both their colour and how much they let through.
        colour = np.zeros(stop - start, np.uint32)
        for part in parts:
            mixing.lay(colour, part.at - start, part.cover, part.colour | OPAQUE)
        left = (255 - (colour >> 24)).astype(np.uint16)
        left += left >> 7
        return _Overlay(start, stop, colour if self.alpha else colour & 0xFFFFFF, left)

    def _paint(self, at: "Indices | slice", visible: dict[int, list[_Part]], new: Set[int]) -> None:
        """Paint the pixels ``at``, which hold all those of the ``new`` items among the ``visible`` ones near them."""
        for piece in [at] if isinstance(at, slice) else mixing.pieces(at):
            self.pixels[piece] = self.background[piece]
        some_stay = any(place not in new for place in visible)
        if some_stay:
            self._set_dirty(at, True)
        for place in sorted({*visible, *self.overlays}):
            if place in self.overlays:
                overlay = self.overlays[place]
                own, inside = overlay.share(at)
                mixing.show_through(self.pixels, own, overlay.colour[inside], overlay.left[inside])
            for part in visible.get(place, ()):
                place_at, cover = part.at, part.cover
                if place not in new:
                    dirty = mixing.taken(self.dirty, place_at)
                    if not dirty.any():
                        continue
                    place_at, cover = place_at[dirty], cover[dirty]
                mixing.lay(self.pixels, place_at, cover, part.colour)
        if some_stay:
            self._set_dirty(at, False)

    def _set_dirty(self, at: "Indices | slice", is_dirty: bool) -> None:
        for piece in [at] if isinstance(at, slice) else mixing.pieces(at):
            self.dirty[piece] = is_dirty

    def _parts(self, item: Item) -> list[_Part]:
        # Places that differ by less than can be seen share one picture.
        x, y = round(item.x * 20) / 20, round(item.y * 20) / 20
        left, top = math.floor(x), math.floor(y)
        masks, box = _masks(item.shape, item.style, round(x - left, 2), round(y - top, 2), self.theme.font)
        width, height = self.scene.width, self.scene.height
        if box.left + left < 0 or box.top + top < 0 or box.right + left > width or box.bottom + top > height:
            masks = [(role, _clipped(mask, -left, -top, width - left, height - top)) for role, mask in masks]
        tiles = self._tiles(box, left, top)
        return [self._place(mask, left + top * width, self.theme.colour(role), tiles) for role, mask in masks]

    def _place(self, mask: Mask, corner: int, colour: Colour, tiles: int) -> _Part:
        cover = mask.cover
        if colour.opacity < 1:
            cover = ((cover.astype(np.uint32) * colour.cover + 128) >> 8).astype(np.uint16)
        # Half as long where the page is not huge.
        whole = np.int32 if len(self.pixels) < 1 << 31 else np.int64
        at = np.multiply(mask.y, self.scene.width, dtype=whole)
        at += mask.x
        at += corner
        return _Part(at, cover, _packed(colour) | self.alpha, tiles)

    def _tiles(self, box: "_Box", left: int, top: int) -> int:
        across = self.scene.width // TILE + 1
        first, last = (min(max(int(x + left) // TILE, 0), across - 1) for x in (box.left, box.right))
        row = ((1 << (last - first + 1)) - 1) << first
        found = 0
        for down in range(
            max(int(box.top + top) // TILE, 0), min(int(box.bottom + top), self.scene.height) // TILE + 1
        ):
            found |= row << (down * across)
        return found


def _clipped(mask: Mask, left: int, top: int, right: int, bottom: int) -> Mask:
    inside = (mask.x >= left) & (mask.x < right) & (mask.y >= top) & (mask.y < bottom)
    return Mask(mask.x[inside], mask.y[inside], mask.cover[inside])


class _Box(NamedTuple):
    """The pixels that a shape may touch: left ≤ x < right, top ≤ y < bottom."""

    left: float
    top: float
    right: float
    bottom: float


def _masks(
    shape: Path | Text, style: Style, x: float, y: float, font: str | None
) -> tuple[list[tuple[str, Mask]], _Box]:
    """The role and pixels of each colour of a shape whose place is (x, y), a fraction of a pixel."""
    if isinstance(shape, Path):
        return _path_masks(shape, style, x, y)
    mask, box = _text_mask(shape, x, y, font)
    return [(style.fill or "ink", mask)], box


@lru_cache(maxsize=2048)
def _text_mask(text: Text, x: float, y: float, font: str | None) -> tuple[Mask, _Box]:
    mask = glyphs.text_mask(text, x, y, font)
    if not len(mask.x):
        return mask, _Box(0, 0, 0, 0)
    return mask, _Box(mask.x.min(), mask.y.min(), mask.x.max() + 1, mask.y.max() + 1)


# Most shapes come again (a window, a cell); those that don't (lines between planes) pass through.
@lru_cache(maxsize=128)
def _path_masks(shape: Path, style: Style, x: float, y: float) -> tuple[list[tuple[str, Mask]], _Box]:
    outlines = tuple(tuple((x + dx, y + dy) for dx, dy in outline) for outline in shape.outlines)
    masks = []
    if style.fill is not None:
        masks.append((style.fill, coverage.fill(outlines)))
    if style.stroke is not None and shape.closed:
        masks.append((style.stroke, coverage.outline(outlines, style.width, style.dash)))
    elif style.stroke is not None:
        for points in outlines:
            for start, end in itertools.pairwise(points):
                masks.append((style.stroke, coverage.segment(start, end, style.width, style.dash)))
    across, down = zip(*(point for outline in outlines for point in outline), strict=True)
    reach = coverage.reach(style.width)
    return masks, _Box(min(across) - reach, min(down) - reach, max(across) + reach, max(down) + reach)


def _packed(colour: Colour) -> int:
    return colour.red << 16 | colour.green << 8 | colour.blue
