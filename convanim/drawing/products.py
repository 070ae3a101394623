"""The sum of a step as a grid of products, in the order of the window: a line for each row of the kernel."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convanim.drawing import lettering
from convanim.drawing.lettering import Part, Span
from convanim.scene.items import Item

MOST = 25
"""Products that are listed; more of them nobody adds up."""
PLUS = 13
"""Pixels of the sign between two products."""


class Product(NamedTuple):
    """A value of the input times a weight, as they are written."""

    value: str
    weight: str
    holds: bool
    """Whether the value is one of the input, and not a zero of the border."""


class Grid(NamedTuple):
    """Where products stand: ``pitch`` is (across, down), in pixels."""

    columns: int
    pitch: tuple[float, float]
    size: float
    """Pixels of an em."""

    @property
    def width(self) -> float:
        """Pixels of all columns."""
        return self.columns * self.pitch[0]

    def items(self, products: Sequence[Product], left: float, top: float, scale: float, span: Span) -> Iterator[Item]:
        """The products of a step, the first cell's corner at (left, top)."""
        for nth, product in enumerate(products):
            row, column = divmod(nth, self.columns)
            x, y = left + (column + 0.5) * self.pitch[0], top + (row + 0.5) * self.pitch[1]
            baseline = y + 0.352 * self.size
            yield from lettering.line(written(product, self.size), x, baseline, "middle", span)
            if nth < len(products) - 1:
                plus = [Part("+", PLUS * scale, "zero")]
                yield from lettering.line(plus, x + self.pitch[0] / 2, y + 0.352 * PLUS * scale, "middle", span)


def grid(columns: int, products: Sequence[Product], row_px: float, scale: float) -> Grid:
    """A grid for the widest of these ``products``, with rows of so many pixels."""
    size = (15 if row_px >= 34 * scale else 13) * scale
    widest = max((lettering.width(written(product, size)) for product in products), default=0.0)
    return Grid(columns, (max(widest + 26 * scale, 52 * scale), max(row_px, 1.3 * size)), size)


def written(product: Product, size: float) -> list[Part]:
    """``2·(−1)``: the value in the input's colour, the weight in the kernel's; zeros stand back."""
    value = "input_text" if product.holds else "zero"
    weight = "accent_text" if product.holds else "zero"
    return [Part(product.value, size, value), Part("·", size, "zero"), Part(bracketed(product.weight), size, weight)]


def bracketed(number: str) -> str:
    """A negative factor in parentheses."""
    return f"({number})" if number.startswith("−") else number
