"""The steps of an operation: one output element each, and the taps that make it."""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.geometry.axis import Axis, Kind, Place


class Tap(NamedTuple):
    """One kernel element meeting one place, in two dimensions. Indices are (row, column)."""

    kernel: tuple[int, int]
    """Index of the weight as frameworks store it."""
    input: tuple[int, int] | None
    kind: Kind


class Step(NamedTuple):
    """One output element and the taps that make it, in row-major order of the kernel."""

    output: tuple[int, int]
    taps: tuple[Tap, ...]


def crossing(row: Kind, column: Kind) -> Kind:
    """The kind of the cell where a row and a column of these kinds cross."""
    for kind in ("extra", "padding", "inserted"):
        if kind in (row, column):
            return kind
    return "input"


def steps(rows: Axis, columns: Axis) -> Iterator[Step]:
    """Every step of the operation, in row-major order of the output."""
    row_windows, column_windows = _windows(rows), _windows(columns)
    for row, row_taps in enumerate(row_windows):
        for column, column_taps in enumerate(column_windows):
            yield Step((row, column), tuple(_taps(row_taps, column_taps)))


def _windows(axis: Axis) -> list[list[Place]]:
    return [
        [axis.place(axis.tap_position(output, kernel)) for kernel in range(axis.kernel_size)]
        for output in range(axis.output_size)
    ]


def _taps(row_taps: list[Place], column_taps: list[Place]) -> Iterator[Tap]:
    for kernel_row, row in enumerate(row_taps):
        for kernel_column, column in enumerate(column_taps):
            kind = crossing(row.kind, column.kind)
            both = row.source is not None and column.source is not None
            source = (row.source, column.source) if both else None
            yield Tap((kernel_row, kernel_column), source, kind)  # type: ignore[arg-type]  # both are ints here
