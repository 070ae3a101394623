"""A layer as a matrix: what it returns, as a column, is this matrix times its input, as a column.

A row holds the weights of one window, each in the column of the input cell that it meets (arXiv:1603.07285, section
4.1). What a window reads behind the input's edge has no column; a border of copies adds its weights to the columns
of the cells that it copies.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from convanim.geometry.steps import Index
from convanim.layers.array import Array
from convanim.layers.layer import Layer
from convanim.options.sizes import PlaneSize, Size
from convanim.style.number_text import total

Row = dict[int, tuple[Index, ...]]
"""By column, the indices of the weights whose sum stands there; all other columns hold zeros."""


class Unrolled(NamedTuple):
    """The matrix of a layer: a row for each output element and a column for each input element, in row-major order."""

    rows: tuple[Row, ...]
    columns: int

    @property
    def size(self) -> PlaneSize:
        """(rows, columns)"""
        return len(self.rows), self.columns

    def transposed(self) -> "Unrolled":
        """The matrix turned over its diagonal, which is that of the transposed convolution."""
        turned: tuple[Row, ...] = tuple({} for _ in range(self.columns))
        for number, row in enumerate(self.rows):
            for column, weights in row.items():
                turned[column][number] = weights
        return Unrolled(turned, len(self.rows))


def in_numbers(row: Row, weights: Array) -> dict[int, float]:
    """A row in numbers, by column; all other columns hold zeros."""
    return {column: total(weights[weight] for weight in summed) for column, summed in row.items()}


def size(layer: Layer) -> PlaneSize:
    """(rows, columns) of the matrix of ``layer``, without making it."""
    return layer.steps_count, math.prod(layer.input_size)


def unrolled(layer: Layer, *, limit: bool = True) -> Unrolled:
    """The matrix of a convolution or of a transposed one."""
    return Unrolled(tuple(rows(layer, limit=limit)), size(layer)[1])


def rows(layer: Layer, *, limit: bool = True) -> Iterator[Row]:
    """Its rows, one in memory at a time: a large matrix has far more elements than its layer has parts."""
    for step in layer.steps(limit=limit):
        row: Row = {}
        for tap in step.taps:
            if tap.input is not None:
                column = number_of(tap.input, layer.input_size)
                row[column] = (*row.get(column, ()), tap.kernel)
        yield dict(sorted(row.items()))


def number_of(index: Index, sizes: Size) -> int:
    """How many elements come before one in a tensor of these ``sizes``, in row-major order."""
    number = 0
    for place, size_ in zip(index, sizes, strict=True):
        number = number * size_ + place
    return number


def symbol(letter: str, index: Index, sizes: Size) -> str:
    """The name of an element: "w01", or "w0,1" where one of the ``sizes`` has indices of two digits."""
    return letter + subscript(index, sizes)


def subscript(index: Index, sizes: Size) -> str:
    """The index of an element in a tensor of these ``sizes``: "01", or "0,1" where digits would run together."""
    between = "," if max(sizes) > 10 else ""
    return between.join(map(str, index))
