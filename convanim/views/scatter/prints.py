"""A stamp where it falls on the output, drawn alone: awaited, coming down now, or done."""

from collections.abc import Iterator, Sequence

from convanim.drawing import cell_text, cells, lettering
from convanim.drawing.lettering import Span
from convanim.drawing.plane import Plane
from convanim.layers import scatter
from convanim.scene.items import Item, Path, Style, Text
from convanim.scene.timeline import ALWAYS
from convanim.style.tints import letters_on
from convanim.views.scatter.slots import Slot, shown
from convanim.views.scatter.story import Story

FULL = 0.94
"""Units that digits may be wide."""
LEAST_GRID = 7
"""Pixels of a cell below which there are no lines between cells."""


class Prints:
    """Stamps, each in a grid as large as all that is stamped, with cells of ``unit`` pixels."""

    def __init__(self, story: Story, unit: int, em: float) -> None:
        """``em``: pixels of digits, 0 for none."""
        self.story, self.unit, self.em, self.layer = story, unit, em, story.layer
        self.rows, self.columns = scatter.ranges(story.layer)
        self.size = len(self.rows) * unit, len(self.columns) * unit

    def items(self, plane: Plane, slot: Slot) -> Iterator[Item]:
        """A grid and what is in it in each step; ``plane`` has the first place that is kept at (0, 0)."""
        yield from self._grid(plane)
        timeline = self.story.timeline
        if len(slot.stamps) == 1:
            stamp = slot.stamps[0]
            yield from self._awaited(plane, stamp, (0, timeline.rest(stamp)))
            yield from self._full(plane, stamp, timeline.since(stamp))
            yield from self._outline(plane, stamp, timeline.span(stamp), now=True)
            yield from self._outline(plane, stamp, (timeline.span(stamp)[1], timeline.frames), now=False)
            return
        first, last = slot.stamps.index(shown(slot, 0) + 1), timeline.steps - 1
        yield from self._awaited(plane, slot.stamps[0], (0, timeline.rest(first - 1)))
        for step in range(first - 1, timeline.steps):
            stop = timeline.frames if step == last else timeline.span(step)[1]
            stamp = shown(slot, step)
            if step == last and stamp != step:
                yield from self._full(plane, stamp, timeline.since(step))
                yield from self._outline(plane, stamp, timeline.since(step), now=False)
            else:
                yield from self._full(plane, stamp, (timeline.rest(step), stop))
                yield from self._outline(plane, stamp, (timeline.rest(step), stop), now=True)

    def _grid(self, plane: Plane) -> Iterator[Item]:
        if self.unit >= LEAST_GRID:
            light = Style(stroke="line@0.16", width=1.0)
            yield from cells.grid(plane, self.rows, self.columns, light, inner=True)
        block = cells.block(plane, len(self.rows), len(self.columns))
        yield Item(block, *self._start(plane), Style(stroke="line@0.3", width=1.0), 0, ALWAYS)

    def _start(self, plane: Plane) -> tuple[float, float]:
        return plane(self.rows.start, self.columns.start)

    def _shape(self, plane: Plane) -> Path:
        return cells.window(plane, *self.layer.axes)

    def _at(self, plane: Plane, stamp: int) -> tuple[float, float]:
        return plane(*scatter.corner(self.layer, self.story.order[stamp]))

    def _awaited(self, plane: Plane, stamp: int, span: Span) -> Iterator[Item]:
        """Dashes where a stamp will be."""
        if span[0] < span[1]:
            style = Style(stroke="grey", width=1.25, dash=max(2.5, cells.dash(plane.right)))
            yield Item(self._shape(plane), *self._at(plane, stamp), style, *span)

    def _full(self, plane: Plane, stamp: int, span: Span) -> Iterator[Item]:
        """The cells of a stamp and its numbers."""
        at = self._at(plane, stamp)
        yield Item(self._shape(plane), *at, Style(fill="contribution"), *span)
        own = plane.moved(at[0] - plane.x, at[1] - plane.y)
        rows, columns = (axis.effective_kernel_size for axis in self.layer.axes)
        if self.unit >= LEAST_GRID and self.layer.dilation == (1, 1):
            yield from cells.grid(own, range(rows), range(columns), cells.grid_line(self.unit), span, inner=True)
        if self.em:
            yield from self._digits(plane, stamp, span)

    def _digits(self, plane: Plane, stamp: int, span: Span) -> Iterator[Item]:
        style = Style(fill=letters_on("contribution"))
        texts: Sequence[str] = self.story.stamps[stamp]
        for text, (_, place) in zip(texts, scatter.stamp(self.layer, self.story.order[stamp]), strict=True):
            x, y = plane(place[0] + 0.5, place[1] + 0.5)
            yield Item(Text(text, self.em, "middle", self.unit), x, y + cell_text.RISE * self.em, style, *span)

    def _outline(self, plane: Plane, stamp: int, span: Span, *, now: bool) -> Iterator[Item]:
        if span[0] < span[1]:
            style = cells.now_line(self.unit) if now else Style(stroke="line", width=1.25)
            yield Item(self._shape(plane), *self._at(plane, stamp), style, *span)


def digits_em(story: Story, unit: float, most: float) -> float:
    """Pixels of digits in cells of ``unit`` pixels; 0 where they would be too small to be read."""
    fitting = min(most, most * FULL * unit / story.widest(most))
    return fitting if fitting >= lettering.SMALLEST - 0.75 else 0.0
