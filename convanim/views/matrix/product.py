"""A matrix, the input as a vector and the output as one: where they stand.

The input stands over the matrix as a row, each number over the column that it is multiplied with; or, as textbooks
write it, as a column beside it.
"""

from typing import NamedTuple

from convanim.layers.layer import Layer
from convanim.options.sizes import Size
from convanim.views.matrix.block import LEAST_WRITTEN, Block

BESIDE, OVER = 46, 16
"""Pixels from the matrix to a column beside it, with a sign between, and to a row over or under it."""
CLOSE = (26, 12)
"""The same on a card, where the planes are close."""
NAMED = 40
"""Pixels from a row to the next one that has a name of two lines."""
OUT = 14
"""Pixels that the arrow from the sum to its cell goes out to the right."""


class Product(NamedTuple):
    """All parts, in pixels."""

    matrix: Block
    input: Block
    output: Block
    products: Block | None
    """The products of a row, each under its column; none where the input is a column, or cells are small."""
    equals: float
    """The middle of the sign before the output."""
    times: float | None
    """The middle of the sign before the input, where it is a column."""
    scale: float

    @property
    def width(self) -> int:
        """Pixels, with the arrow to the output."""
        return round(self.output.right(0) - self.matrix.left(0) + (OUT * self.scale if self.products else 0)) + 1

    @property
    def top(self) -> float:
        """The highest part."""
        return min(self.input.y, self.matrix.y)

    @property
    def foot(self) -> float:
        """The lowest part."""
        blocks = [self.matrix, self.input, self.output, *([self.products] if self.products else [])]
        return max(block.y + block.height for block in blocks)

    @property
    def height(self) -> int:
        """Pixels."""
        return round(self.foot - self.top) + 1

    def moved(self, x: float, y: float) -> "Product":
        """The same, x pixels to the right and y pixels down."""
        return self._replace(
            matrix=self.matrix.moved(x, y),
            input=self.input.moved(x, y),
            output=self.output.moved(x, y),
            products=self.products and self.products.moved(x, y),
            equals=self.equals + x,
            times=None if self.times is None else self.times + x,
        )


def blocks(size: Size, group: Size, cell_px: int) -> Block:
    """A matrix whose groups hold the outputs of one row and the inputs of one row."""
    gap = max(2, round(0.16 * cell_px)) if cell_px >= 8 else 1
    return Block(cell_px, size, group, gap)


def product(layer: Layer, cell_px: int, scale: float, *, column: bool, products: bool, close: bool = False) -> Product:
    """The parts, the highest and the leftmost of them at 0; ``close`` where no names stand beside the rows."""
    (down, across), (high, columns) = layer.output_size, layer.input_size
    size = down * across, high * columns
    matrix = blocks(size, (across, columns), cell_px)
    beside = round((CLOSE[0] if close else BESIDE) * scale)
    # Names beside the rows need room where the rows themselves are low.
    over = round(max(OVER * scale, NAMED * scale - cell_px, (NAMED - 4) * scale - (cell_px + matrix.height) / 2))
    over = round(CLOSE[1] * scale) if close else over
    output = matrix._replace(size=(size[0], 1), group=(across, 1)).moved(matrix.width + beside, 0)
    equals = output.x - beside / 2
    if column:
        upright = matrix._replace(size=(size[1], 1), group=(columns, 1)).moved(matrix.width + beside, 0)
        output = output.moved(cell_px + beside, 0)
        lower = max(upright.height - matrix.height, 0), max(matrix.height - upright.height, 0) // 2
        matrix, output, upright = matrix.moved(0, lower[0]), output.moved(0, lower[0]), upright.moved(0, lower[1])
        return Product(matrix, upright, output, None, equals + cell_px + beside, equals, scale)
    row = matrix._replace(size=(1, size[1]), group=(1, columns))
    matrix, output = matrix.moved(0, cell_px + over), output.moved(0, cell_px + over)
    below = row.moved(0, cell_px + 2 * over + matrix.height)
    return Product(matrix, row, output, below if products and cell_px >= LEAST_WRITTEN else None, equals, None, scale)
