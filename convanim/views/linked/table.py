"""The sums of the three readings under each other, equal products in equal columns, and the one result of them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from convanim.drawing import lettering, products
from convanim.drawing.lettering import Part, Span
from convanim.geometry.steps import Tap
from convanim.scene.items import Item, Path, Style
from convanim.scene.timeline import ALWAYS
from convanim.views.linked.content import Content

ROW, AIR, LEAST_PITCH = 40, 20, 52
"""Pixels of a row, from a product to the next with a + between, and of a column at the least."""
ROOM = 600
"""Pixels that products may take: of a longer sum with zeros only the others, and of more of these the first."""
HEAD = 38
"""Pixels of the heading above the rows."""
AFTER_NAMES = 14
BRACKET, TO_RESULT, RESULT = 20, 8, 22
"""Pixels that the bracket is wide, from it to the result, and of an em of that."""
TERM, ZERO, TAIL = 15, 13, 13
"""Pixels of an em of a product, of one of a zero, and of what is said of those that are left out."""
READINGS = ("gather", "scatter", "matrix_row_name")


class Line(NamedTuple):
    """What a step's sum shows."""

    taps: list[Tap]
    """A column each."""
    zeros: int
    """Products of zeros that gathering adds besides."""
    more: int
    """Products that have no room."""


