"""The classic picture: which cells are drawn how, by probing the centres of cells in the decoded file."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convanim import Figure
from tests.pictures import colour_at, frames

# The reference's colours, and its shade at 40 % over each (given to within the rounding of a mixture).
PAPER, INPUT, OUTPUT = (255, 255, 255), (38, 139, 210), (42, 161, 152)
SHADED = {PAPER: (156, 175, 179), INPUT: (26, 105, 152), OUTPUT: (28, 118, 118)}


def close(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 1


class Drawn:
    """A figure in a file, and where its cells are: counted from the corners of its ink, by the published projection."""

    def __init__(self, path: Path, operation: str, cell: int = 40, **options: Any) -> None:
        self.figure = Figure.of(operation, labels=False, cell=cell, **options)
        self.figure.save(path)
        self.frames, self.cell = frames(path), cell
        y, x = np.nonzero((np.array(self.frames) != 255).any(axis=(0, 3)))
        self.bottom = int(y.max())
        self.near_x = float(x[y == self.bottom].mean())

    def input_centre(self, row: int, column: int) -> tuple[float, float]:
        """Row and column count from the corner of the padded plane."""
        rows, _ = self.figure.layer.axes
        up = len(rows.positions) - (row + 0.5)
        return (
            self.near_x + self.cell * ((column + 0.5) - 0.7 * up),
            self.bottom - 1 - self.cell * (0.5 * (column + 0.5) + 0.65 * up),
        )

    def output_centre(self, row: int, column: int) -> tuple[float, float]:
        rows, _ = self.figure.layer.axes
        up = self.figure.layer.output_size[0] - (row + 0.5)
        lift = len(rows.positions) + 1
        return (
            self.near_x + self.cell * ((column + 0.5) - 0.7 * up - 0.15),
            self.bottom - 1 - self.cell * (lift + 0.5 * (column + 0.5) + 0.65 * up),
        )


def off_lines(x: float, y: float) -> tuple[float, float]:
    # Ties may cross a cell's very centre.
    return x + 5, y + 2


@pytest.mark.parametrize("cell", [20, 30, 40])
def test_the_strided_figure_cell_by_cell(tmp_path: Path, cell: int) -> None:
    drawn = Drawn(tmp_path / "f.gif", "conv", cell, input_size=5, kernel_size=3, stride=2, padding=1)
    # Step 4, the middle one: its window covers rows and columns 2 to 4 of the padded plane.
    frame = drawn.frames[4]
    seen = {}
    for row in range(7):
        for column in range(7):
            colour = colour_at(frame, *drawn.input_centre(row, column))
            base = INPUT if 1 <= row <= 5 and 1 <= column <= 5 else PAPER
            expected = SHADED[base] if 2 <= row <= 4 and 2 <= column <= 4 else base
            seen[row, column] = close(colour, expected)
    # The ties may lie over the centre of a few cells.
    assert sum(not good for good in seen.values()) <= 3
    for row in range(3):
        for column in range(3):
            colour = colour_at(frame, *drawn.output_centre(row, column))
            assert close(colour, SHADED[OUTPUT] if (row, column) == (1, 1) else OUTPUT)


def test_flat_areas_have_exactly_the_theme_s_colours(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path / "f.gif", "conv", input_size=6, kernel_size=3)
    last = drawn.frames[-1]
    assert colour_at(last, *off_lines(*drawn.input_centre(0, 5))) == INPUT
    assert colour_at(last, *drawn.output_centre(0, 0)) == OUTPUT
    assert colour_at(last, 0, 0) == PAPER


def test_inserted_zeros_are_drawn_as_nothing(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path / "f.gif", "transpose", input_size=3, kernel_size=3, stride=2, padding=1, output_padding=1)
    assert len(drawn.frames) == 36
    last = drawn.frames[-1]
    for row in range(8):
        for column in range(8):
            if row >= 5 and column >= 4:
                continue  # the last window and its ties
            # Figure 4.6 of arXiv:1603.07285: data in every second cell, behind a border of one.
            data = row in (1, 3, 5) and column in (1, 3, 5)
            assert close(colour_at(last, *drawn.input_centre(row, column)), INPUT if data else PAPER), (row, column)


def test_a_dilated_window_has_gaps(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path / "f.gif", "conv", input_size=7, kernel_size=3, dilation=2)
    frame = drawn.frames[0]
    shaded = {
        (row, column)
        for row in range(7)
        for column in range(7)
        if close(colour_at(frame, *off_lines(*drawn.input_centre(row, column))), SHADED[INPUT])
    }
    assert shaded == {(row, column) for row in (0, 2, 4) for column in (0, 2, 4)}


def test_cells_stay_apart_in_rows_and_columns(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path / "f.gif", "conv", input_size=(3, 6), kernel_size=(2, 3))
    assert len(drawn.frames) == 8
    # Step 5 is row 1, column 1 of the 2 × 4 output.
    assert close(colour_at(drawn.frames[5], *drawn.output_centre(1, 1)), SHADED[OUTPUT])
    assert close(colour_at(drawn.frames[5], *drawn.input_centre(2, 2)), SHADED[INPUT])
    assert close(colour_at(drawn.frames[5], *drawn.input_centre(0, 5)), INPUT)


@pytest.mark.parametrize("operation", ["conv", "transpose"])
def test_labels_are_outside_the_planes(operation: str) -> None:
    plain = Figure.of(operation, labels=False).scene()
    labelled = Figure.of(operation).scene()
    assert labelled.height > plain.height
    texts = [item for item in labelled.items if type(item.shape).__name__ == "Text"]
    told = [item.shape.string for item in texts]  # type: ignore[union-attr]  # texts
    for word in {"conv": ("4 × 4", "2 × 2"), "transpose": ("2 × 2, with zeros 6 × 6", "4 × 4")}[operation]:
        assert word in told
