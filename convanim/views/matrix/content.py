"""What is written in the figure of a matrix: numbers, or names of elements, and the products of each row."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from convanim.drawing.products import Product
from convanim.drawing.subject import Subject
from convanim.geometry.steps import Index
from convanim.layers import matrix as unrolled
from convanim.layers.matrix import Row
from convanim.options.sizes import PlaneSize
from convanim.style import tints
from convanim.style.number_text import Notation, total
from convanim.views.matrix.block import LEAST_ON_CARD, LEAST_WRITTEN

MOST_TINTS = 5
"""Rows of a kernel that have a tint each; of more, three tints come again and again."""


class Piece(NamedTuple):
    """Columns of a row of the matrix that lie side by side in one row of the input: what a row of the kernel reads."""

    start: int
    stop: int


class Content:
    """The words and numbers of a figure, whatever their places."""

    def __init__(self, subject: Subject, room_px: float, *, small: bool) -> None:
        """``room_px``: pixels that a number may be wide; ``small``: the matrix shows its weights by tints alone."""
        self.least_written = LEAST_ON_CARD if subject.card else LEAST_WRITTEN
        self.small = small
        self.subject, self.layer = subject, subject.layer
        self.named = subject.written is False and not subject.own["round_trip"]
        self.numbers = None if self.named else subject.numbers()
        self.matrix = unrolled.unrolled(self.layer, limit=False)
        self.steps = list(self.layer.steps(limit=False))
        self.scatters = self.layer.definition.SCATTERS
        self.notation = Notation(room_px)
        self.inputs, self.outputs = every_index(self.layer.input_size), every_index(self.layer.output_size)

    def value(self, index: Index) -> str:
        """What stands in a cell of the input."""
        return self._values[index]

    @cached_property
    def _values(self) -> dict[Index, str]:
        if self.numbers is None:
            return {n: self._symbol("x", n, self.layer.input_size) for n in self.inputs}
        return {index: self.notation.write(self.numbers.input[index]) for index in self.inputs}

    def _symbol(self, letter: str, index: Index, size: PlaneSize) -> str:
        """The name of an element, by its place in the layer itself."""
        return unrolled.symbol(letter, self.layer.own_index(index), size)

    def result(self, row: int) -> str:
        """What a row of the matrix makes."""
        if self.numbers is None:
            return self._symbol("y", self.outputs[row], self.layer.output_size)
        return self.notation.write(self.numbers.output[self.outputs[row]])

    def weight(self, index: Index) -> str:
        """What stands in a cell of the kernel."""
        return self._weights[index]

    @cached_property
    def _weights(self) -> dict[Index, str]:
        return {index: self._weight(index) for index in every_index(self.layer.kernel_size)}

    def _weight(self, index: Index) -> str:
        if self.numbers is not None:
            return self.notation.write(self.summed((index,)))
        row, column = index
        rows, columns = self.layer.kernel_size
        turned = (rows - 1 - row, columns - 1 - column) if self.subject.source.flip else (row, column)
        return self._symbol("w", turned, self.layer.kernel_size)

    def element(self, weights: tuple[Index, ...]) -> str:
        """What stands in a cell of the matrix, where these weights are added up."""
        return "+".join(map(self.weight, weights)) if self.named else self.notation.write(self.summed(weights))

    def summed(self, weights: Iterable[Index]) -> float:
        """The sum of these weights."""
        assert self.numbers is not None
        assert self.numbers.weights is not None
        return total(self.numbers.weights[weight] for weight in weights)

    def product(self, row: int, column: int) -> str:
        """An element of the matrix times the number over its column."""
        assert self.numbers is not None
        value = self.numbers.input[self.inputs[column]]
        return self.notation.write(self.summed(self.matrix.rows[row][column]) * value)

    def terms(self, row: int) -> list[Product]:
        """The products of a row: in the order of the window, or, of stamps, in that of the input."""
        return self._terms[row]

    @cached_property
    def _terms(self) -> list[list[Product]]:
        return [self._terms_of(row) for row in range(len(self.steps))]

    @cached_property
    def every_term(self) -> list[Product]:
        """Each product that occurs, once."""
        return list(dict.fromkeys(term for terms in self._terms for term in terms))

    def _terms_of(self, row: int) -> list[Product]:
        if self.scatters:
            cells = self.matrix.rows[row].items()
            return [Product(self.value(self.inputs[column]), self.element(own), True) for column, own in cells]
        return [
            Product("0" if tap.input is None else self.value(tap.input), self.weight(tap.kernel), tap.input is not None)
            for tap in self.steps[row].taps
        ]

    def terms_across(self, row: int) -> int:
        """How many of these products stand side by side: those of one row of the kernel, or of the input."""
        if not self.scatters:
            return self.layer.kernel_size[1]
        return max(len({column % self.layer.input_size[1] for column in self.matrix.rows[row]}), 1)

    def relation(self, row: int) -> str:
        """``=``, or ``≈`` where the numbers as they stand there add up to another one."""
        if self.numbers is None:
            return "="
        pairs = (
            (self.summed(own), self.numbers.input[self.inputs[column]]) for column, own in self.matrix.rows[row].items()
        )
        return self.notation.relation(self.notation.products(pairs), self.numbers.output[self.outputs[row]])

    @cached_property
    def sign(self) -> str:
        """``=``, or ``≈`` where any row is only nearly what stands there."""
        return "≈" if "≈" in map(self.relation, range(len(self.steps))) else "="

    def pieces(self, cells: Row, across: int = 0) -> list[Piece]:
        """Of a row of the matrix, the columns that hold weights; they end where ``across`` columns are a group."""
        found: list[Piece] = []
        across = across or self.layer.input_size[1]
        for column in cells:
            if found and found[-1].stop == column and column % across:
                found[-1] = found[-1]._replace(stop=column + 1)
            else:
                found.append(Piece(column, column + 1))
        return found

    def tint(self, kernel_row: int) -> str:
        """The colour of a row of the kernel, in the kernel and in the matrix."""
        rows = self.layer.kernel_size[0]
        row, rows = (kernel_row, rows) if rows <= MOST_TINTS else (kernel_row % 3, 3)
        # The palest tint is lost on small cells.
        return tints.kernel_row(row + 1, rows + 1) if self.small and rows > 1 else tints.kernel_row(row, rows)


def every_index(size: PlaneSize) -> list[PlaneSize]:
    """The places of a plane, row by row."""
    return [(row, column) for row in range(size[0]) for column in range(size[1])]