class Table:
    """The sums of all steps, measured from the widest."""

    def __init__(self, content: Content) -> None:
        self.content, self.scale = content, content.scale
        taps = [tap for step in content.steps for tap in step.taps]
        widest = {tap: lettering.width(self.written(tap)) for tap in dict.fromkeys(taps)}
        self.pitch = max(max(widest.values()) + AIR * self.scale, LEAST_PITCH * self.scale)
        self.columns = int(ROOM * self.scale / self.pitch)
        if len(content.steps[0].taps) > self.columns:
            own = [width for tap, width in widest.items() if tap.input is not None]
            self.pitch = max(max(own, default=0.0) + AIR * self.scale, LEAST_PITCH * self.scale)
        self.lines = [self._line(number) for number in range(len(content.steps))]
        say, named = content.subject.say, content.subject.named
        names = [lettering.width([Part(say(key), lettering.NAME * self.scale)]) for key in READINGS]
        self.names = max(names) + AFTER_NAMES * self.scale if named else 0.0
        self.terms = max(
            len(line.taps) * self.pitch + lettering.width(self._tail(line, gather=True)) for line in self.lines
        )
        self.head = HEAD * self.scale if named else 0.0

    @property
    def width(self) -> float:
        """Pixels of names, products, bracket and result."""
        results = [lettering.width(self.result(number)) for number in range(len(self.lines))]
        return self.names + self.terms + (BRACKET + TO_RESULT) * self.scale + max(results)

    @property
    def height(self) -> float:
        """Pixels of heading and rows."""
        return self.head + 3 * ROW * self.scale

    def _line(self, number: int) -> Line:
        """The products of a step in the order of the window."""
        taps, hits = list(self.content.taps(self.content.steps[number])), self.content.hits[number]
        if len(taps) <= self.columns:
            return Line(taps, 0, 0)
        # Words on what is left out take two columns.
        most = max(int(ROOM * self.scale / self.pitch) - 2, 1)
        shown = hits[:most]
        return Line(shown, len(taps) - len(hits), len(hits) - len(shown))

    def written(self, tap: Tap) -> list[Part]:
        """A product; that of a zero is smaller."""
        product = self.content.product(tap)
        return products.written(product, (TERM if product.holds else ZERO) * self.scale)

    def _tail(self, line: Line, *, gather: bool) -> list[Part]:
        """What is said of the products that are left out."""
        size, parts = TAIL * self.scale, []
        if line.more:
            parts.append(Part(self.content.subject.say("linked.more", number=line.more), size, "grey"))
        if line.zeros and gather:
            said = self.content.subject.language.counted("linked.plus_zeros", line.zeros)
            parts.append(Part(said, size, "grey", 8 * self.scale if parts else 0))
        # Products end with room for a +, words do not.
        return [*parts, Part(" ", size, "grey", 8 * self.scale)] if parts else []

    def result(self, number: int) -> list[Part]:
        """``= −3``, or ≈ where the numbers are rounded until the sum is untrue."""
        content, notation = self.content, self.content.notation
        result = content.numbers.output[content.steps[number].output]
        equals = notation.relation(notation.products(content.pair(tap) for tap in content.hits[number]), result)
        return [
            Part(equals, 17 * self.scale, "grey"),
            Part(notation.write(result), RESULT * self.scale, "output_text", 7 * self.scale),
        ]

    def items(self, x: float, y: float) -> Iterator[Item]:
        """All of it, the top left corner at (x, y)."""
        content, scale = self.content, self.scale
        top, right = y + self.head, x + self.names + self.terms
        middles = [top + (nth + 0.5) * ROW * scale for nth in range(3)]
        rules = tuple(((x, top + nth * ROW * scale), (right, top + nth * ROW * scale)) for nth in (1, 2))
        yield Item(Path(rules, closed=False), 0, 0, Style(stroke="rest", width=1.0), 0, ALWAYS)
        if content.subject.named:
            for key, middle in zip(READINGS, middles, strict=True):
                name = [Part(content.subject.say(key), lettering.NAME * scale)]
                yield from lettering.line(name, x, middle + 0.352 * lettering.NAME * scale)
        yield from _bracket(right, middles, scale)
        for number in range(len(content.steps)):
            span = content.subject.timeline.span(number)
            if content.full:
                yield from self._heading(x, y, number, span)
            yield from self._sums(x + self.names, middles, number, span)
            at = right + (BRACKET + TO_RESULT) * scale
            yield from lettering.line(self.result(number), at, middles[1] + 7 * scale, span=span)

    def _heading(self, x: float, y: float, number: int, span: Span) -> Iterator[Item]:
        language, hits = self.content.subject.language, len(self.content.hits[number])
        zeros = len(self.content.steps[number].taps) - hits
        said = language.counted("linked.same", hits) if hits else language.say("linked.same_none")
        parts = [Part(said, lettering.FORMULA * self.scale)]
        if zeros and hits:
            adds = language.counted("linked.adds", zeros)
            parts.append(Part(adds, lettering.NOTE * self.scale, "grey", 9 * self.scale))
        yield from lettering.line(parts, x, y + 13 * self.scale, span=span)

    def _sums(self, x: float, middles: list[float], number: int, span: Span) -> Iterator[Item]:
        """The terms of the three rows; a zero, which only gathering has, stands only in its row."""
        line, scale = self.lines[number], self.scale
        columns = [(x + nth * self.pitch + (self.pitch - AIR * scale) / 2, tap) for nth, tap in enumerate(line.taps)]
        for nth, middle in enumerate(middles):
            shown = [(centre, tap) for centre, tap in columns if nth == 0 or tap.input is not None]
            for centre, tap in shown:
                parts = self.written(tap)
                yield from lettering.line(parts, centre, middle + 0.352 * parts[0].size, "middle", span)
            plus = [Part("+", products.PLUS * scale, "zero")]
            for (left, _), (right, _) in pairwise(shown):
                yield from lettering.line(plus, (left + right) / 2, middle + 4.6 * scale, "middle", span)
            at = x + len(columns) * self.pitch
            yield from lettering.line(self._tail(line, gather=nth == 0), at, middle + 4.6 * scale, span=span)


def _bracket(x: float, middles: list[float], scale: float) -> Iterator[Item]:
    """From the three rows to their one result."""
    first, middle, last = middles
    bend = x + 0.6 * BRACKET * scale
    lines = (((x, first), (bend, first), (bend, last), (x, last)), ((x, middle), (x + BRACKET * scale, middle)))
    yield Item(Path(lines, closed=False), 0, 0, Style(stroke="output_text", width=1.5 * scale), 0, ALWAYS)
