"""How the numbers of a figure are written: by one rule for all of them, in cells and in sums.

A number is written whole where letters that can still be read have room for it: letters shrink first. Only where
they have none is it rounded, and then it is rounded so everywhere in the figure. A sum whose numbers are rounded
until it is untrue says ≈.
"""

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from convanim.style.text_metrics import SMALLEST, text_width

MOST_LETTERS = 7
"""Letters of a number beside its sign, at the most, however much room there is."""
SMALLEST_PX = 8
"""Pixels of an em to which letters shrink before anything is rounded: in smaller ones a point is easily missed."""
SHORT = 3
"""Letters, the sign among them, that shrink as far as anything: rounding would leave too little of them."""
ROUNDED_DIGITS = 4
"""Significant digits of a number that is rounded, where there is room for them; whole digits all stay."""
TRUE_SHARE = 0.01
"""How far off a sum may be that claims to be equal, as a share of it."""
NOISE = 1e-12
"""What is left of numbers that cancel out, as a share of them, where it is the doing of floating point alone."""


def total(terms: Iterable[float]) -> float:
    """The sum; 0 where all that is left of the terms is what binary fractions add (0.1 + 0.2 - 0.3)."""
    listed = list(terms)
    summed, size = sum(listed), sum(map(abs, listed))
    return 0.0 if math.isfinite(size) and abs(summed) <= NOISE * size else summed


class Notation(NamedTuple):
    """The rule of a figure."""

    room_px: float = math.inf
    """Pixels that each of its numbers may be wide: those of its narrowest cell."""

    def write(self, number: float) -> str:
        """A number as it stands in the figure: whole where it fits, else rounded, or with an exponent.

        What is not zero is never written as zero, even where no more has room.
        """
        if not math.isfinite(number):
            return {math.inf: "∞", -math.inf: "−∞"}.get(number, "NaN")
        sign, size = ("−" if number < 0 else ""), abs(number)
        if not size:
            return "0"
        written = ""
        for text in _ways_to_write(size):
            written = sign + text
            if self._fits(written):
                break
        return written

    def _fits(self, text: str) -> bool:
        em = SMALLEST_PX if len(text) > SHORT else SMALLEST
        return len(text.removeprefix("−")) <= MOST_LETTERS and text_width(text, em) <= self.room_px

    def seen(self, number: float) -> float:
        """The number that a reader sees."""
        return read(self.write(number))

    def products(self, pairs: Iterable[tuple[float, float]]) -> float:
        """The sum of products that a reader sees and can add up."""
        return total(self.seen(one) * self.seen(other) for one, other in pairs)

    def relation(self, seen: float, result: float) -> str:
        """``=`` where what a reader computes is the result as it stands there, else ``≈``."""
        shown = self.write(result)
        # One digit alone can be far from what it stands for.
        close = seen == read(shown) or math.isclose(seen, read(shown), rel_tol=TRUE_SHARE)
        return "=" if math.isnan(result) or (close and self.write(seen) == shown) else "≈"


def _ways_to_write(size: float) -> Iterator[str]:
    """A positive number, whole and then more and more rounded."""
    yield f"{Decimal(f'{size:.12g}'):f}"  # Beyond twelve digits is what binary fractions add.
    for digits in range(ROUNDED_DIGITS, 0, -1):
        yield _decimal(size, digits)
        yield _with_exponent(size, digits)


def read(text: str) -> float:
    """The number that was written."""
    return float(text.replace("−", "-").replace("∞", "inf"))


def _decimal(size: float, digits: int) -> str:
    """Rounded to so many significant digits, but not before the point."""
    places = max(0, digits - 1 - math.floor(math.log10(size)))
    text = f"{size:.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def _with_exponent(size: float, digits: int) -> str:
    head, _, power = f"{size:.{digits - 1}e}".partition("e")
    head = head.rstrip("0").rstrip(".") if "." in head else head
    return f"{head}e{'−' if int(power) < 0 else ''}{abs(int(power))}"
