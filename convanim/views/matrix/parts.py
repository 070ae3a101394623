"""Small parts of the matrix view: its words, its records, and cells with a word in them."""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import cells
from convanim.drawing.plane import Plane
from convanim.geometry.steps import Index
from convanim.layers import matrix as unrolled
from convanim.layers.layer import Layer
from convanim.layers.matrix import Unrolled
from convanim.layers.planar import PlanarLayer
from convanim.layers.values import Numbers
from convanim.options.sizes import PlaneSize
from convanim.scene.items import Item, Style, Text
from convanim.style import tints
from convanim.style.number_text import Notation, total
from convanim.style.text_metrics import text_width
from convanim.views.matrix.placing import Product, fitting_size

ZERO = tints.shade("ink", 0.05)
"""Role of the cells of the matrix that hold no weight."""
PALE = tints.quiet_on(ZERO)
"""Role of what is written in them."""
MOST_ZEROS = 400
"""Zeros that are written: more of them hide the weights."""

Span = tuple[int, int]


def row_groups(rows: int) -> list[range]:
    """The rows of the matrix that appear in one step: the first ones alone, then more at once."""
    if rows <= 4:
        return [range(row, row + 1) for row in range(rows)]
    middle = 2 + (rows - 2) // 2
    return [range(1), range(1, 2), range(2, middle), range(middle, rows)]


def steps_back(layer: Layer) -> int:
    """The steps of the way back: the result as a column, a step a row of the transposed matrix, and the folding."""
    return 2 + unrolled.size(layer)[1]


class Words:
    """What is written in cells: names, or numbers."""

    def __init__(self, layer: PlanarLayer, numbers: Numbers | None, notation: Notation, *, flip: bool) -> None:
        """``flip`` turns the names of the weights around, as the numbers are that come so turned."""
        self.layer, self.numbers, self.notation, self.flip = layer, numbers, notation, flip

    def input(self, index: PlaneSize) -> str:
        """Of a cell of the input."""
        if self.numbers is None:
            return unrolled.symbol("x", self.layer.own_index(index), self.layer.input_size)
        return self.notation.write(self.numbers.input[index])

    def output(self, index: PlaneSize) -> str:
        """Of a cell of the output."""
        if self.numbers is None:
            return unrolled.symbol("y", self.layer.own_index(index), self.layer.output_size)
        return self.notation.write(self.numbers.output[index])

    def weights(self, summed: tuple[Index, ...]) -> str:
        """Of a cell of the matrix, where these weights are added up."""
        if self.numbers is None:
            return "+".join(map(self._weight_name, summed))
        return self.notation.write(self.weight(summed))

    def weight(self, summed: tuple[Index, ...]) -> float:
        """The sum of these weights, in numbers."""
        assert self.numbers is not None
        assert self.numbers.weights is not None
        return total(self.numbers.weights[weight] for weight in summed)

    def equals(self, matrix: Unrolled, factor: list[float], result: list[float]) -> str:
        """``≈`` where any row times the column, as they stand there, is another number than what stands there."""
        if self.numbers is None:
            return "="
        for row, number in zip(matrix.rows, result, strict=True):
            seen = self.notation.products((self.weight(summed), factor[column]) for column, summed in row.items())
            if self.notation.relation(seen, number) != "=":
                return "≈"
        return "="

    def _weight_name(self, weight: Index) -> str:
        (row, column), (rows, columns) = weight, self.layer.kernel_size
        named = (rows - 1 - row, columns - 1 - column) if self.flip else weight
        return unrolled.symbol("w", self.layer.own_index(named), self.layer.kernel_size)


class Shown(NamedTuple):
    """A product on the page: what is in its cells, and when."""

    planes: Product
    matrix: Unrolled
    equals: str
    """The sign before the result."""
    factor: list[str]
    factor_look: str
    result: list[str]
    result_look: str
    start: int
    rows_since: list[int]
    """The frame from which each row is there."""
    factor_since: int
    first: int
    """The step of the first row; the others follow."""
    stop: int


INK = Style(fill="ink")


def narrowed(string: str, size: float, most: float) -> Text:
    """A word in letters of ``size`` pixels, or in smaller ones where it would be wider than ``most``."""
    return Text(string, min(size, size * most / text_width(string, size)), most=most)


def word_in_cell(
    string: str, size: float, plane: Plane, at: tuple[float, float], role: str, span: Span
) -> Iterator[Item]:
    """A word in the middle of a cell, in smaller letters where it is wide, or none where it is too wide."""
    fitted = fitting_size([string], plane.cell_px)
    if fitted is None:
        return
    size = min(size, fitted)
    x, y = plane(at[0] + 0.5, at[1] + 0.5)
    text = Text(string, size, "middle", 0.96 * plane.cell_px)
    yield Item(text, x, y + 0.35 * size, Style(fill=role), *span)


def every_index(size: PlaneSize) -> Iterator[PlaneSize]:
    """The places of a plane, row by row."""
    return ((row, column) for row in range(size[0]) for column in range(size[1]))


def outline_of(cell_px: int) -> Style:
    """The lines between cells: pale and thin where cells are small."""
    return cells.solid(cell_px) if cell_px >= FINE else Style(stroke=tints.shade("ink", 0.3), width=0.5)


FINE = 10
"""Pixels of a cell, below which lines would darken it."""


def strong_line(plane: Plane) -> Style:
    """The line around what a step is about."""
    return Style(stroke="ink", width=max(0.09 * plane.cell_px, 1.5))


def empty_plane(plane: Plane, size: PlaneSize, span: Span) -> Iterator[Item]:
    """Cells that hold nothing yet, for some frames."""
    style = outline_of(plane.cell_px)
    for item in cells.sheet(plane, range(size[0]), range(size[1]), style):
        yield item._replace(start=span[0], stop=span[1])
