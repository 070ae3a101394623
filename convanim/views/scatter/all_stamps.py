"""All stamps of a figure in two dimensions, as the sum that the output is."""

import math
from collections.abc import Iterator

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.panel import Corner, interleaved
from convanim.drawing.plane import flat
from convanim.layers import scatter
from convanim.layers.labels import number
from convanim.scene.items import Item
from convanim.views.scatter.equation import ABOVE, NAME_ROOM
from convanim.views.scatter.prints import FULL, Prints, digits_em
from convanim.views.scatter.slots import Slot, runs, shown, skipped, slots
from convanim.views.scatter.story import Story

PLUS, SKIP = 22, 52
"""Pixels between two grids, and where some are left out."""
NUMBER = 18
"""Pixels below a grid for the number of its stamp."""
WIDER = 1.15
"""How much wider than its room a line may be for digits."""
SHORTER = 1.2
"""How much larger cells have to be for several lines to be better than one."""
MOST_SPREAD = 60
"""Pixels that gaps grow where lines are short."""
LARGEST = 30
"""Pixels of a cell, at the most."""


class AllStamps:
    """The stamps in one line, or in several where the room is high rather than wide."""

    def __init__(self, story: Story, room: tuple[float, float], scale: float, *, digits: bool) -> None:
        """``room``: pixels across and down that there are for it; ``digits``: whether there are any on stamps."""
        self.story, self.scale = story, scale
        self.slots = slots(len(story.order))
        self.numbered = self.slots[-1].skips_before
        subject = story.subject
        self.head = round(NAME_ROOM * scale) if subject.named else 0
        self.name = Name("", "output_text")
        if subject.named:
            apart = subject.say("stamps.apart", stride=number(story.layer.own.stride))
            full = subject.words == "all"
            self.name = Name(subject.say("stamps.all"), "output_text", apart if full else "")
        self.spread = 0.0
        units = {lines: self._unit(lines, room) for lines in range(1, len(self.slots) + 1)}
        self.lines = max(units, key=lambda lines: units[lines] / (1 if lines == 1 else SHORTER))
        unit = units[self.lines]
        if digits and self.lines == 1:
            unit = max(unit, self._unit_of_digits(room[0]))
        unit = min(max(2, int(unit)), round(LARGEST * scale))
        if self.lines > 1:
            self.spread = min(max(0.0, room[0] - self._line_width(unit)) / self.per_line, MOST_SPREAD * scale)
        em = digits_em(story, unit, max(lettering.SMALLEST * scale, 0.5 * unit)) if digits else 0.0
        self.prints = Prints(story, unit, em)
        self.width = round(max(self._line_width(unit), self.name.width(scale)))
        self.height = round(self.head + self.lines * (self.prints.size[0] + self._below) + self._between)

    @property
    def per_line(self) -> int:
        """How many stand in a line."""
        return math.ceil(len(self.slots) / self.lines)

    @property
    def _below(self) -> float:
        return NUMBER * self.scale if self.numbered else 0.0

    @property
    def _between(self) -> float:
        return (self.lines - 1) * 14 * self.scale

    def _unit(self, lines: int, room: tuple[float, float]) -> float:
        """Pixels of a cell with so many lines."""
        self.lines = lines
        rows, columns = map(len, scatter.ranges(self.story.layer))
        across = (room[0] - self._gaps()) / (self.per_line * columns)
        down = (room[1] - self.head - self._between - lines * self._below) / (lines * rows)
        # One line reads best: it may be as high as it likes.
        return across if lines == 1 else min(across, down)

    def _unit_of_digits(self, room: float) -> float:
        """Pixels of a cell that has room for digits, where the line is not much wider for it; else 0."""
        unit = math.ceil(self.story.widest(lettering.SMALLEST * self.scale) / FULL)
        return unit if self._line_width(unit) <= WIDER * room else 0

    def _gaps(self) -> float:
        """Pixels of all signs of the widest line."""
        per_line = self.per_line
        if self.lines == 1:
            return sum(map(self._gap, self.slots[1:]))
        # A line ends with the sign that leads to the next one.
        return per_line * self._gap(self.slots[-1])

    def _gap(self, slot: Slot) -> float:
        """Pixels before a slot; in several lines all are equal, so that grids stand under each other."""
        skips = slot.skips_before if self.lines == 1 else self.numbered
        return (SKIP if skips else PLUS) * self.scale + self.spread

    def _line_width(self, unit: int) -> float:
        return self._gaps() + self.per_line * len(scatter.ranges(self.story.layer)[1]) * unit

    def items(self, corner: Corner) -> Iterator[Item]:
        """All grids, and the signs between them."""
        return interleaved(self._parts(corner))

    def _parts(self, corner: Corner) -> Iterator[Iterator[Item]]:
        if self.story.subject.named:
            yield self.name.items(corner[0], corner[1] + self.head - ABOVE * self.scale, self.scale)
        high, wide = self.prints.size
        x, y = float(corner[0]), float(corner[1] + self.head)
        for nth, slot in enumerate(self.slots):
            if nth:
                yield self._signs(nth, x + self._gap(slot) / 2, y + high / 2)
                x += self._gap(slot)
            if nth and not nth % self.per_line:
                x, y = float(corner[0]), y + high + self._below + 14 * self.scale
            start = -self.prints.columns.start * self.prints.unit, -self.prints.rows.start * self.prints.unit
            plane = flat(self.prints.unit).moved(round(x) + start[0] + 0.5, round(y) + start[1] + 0.5)
            yield self.prints.items(plane, slot)
            if self.numbered:
                yield self._number(slot, x + wide / 2, y + high + 13 * self.scale)
            x += wide

    def _signs(self, nth: int, x: float, middle: float) -> Iterator[Item]:
        """A plus between two grids; with dots where stamps between them are left out."""
        slot, before, timeline = self.slots[nth], self.slots[nth - 1], self.story.timeline
        size = 17 * self.scale
        for skips, span in runs([skipped(slot, before, step) for step in range(timeline.steps)], timeline):
            parts = [Part("+ … +" if skips else "+", size, "grey")]
            yield from lettering.line(parts, x, middle + 0.33 * size, "middle", span)

    def _number(self, slot: Slot, x: float, baseline: float) -> Iterator[Item]:
        timeline = self.story.timeline
        for stamp, span in runs([shown(slot, step) for step in range(timeline.steps)], timeline):
            parts = [Part(str(stamp + 1), lettering.NOTE * self.scale, "grey")]
            yield from lettering.line(parts, x, baseline, "middle", span)
