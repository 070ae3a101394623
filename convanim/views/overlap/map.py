"""A map of the output: each place in the tint of what it has got, without a line between, and bars below."""

from collections import defaultdict
from collections.abc import Iterator

from convanim.drawing import cell_text, cells, lettering
from convanim.drawing.lettering import Part
from convanim.drawing.panel import Corner
from convanim.drawing.plane import Plane, flat
from convanim.drawing.subject import Subject
from convanim.layers import heading, labels, scatter
from convanim.scene.items import Item, Path, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.number_text import Notation
from convanim.style.text_metrics import text_width
from convanim.style.tints import letters_on
from convanim.views._stamping import moments
from convanim.views.overlap.counts import Counts
from convanim.views.overlap.ramp import Ramp

FIRST, NEXT, ABOVE = 17, 18, 13
"""Pixels down to the heading's baseline, from line to line, and from the last one to the map."""
BARS, STAMP, TALLEST, DIGIT = 12, 13, 52, 16
"""Pixels from the map to the bars, of a stamp in them, of the tallest, and down to their digits."""
BETWEEN_BARS = 1.5
OUTLINE, HALO = 3.0, 6.5
"""Pixels of the line around the current stamp, and of the paper behind it."""
DOT = 2
"""Pixels of the dot of a place that waits."""
FINEST = 8
"""Pixels of a cell below which there are no dots."""


