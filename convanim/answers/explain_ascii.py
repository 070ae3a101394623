"""The input of a layer drawn in characters: a character a kind of cell, brackets around the first window."""

from convanim.geometry.axis import Axis, Kind
from convanim.geometry.steps import crossing
from convanim.layers.layer import Layer
from convanim.layers.planar import planar

MOST_CELLS = 40
"""Rows or columns that are drawn: 80 characters."""

CHARACTERS: dict[Kind | str, str] = {"input": "#", "padding": ".", "inserted": "o", "extra": "+", "unused": "x"}
_BETWEEN = {(False, True): "[", (True, False): "]"}


def sketch(layer: Layer) -> list[str] | None:
    """The lines of the drawing, rows from the top; None where an axis has more than 40 places.

    A layer of one dimension has one line.
    """
    rows, columns = planar(layer).axes
    if max(len(rows.positions), len(columns.positions)) > MOST_CELLS:
        return None
    first_rows = _first_window(rows)
    return [_line(row, rows, columns, row in first_rows) for row in rows.positions]


def key(layer: Layer, lines: list[str]) -> list[tuple[str, str]]:
    """Each character that the drawing has, and what it stands for."""
    border = {
        "zero": "padding (0)",
        "left out": "padding, not counted",
        "copy": "padding (copies)",
    }
    names = {
        "input": "input",
        "padding": border.get(layer.border, f"padding ({layer.border})"),
        "inserted": "inserted zero",
        "extra": "beyond the padding" if layer.ceil_mode else "output padding",
        "unused": "never read",
    }
    drawn = "".join(lines)
    return [(CHARACTERS[kind], name) for kind, name in names.items() if CHARACTERS[kind] in drawn]


def _line(row: int, rows: Axis, columns: Axis, crosses_window: bool) -> str:
    first_columns = _first_window(columns) if crosses_window else frozenset()
    read = columns.read_positions() if row in rows.read_positions() else frozenset()
    line, before = "", False
    for column in columns.positions:
        kind = crossing(rows.place(row).kind, columns.place(column).kind) if column in read else "unused"
        line += _BETWEEN.get((before, column in first_columns), " ") + CHARACTERS[kind]
        before = column in first_columns
    return line + ("]" if before else "")


def _first_window(axis: Axis) -> frozenset[int]:
    return frozenset(axis.tap_position(0, kernel) for kernel in range(axis.kernel_size))
