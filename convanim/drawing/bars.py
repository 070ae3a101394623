"""The values of a window as bars, one below the other: the largest is the longest."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convanim.drawing import lettering
from convanim.drawing.lettering import Part, Span
from convanim.layers.layer import Layer
from convanim.layers.operations import Term
from convanim.layers.values import Numbers
from convanim.scene.items import Item, Path, Style

MOST = 16
"""Values of a window that have a bar each; more of them are told by the sum alone."""
LONGEST, LONGEST_ON_CARD, UNIT = 150, 64, 15
"""Pixels of the longest bar, at the most, and of a bar of 1."""
DIGITS = 15


class Bars(NamedTuple):
    """The bars of a figure, the same scale for all of its steps."""

    bars: int
    pitch: float
    """Pixels from a bar to the next."""
    unit: float
    """Pixels of a bar of 1."""
    zero: float
    """Pixels from the left to the axis."""
    most: float
    """Of the longest bar to the right, in pixels."""
    scale: float

    @property
    def width(self) -> float:
        """Pixels of digits and bars."""
        return self.zero + self.most if self.bars else 0.0

    @property
    def height(self) -> float:
        """Pixels of all bars."""
        return self.bars * self.pitch

    def items(
        self, terms: Sequence[Term], texts: Sequence[str], best: int | None, left: float, top: float, span: Span
    ) -> Iterator[Item]:
        """The bars of a step and their numbers; the ``best`` has the colour of the output."""
        if not self.bars:
            return
        axis = left + self.zero
        line = Path((((axis, top - 4 * self.scale), (axis, top + self.height + 4 * self.scale)),), closed=False)
        yield Item(line, 0, 0, Style(stroke="grey", width=1.25), *span)
        size = min(DIGITS * self.scale, 0.8 * self.pitch)
        plain: list[tuple[tuple[float, float], ...]] = []
        for nth, (term, text) in enumerate(zip(terms, texts, strict=True)):
            middle = top + (nth + 0.5) * self.pitch
            role = "ink" if term.holds else "zero"
            digits = [Part(text, size, role)]
            digits_end = left + self.zero - 9 * self.scale - self._negative(terms)
            yield from lettering.line(digits, digits_end, middle + 0.352 * size, "end", span)
            box = self._box(term, axis, middle)
            if nth == best:
                yield Item(Path((box,)), 0, 0, Style(fill="output"), *span)
            elif term.holds and term.value:
                plain.append(box)
        if plain:
            yield Item(Path(tuple(plain)), 0, 0, Style(fill="input"), *span)

    def _negative(self, terms: Sequence[Term]) -> float:
        """Pixels to the left of the axis that bars of any step may take."""
        return self.zero - self.digits_room

    @property
    def digits_room(self) -> float:
        """Pixels of the numbers at the left."""
        return 34 * self.scale

    def _box(self, term: Term, axis: float, middle: float) -> tuple[tuple[float, float], ...]:
        end, half = axis + term.value * self.unit, 0.36 * self.pitch
        return (axis, middle - half), (end, middle - half), (end, middle + half), (axis, middle + half)

    def verdict(self, words: str, best: int, value: float, left: float, top: float, span: Span) -> Iterator[Item]:
        """Words beside the bar that is taken."""
        if self.bars:
            x = left + self.zero + max(value, 0) * self.unit + 12 * self.scale
            y = top + (best + 0.5) * self.pitch + 5 * self.scale
            yield from lettering.line([Part(words, 14 * self.scale, "output_text")], x, y, span=span)

    def mean(
        self, words: str, mean: float, terms: Sequence[Term], left: float, top: float, span: Span
    ) -> Iterator[Item]:
        """A line where the bars would end if they were equal, on a halo of paper, and words beside it."""
        if not self.bars:
            return
        x, overhang = left + self.zero + mean * self.unit, 4 * self.scale
        line = Path((((x, top - overhang), (x, top + self.height + overhang)),), closed=False)
        yield Item(line, 0, 0, Style(stroke="paper", width=6 * self.scale), *span)
        yield Item(line, 0, 0, Style(stroke="output_text", width=2.5 * self.scale), *span)
        # Where no bar ends before the line, all end at it, and there is room beside the first.
        short = next((nth for nth, term in enumerate(terms) if term.value * self.unit <= mean * self.unit - 1), 0)
        y = top + (short + 0.5) * self.pitch + 5 * self.scale
        yield from lettering.line([Part(words, 14 * self.scale, "output_text")], x + 12 * self.scale, y, span=span)


def scaled(numbers: Numbers, layer: Layer, high: float, scale: float, longest: float = LONGEST) -> Bars:
    """Bars for all windows of a layer, ``high`` pixels high and ``longest`` pixels long at the most."""
    rows, columns = layer.kernel_size
    count = rows * columns
    digits = 34 * scale
    if count > MOST:
        return Bars(0, 0.0, 0.0, digits, 0.0, scale)
    listed = list(numbers.input.values())
    largest, least = max(0.0, *listed), min(0.0, *listed)
    unit = min(UNIT, longest / max(largest - least, 1e-9)) * scale
    pitch = min(42 * scale, max(high / count, 17 * scale))
    return Bars(count, pitch, unit, digits - least * unit, largest * unit, scale)