class Map:
    """What the stamps of one kernel make."""

    def __init__(self, subject: Subject, counts: Counts, ramp: Ramp, unit: int, scale: float) -> None:
        self.subject, self.counts, self.ramp, self.unit, self.scale = subject, counts, ramp, unit, scale
        self.layer = counts.layer
        self.rows, self.columns = scatter.ranges(self.layer)
        self.size = len(self.rows) * unit, len(self.columns) * unit
        self.lines = self._lines() if subject.named else []
        self.bars = counts.along(1) if counts.weights is None else []
        self.stamp = min(STAMP, TALLEST / max([1, *self.bars])) * scale
        self.written = bool(self.bars) and text_width(str(max(self.bars)), lettering.SMALLEST * scale) <= unit
        self.width = round(max(self.size[1], *map(lettering.width, self.lines), 0))

    def _lines(self) -> list[list[Part]]:
        """The heading: the kernel, what it makes, and how large that is."""
        say, scale = self.subject.say, self.scale
        small = self.subject.words == "names"
        size = (lettering.NAME if small else lettering.FORMULA) * scale
        kernel = say("overlap.kernel", size=labels.size(self.layer.own.kernel_size))
        name = Part(kernel, size, "accent_text")
        verdict = Part(say(f"overlap.{self.counts.verdict}"), size, "output_text")
        if small:
            return [[name], [verdict]]
        output = labels.size(self.layer.own.output_size)
        first, *others = [numbers for numbers, _ in heading.heading(self.layer.own, self.subject.language).formulas]
        told = [say("overlap.output", size=output, formula=first), *others]
        return [
            [name, verdict._replace(gap=12 * scale)],
            *([Part(text, lettering.NOTE * scale, "grey")] for text in told),
        ]

    @property
    def head(self) -> int:
        """Pixels of the heading."""
        if not self.lines:
            return 0
        return round((FIRST + NEXT * (len(self.lines) - 1) + ABOVE) * self.scale)

    @property
    def foot(self) -> int:
        """Pixels below the map."""
        if not self.bars:
            return 0
        return round(BARS * self.scale + max(self.bars) * self.stamp + (DIGIT * self.scale if self.written else 0))

    def plane(self, corner: Corner, head: int) -> Plane:
        """The map's plane, ``head`` pixels below the corner; (0, 0) is the first place of the output."""
        start = self.columns.start * self.unit, self.rows.start * self.unit
        return flat(self.unit).moved(corner[0] - start[0], corner[1] + head - start[1])

    def items(self, corner: Corner, head: int) -> Iterator[Item]:
        """All that is ever on it."""
        plane = self.plane(corner, head)
        yield from self._heading(corner, head)
        yield from self._bars(plane)
        yield from self._dots(plane)
        yield from self._fills(plane)
        yield from self._frames(plane)
        yield from self._outline(plane)
        if self.subject.written:
            yield from self._digits(plane)

    def _heading(self, corner: Corner, head: int) -> Iterator[Item]:
        baseline = corner[1] + head - ABOVE * self.scale - NEXT * self.scale * (len(self.lines) - 1)
        for parts in self.lines:
            yield from lettering.line(parts, corner[0], baseline)
            baseline += NEXT * self.scale

    def _dots(self, plane: Plane) -> Iterator[Item]:
        """A dot where stamps are still to come; where none ever comes is paper."""
        if self.unit < FINEST or not self.counts.final:
            return
        size = DOT * self.scale
        middles = (plane(row + 0.5, column + 0.5) for row, column in self.counts.final)
        starts = [(round(x - size / 2), round(y - size / 2)) for x, y in middles]
        dots = tuple(((x, y), (x + size, y), (x + size, y + size), (x, y + size)) for x, y in starts)
        yield Item(Path(dots), 0, 0, Style(fill="rest"), 0, ALWAYS)

    def _fills(self, plane: Plane) -> Iterator[Item]:
        """Tints from stamp to stamp; all that come together are one path."""
        rest, alike = self.subject.timeline.rest, defaultdict(list)
        for change in self.counts.changes:
            stop = ALWAYS if change.until is None else rest(change.until)
            alike[rest(change.step), stop, self.ramp.tint(change.sum)].append(change.place)
        for (start, stop, tint), places in alike.items():
            path = Path(tuple(plane.block(*place) for place in places))
            yield Item(path, 0, 0, Style(fill=tint), start, stop)

    def _frames(self, plane: Plane) -> Iterator[Item]:
        """The line around the output, and a dashed one around all that is stamped where that is more."""
        if scatter.crops(self.layer):
            everything = plane.block(self.rows.start, self.columns.start, len(self.rows), len(self.columns))
            dashed = Style(stroke="grid", width=1.0, dash=max(3.0, cells.dash(plane.right)))
            yield Item(_grown(everything), 0, 0, dashed, 0, ALWAYS)
        edge = Style(stroke="line", width=max(1.0, min(1.5, 0.1 * self.unit)))
        yield Item(_grown(plane.block(0, 0, *self.layer.output_size)), 0, 0, edge, 0, ALWAYS)

    def _outline(self, plane: Plane) -> Iterator[Item]:
        shape = cells.window(plane, *self.layer.axes)
        thin = min(1.0, self.unit / 12)
        for moment, _, place in moments(self.layer, self.subject.timeline):
            x, y = plane(*place)
            for role, width in (("paper", HALO), ("accent", OUTLINE)):
                style = Style(stroke=role, width=max(1.0, width * thin * self.scale))
                yield Item(shape, x + 0.5, y + 0.5, style, *moment.span, moment.then)

    def _bars(self, plane: Plane) -> Iterator[Item]:
        """How many stamps fall on each place of a row: they stand there from the first frame on."""
        if not self.bars:
            return
        foot = plane(self.rows.stop, 0)[1] + round(BARS * self.scale + max(self.bars) * self.stamp)
        thin = BETWEEN_BARS if self.unit >= FINEST else 0.0
        alike = defaultdict(list)
        for column, count in enumerate(self.bars):
            x, _ = plane(0, column)
            top, end = foot - round(count * self.stamp), x + self.unit - thin
            if count:
                alike[self.ramp.tint(count)].append(((x, top), (end, top), (end, foot), (x, foot)))
            if self.written:
                digit = [Part(str(count), lettering.SMALLEST * self.scale, "grey")]
                middle = x + (self.unit - thin) / 2
                yield from lettering.line(digit, middle, foot + 13 * self.scale, "middle")
        for tint, bars in alike.items():
            yield Item(Path(tuple(bars)), 0, 0, Style(fill=tint), 0, ALWAYS)

    def _digits(self, plane: Plane) -> Iterator[Item]:
        rest, notation = self.subject.timeline.rest, Notation(cell_text.room(self.unit))
        for change in self.counts.changes:
            stop = ALWAYS if change.until is None else rest(change.until)
            role = letters_on(self.ramp.tint(change.sum))
            text = notation.write(change.sum)
            yield from cell_text.middle(plane, change.place, text, rest(change.step), stop, role)


def _grown(block: tuple[tuple[float, float], ...]) -> Path:
    """A line half a pixel outside of an area."""
    (left, top), _, (right, foot), _ = block
    left, top, right, foot = left - 0.5, top - 0.5, right + 0.5, foot + 0.5
    return Path((((left, top), (right, top), (right, foot), (left, foot)),))
