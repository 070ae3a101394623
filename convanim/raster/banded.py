"""Frame after frame of a large page: what changes is painted anew, box by box, from all that lies there.

So the memory is that of the pixels alone, however much lies on the page, and however often one thing lies on another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from convanim.raster import mixing
from convanim.raster.coverage import Box
from convanim.raster.frame import Frame
from convanim.raster.shapes import Brush
from convanim.scene.items import Scene
from convanim.style.theme import Theme

if TYPE_CHECKING:
    from convanim.raster.frame import Indices, Pixels

AREA = 1 << 20
"""Pixels of a box, at the most, but for the row that it holds at the least."""


def frames(
    scene: Scene, theme: Theme, *, clear: bool, finish: "Callable[[Pixels], Pixels] | None" = None
) -> Iterator[Frame]:
    """The frames of ``scene`` in order; ``finish`` is done to pixels before they are compared and kept."""
    pixels = np.empty((scene.height, scene.width), np.uint32)
    painter = _Painter(scene, Brush(theme, clear=clear))
    for frame in range(scene.frames):
        changed = [np.empty(0, painter.index)]
        for box in painter.boxes(frame):
            new = painter.paint(frame, box)
            if finish:
                new = finish(new)
            part = pixels[box.top : box.bottom, box.left : box.right]
            new = new.reshape(part.shape)
            if frame:
                changed.append(painter.on_page(np.flatnonzero(new != part), box))
            part[:] = new
        yield Frame(pixels.reshape(-1), np.concatenate(changed))


class _Painter:
    def __init__(self, scene: Scene, brush: Brush) -> None:
        self.page = Box(0, 0, scene.width, scene.height)
        self.index = np.int32 if scene.width * scene.height < 1 << 31 else np.int64
        self.brush = brush
        self.rows = max(AREA // scene.width, 1)
        self.items = [item for item in scene.items if item.stop > max(item.start, 0)]
        self.times = np.array([(max(item.start, 0), item.stop) for item in self.items], np.int64).reshape(-1, 2)
        found = [brush.box(item).within(self.page) for item in self.items]
        self.extents = np.array(found, np.int64).reshape(-1, 4)
        self.changing: dict[int, list[int]] = defaultdict(list)
        for number, (start, stop) in enumerate(self.times.tolist()):
            self.changing[start].append(number)
            self.changing[stop].append(number)

    def on_page(self, at: "Indices", box: Box) -> "Indices":
        """Where the pixels of a box, counted row after row, lie on the page."""
        columns = self.index(box.right - box.left)
        at = at.astype(self.index)
        return (
            at
            + at // columns * (self.index(self.page.right) - columns)
            + self.index(box.top * self.page.right + box.left)
        )

    def boxes(self, frame: int) -> Iterator[Box]:
        """Boxes that hold what a frame changes, none of which overlap; of the first the whole page."""
        numbers = self.changing.get(frame, [])
        bottom = self.page.bottom if frame == 0 else int(self.extents[numbers, 3].max(initial=0))
        top = 0 if frame == 0 else int(self.extents[numbers, 1].min(initial=bottom))
        for start in range(top, bottom, self.rows):
            band = self.page._replace(top=start, bottom=min(start + self.rows, bottom))
            box = band if frame == 0 else self._touched(numbers, band)
            if all(box.size):
                yield box

    def _touched(self, numbers: list[int], band: Box) -> Box:
        """What items touch of a band: the boxes around them hold far more, for long lines are aslant."""
        corners = [(band.right, band.bottom, band.left, band.top)]
        for number in numbers:
            box = Box(*self.extents[number].tolist()).within(band)
            parts = self.brush.parts(self.items[number], box)[0] if all(box.size) else []
            for at in (part.at for part in parts if len(part.at)):
                y, x = np.divmod(at, self.index(box.right - box.left))
                left, top = box.left + int(x.min()), box.top + int(y.min())
                corners.append((left, top, box.left + int(x.max()) + 1, box.top + int(y.max()) + 1))
        lefts, tops, rights, bottoms = zip(*corners, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))

    def paint(self, frame: int, box: Box) -> "Pixels":
        """The pixels of a box, row after row."""
        rows, columns = box.size
        pixels: Pixels = np.full(rows * columns, self.brush.ground, np.uint32)
        for number in self._seen(frame, box).tolist():
            parts, _ = self.brush.parts(self.items[number], box)
            for part in parts:
                mixing.lay(pixels, part.at, part.cover, part.colour)
        return pixels

    def _seen(self, frame: int, box: Box) -> "Indices":
        """The numbers of the items that are visible in a box, in the order of painting."""
        start, stop = self.times.T
        left, top, right, bottom = self.extents.T
        lasts = (start <= frame) & (frame < stop)
        return np.flatnonzero(lasts & (left < box.right) & (right > box.left) & (top < box.bottom) & (bottom > box.top))
