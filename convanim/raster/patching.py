"""Frame after frame: only the pixels of the items that come or go are painted again."""

from collections import defaultdict
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from convanim.raster import mixing
from convanim.raster.coverage import Box
from convanim.raster.frame import Frame
from convanim.raster.shapes import OPAQUE, Brush, Part
from convanim.scene.items import Item, Scene
from convanim.style.theme import Theme

if TYPE_CHECKING:
    from convanim.raster.frame import Indices, Pixels

TILE = 16
"""Pixels of the side of a tile."""


class _Visible(NamedTuple):
    """An item on the page."""

    parts: list[Part]
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


def frames(scene: Scene, theme: Theme, *, clear: bool) -> Iterator[Frame]:
    """The frames of ``scene`` in order, in memory for the page and for all that is on it."""
    return _Painter(scene, theme, clear=clear).frames()


class _Painter:
    def __init__(self, scene: Scene, theme: Theme, *, clear: bool) -> None:
        self.scene = scene
        self.clear = clear
        self.brush = Brush(theme, clear=clear)
        self.page = Box(0, 0, scene.width, scene.height)
        size = scene.width * scene.height
        self.pixels: Pixels = np.empty(size, np.uint32)
        self.dirty = np.zeros(size, bool)
        self.background, self.moving, self.overlays = self._bake()

    def frames(self) -> Iterator[Frame]:
        starting, stopping = defaultdict(list), defaultdict(list)
        for place, item in self.moving:
            starting[max(item.start, 0)].append((place, item))
            stopping[item.stop].append(place)
        visible: dict[int, _Visible] = {}
        for frame in range(self.scene.frames):
            stopped = [visible.pop(place) for place in stopping[frame]]
            new = {place: self._visible(item) for place, item in starting[frame]}
            visible |= new
            if frame == 0:
                if not self.moving:
                    self.pixels = self.background  # Nothing will ever be painted over it.
                self._paint(slice(None), visible, set(visible))
                yield Frame(self.pixels, np.empty(0, np.intp))
                continue
            changed = [*stopped, *new.values()]
            touched = [part.at for each in changed for part in each.parts]
            at = np.concatenate(touched) if touched else np.empty(0, np.intp)
            before = mixing.taken(self.pixels, at)
            tiles = 0
            for each in changed:
                tiles |= each.tiles
            near = {place: each for place, each in visible.items() if each.tiles & tiles}
            self._paint(at, near, new.keys())
            yield Frame(self.pixels, at[before != mixing.taken(self.pixels, at)])

    def _bake(self) -> tuple["Pixels", list[tuple[int, Item]], dict[int, _Overlay]]:
        """Paint what never changes: below the first moving item the background, between and above them overlays."""
        background = np.full_like(self.pixels, self.brush.ground)
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
        return _Overlay(start, stop, colour if self.clear else colour & 0xFFFFFF, left)

    def _paint(self, at: "Indices | slice", visible: dict[int, _Visible], new: Set[int]) -> None:
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
            for part in visible[place].parts if place in visible else ():
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

    def _parts(self, item: Item) -> list[Part]:
        return self.brush.parts(item, self.page)[0]

    def _visible(self, item: Item) -> _Visible:
        parts, box = self.brush.parts(item, self.page)
        return _Visible(parts, self._tiles(box))

    def _tiles(self, box: Box) -> int:
        across = self.scene.width // TILE + 1
        first, last = (min(max(x // TILE, 0), across - 1) for x in (box.left, box.right))
        row = ((1 << (last - first + 1)) - 1) << first
        found = 0
        for down in range(max(box.top // TILE, 0), min(box.bottom, self.scene.height) // TILE + 1):
            found |= row << (down * across)
        return found
