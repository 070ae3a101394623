"""Stamps of one dimension under each other, each over the places of the output where it falls, and their sum below."""

from collections.abc import Iterator

from convanim.drawing import lettering, progress
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.panel import Corner, interleaved
from convanim.drawing.plane import flat
from convanim.layers import scatter
from convanim.layers.labels import number
from convanim.scene.items import Item, Style
from convanim.views.scatter.equation import ABOVE, NAME_ROOM
from convanim.views.scatter.prints import Prints, digits_em
from convanim.views.scatter.slots import Slot, runs, shown, skipped, slots
from convanim.views.scatter.story import Story
from convanim.views.scatter.sums import Sums

SIGN, NUMBER = 26, 30
"""Pixels left of the rows for a sign, and right of them for a number."""
BETWEEN, SKIP = 8, 22
"""Pixels between two rows, and where some are left out."""
ABOVE_SUM = 14
"""Pixels from the last row to the name of the output."""


class Ladder:
    """The rows of all stamps, and the output as the last row."""

    def __init__(self, story: Story, unit: int, scale: float, *, digits: bool) -> None:
        self.story, self.scale = story, scale
        self.slots = slots(len(story.order))
        self.numbered = self.slots[-1].skips_before
        subject = story.subject
        self.head = round(NAME_ROOM * scale) if subject.named else 0
        self.left = round(SIGN * scale) if len(self.slots) > 1 else 0
        self.sums = Sums(story, unit, scale)
        em = digits_em(story, unit, 0.42 * unit) if digits else 0.0
        self.prints = Prints(story, unit, em)
        self.name = Name("", "output_text")
        if subject.named:
            apart = subject.say("stamps.apart", stride=number(story.layer.own.stride))
            self.name = Name(subject.say("stamps.all"), "output_text", apart if subject.words == "all" else "")
        right = round(NUMBER * scale) if self.numbered else 0
        self.width = self.left + max(self.sums.width, self.prints.size[1] + right, round(self.name.width(scale)))
        rows = len(self.slots) * unit + sum(self._gap(slot) for slot in self.slots[1:])
        self.rows_height = round(self.head + rows + ABOVE_SUM * scale)
        self.height = self.rows_height + self.sums.height

    def _gap(self, slot: Slot) -> float:
        return (SKIP if slot.skips_before else BETWEEN) * self.scale

    def sum_corner(self, corner: Corner) -> Corner:
        """The top left corner of the output and its words."""
        return corner[0] + self.left, corner[1] + self.rows_height

    def items(self, corner: Corner) -> Iterator[Item]:
        """All rows, the signs left of them, and the output."""
        return interleaved(self._parts(corner))

    def _parts(self, corner: Corner) -> Iterator[Iterator[Item]]:
        x, y = corner[0] + self.left, float(corner[1] + self.head)
        if self.story.subject.named:
            yield self.name.items(x, y - ABOVE * self.scale, self.scale)
        unit, sign_x = self.prints.unit, corner[0] + 0.35 * self.left
        for nth, slot in enumerate(self.slots):
            if nth:
                yield self._signs(nth, sign_x, y + self._gap(slot) / 2, y + self._gap(slot) + unit / 2)
                y += self._gap(slot)
            plane = flat(unit).moved(x - self.prints.columns.start * unit + 0.5, round(y) + 0.5)
            yield self.prints.items(plane, slot)
            if self.numbered:
                yield self._number(slot, x + self.prints.size[1] + 10 * self.scale, y + unit / 2)
            y += unit
        below = self.sum_corner(corner)
        if self.left:
            middle = below[1] + self.sums.head + unit / 2
            yield lettering.line([Part("=", 20 * self.scale, "grey")], sign_x, middle + 6 * self.scale, "middle")
        yield self.sums.items(below)

    def _signs(self, nth: int, x: float, between: float, middle: float) -> Iterator[Item]:
        """A plus before a row, and dots over it while rows are left out."""
        size = min(17 * self.scale, self.prints.unit + BETWEEN * self.scale)
        yield from lettering.line([Part("+", size, "grey")], x, middle + 0.33 * size, "middle")
        slot, before, timeline = self.slots[nth], self.slots[nth - 1], self.story.timeline
        dot = progress.disc(1.3 * self.scale)
        for skips, span in runs([skipped(slot, before, step) for step in range(timeline.steps)], timeline):
            for row in (-1, 0, 1) if skips else ():
                yield Item(dot, x, between + row * 5 * self.scale, Style(fill="grey"), *span)

    def _number(self, slot: Slot, x: float, middle: float) -> Iterator[Item]:
        timeline = self.story.timeline
        for stamp, span in runs([shown(slot, step) for step in range(timeline.steps)], timeline):
            parts = [Part(str(stamp + 1), lettering.NOTE * self.scale, "grey")]
            yield from lettering.line(parts, x, middle + 4 * self.scale, span=span)


def least_unit(story: Story, usual: int, room: float) -> int:
    """Pixels of a place, so that all of them have room."""
    return max(2, min(usual, int(room / len(scatter.ranges(story.layer)[1]))))
