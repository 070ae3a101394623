"""A scale of shades: which tint stands for a number, and the row of tints with their numbers that says so."""

import math
from collections.abc import Collection, Iterator

from convanim.drawing import cells
from convanim.drawing.captions import font_size
from convanim.drawing.plane import flat
from convanim.scene.items import Item, Style, Text
from convanim.scene.timeline import ALWAYS
from convanim.style.number_text import Notation
from convanim.style.text_metrics import text_width
from convanim.style.tints import shade

MOST_LEVELS = 9
"""Shades of one colour that can be told apart."""
PALEST = 0.14


class Scale:
    """Tints for numbers: paper for zero, the stronger the further from it, another colour below it."""

    def __init__(
        self, numbers: Collection[float], role: str, negative_role: str, *, whole: bool, notation: Notation
    ) -> None:
        """``numbers`` are all that there will be; few of them have a shade each, else each shade is for a span.

        ``whole`` numbers count from 0 on, and their scale leaves out none.
        """
        self.roles, self.whole, self.notation = (role, negative_role), whole, notation
        known = sorted({0.0, *(round(number, 9) for number in numbers)})
        self.most = max(-known[0], known[-1]) or 1.0
        if whole and self.most <= MOST_LEVELS:
            known = [float(number) for number in range(int(known[-1]) + 1)]
        self.single = len(known) <= MOST_LEVELS + 1
        self.known = known

    def tint(self, number: float) -> str:
        """The role of the colour of a number."""
        if self.single:
            return self._tint(round(number, 9) / self.most)
        return self._tint(self._level(number) / MOST_LEVELS)

    def _level(self, number: float) -> int:
        """From 0 for none to ``MOST_LEVELS``, negative for negative numbers."""
        place = round(number / self.most * MOST_LEVELS, 6)
        # One stamp is never shown as none.
        return math.ceil(place) if self.whole else round(place)

    def _tint(self, share: float) -> str:
        if not share:
            return "paper"
        return shade(self.roles[share < 0], max(PALEST, abs(share)))

    def entries(self) -> list[tuple[str, str]]:
        """Each tint and what it stands for, from the lowest number to the highest."""
        if self.single:
            return [(self.tint(number), self.notation.write(number)) for number in self.known]
        levels = range(self._level(self.known[0]), self._level(self.known[-1]) + 1)
        return [(self._tint(level / MOST_LEVELS), self._span(level)) for level in levels]

    def _span(self, level: int) -> str:
        step = self.most / MOST_LEVELS
        if not self.whole:
            return self.notation.write(level * step)
        low, high = math.floor(step * (level - 1) + 1e-9) + 1 if level else 0, math.floor(step * level + 1e-9)
        return str(low) if low == high else f"{low}-{high}"


class ScaleRow:
    """A scale as swatches with their numbers, in lines as wide as the page allows."""

    def __init__(self, scale: Scale, heading: str, cell_px: int, most: float) -> None:
        """``heading`` says what is counted, unless it is empty; the picture is ``most`` pixels wide anyway."""
        self.size = font_size(cell_px)
        self.line = round(1.45 * self.size)
        self.swatch = round(0.95 * self.size)
        self.heading, self.entries = heading, scale.entries()
        self.step = max(1.3 * self.swatch + text_width(name, self.size) for _, name in self.entries) + 0.7 * self.size
        heading_width = text_width(heading, self.size)
        self.columns = max(1, min(len(self.entries), int(max(most, 15 * self.size) / self.step)))
        self.width = math.ceil(max(self.columns * self.step, heading_width))
        self.height = self.line * (math.ceil(len(self.entries) / self.columns) + bool(heading)) + round(0.4 * self.line)

    def items(self, left: float, top: float) -> Iterator[Item]:
        """The row, its top left corner at (left, top)."""
        ink = Style(fill="ink")
        baseline = round(top + 1.25 * self.line)
        if self.heading:
            yield Item(Text(self.heading, self.size), left, baseline, ink, 0, ALWAYS)
            baseline += self.line
        for number, (tint, name) in enumerate(self.entries):
            row, column = divmod(number, self.columns)
            x, y = round(left + column * self.step), baseline + row * self.line
            box = flat(self.swatch).moved(x, round(y - 0.85 * self.swatch))
            outline = cells.solid(self.swatch)._replace(fill=tint)
            yield Item(cells.shape(box, [0], [0]), box.x, box.y, outline, 0, ALWAYS)
            yield Item(Text(name, self.size), x + 1.3 * self.swatch, y, ink, 0, ALWAYS)
