"""The tints of counts and sums: paper for none, the darkest for the most, and another hue below zero."""

from collections.abc import Collection, Iterator

from convanim.drawing import cells, lettering
from convanim.drawing.lettering import Part
from convanim.drawing.plane import flat
from convanim.scene.items import Item, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.number_text import Notation
from convanim.style.text_metrics import text_width
from convanim.style.tints import between, letters_on, shade

STOPS = ("stamps_1", "stamps_2", "stamps_3", "stamps_4")
PALEST = 0.16
"""Of a sum that is not zero, at the least."""
MOST_SWATCHES = 10
LEVELS = 48
"""Tints of sums that are told apart."""
SWATCH, SMALL_SWATCH = (24, 26), (16, 18)
"""Pixels across and down."""


class Ramp:
    """A tint for each sum."""

    def __init__(self, sums: Collection[float], *, whole: bool) -> None:
        """``sums`` are all that there will be; ``whole`` ones count from 0 on."""
        self.whole = whole
        self.known = sorted({0.0, *(round(each, 9) for each in sums)})
        self.most = max(-self.known[0], self.known[-1]) or 1.0

    def tint(self, number: float) -> str:
        """The role of the colour of a sum."""
        number = round(number, 9)
        if not number:
            return "paper"
        if self.whole:
            # Even steps; the largest count always has the darkest tint.
            return _along(1.0 if self.most == 1 else (number - 1) / (self.most - 1))
        share = max(PALEST, round(abs(number) / self.most * LEVELS) / LEVELS)
        return shade("accent", share) if number < 0 else _above_zero(share)

    def swatches(self) -> list[float]:
        """The sums that a key shows, from the lowest to the highest."""
        known = [float(each) for each in range(int(self.most) + 1)] if self.whole else self.known
        if len(known) <= MOST_SWATCHES:
            return known
        last = len(known) - 1
        return [known[round(nth * last / (MOST_SWATCHES - 1))] for nth in range(MOST_SWATCHES)]


def _along(share: float) -> str:
    """The colour a share of the way from the palest tint to the darkest."""
    place = share * (len(STOPS) - 1)
    nth = min(int(place + 1e-9), len(STOPS) - 2)
    rest = round(place - nth, 3)
    return STOPS[nth + round(rest)] if rest in (0.0, 1.0) else between(STOPS[nth], STOPS[nth + 1], rest)


def _above_zero(share: float) -> str:
    """The colour a share of the way from paper, by way of all tints."""
    return shade(STOPS[0], 4 * share) if share < 0.25 else _along((share - 0.25) / 0.75)


class Swatches:
    """The key: a row of tints with what each stands for, in as many lines as it needs."""

    def __init__(self, ramp: Ramp, notation: Notation, room: float, scale: float, *, small: bool) -> None:
        """``room``: pixels across."""
        self.ramp, self.scale, self.swatch = ramp, scale, SMALL_SWATCH if small else SWATCH
        self.texts = [(ramp.tint(number), notation.write(number)) for number in ramp.swatches()]
        self.size = (lettering.SMALLEST if small else lettering.NAME) * scale
        widest = max(text_width(text, self.size) for _, text in self.texts)
        if widest > 40 * scale:
            self.size = lettering.SMALLEST * scale
            widest = max(text_width(text, self.size) for _, text in self.texts)
        self.step = max(self.swatch[0] * scale, widest + (4 if small else 8) * scale)
        self.columns = max(1, min(len(self.texts), int((room + 1) / self.step)))
        self.lines = -(-len(self.texts) // self.columns)
        self.width, self.height = self.columns * self.step, self.lines * self.swatch[1] * scale

    def items(self, left: float, top: float) -> Iterator[Item]:
        """The key, its top left corner at (left, top)."""
        wide, high = self.step, self.swatch[1] * self.scale
        plane = flat(1)
        for nth, (tint, text) in enumerate(self.texts):
            row, column = divmod(nth, self.columns)
            x, y = round(left + column * wide) + 0.5, round(top + row * high) + 0.5
            cell = cells.block(plane, high, wide)
            yield Item(cell, x, y, Style(fill=tint, stroke="grid", width=1.0), 0, ALWAYS)
            parts = [Part(text, self.size, letters_on(tint))]
            yield from lettering.line(parts, x + wide / 2, y + high / 2 + 0.352 * self.size, "middle")
