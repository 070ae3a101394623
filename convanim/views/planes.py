"""Two planes in the projection of "A guide to convolution arithmetic": input below, output floating above.

For each step a shaded window on the input, four thin lines up to the output, and a shaded output cell.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from convanim.geometry import Axis
from convanim.lettering import text_width
from convanim.scene import Item, Path, Point, Scene, Style, Text
from convanim.views import Labels, Subject

MARGIN = 0.3
"""Blank paper around the picture, in units."""
UNIT = 40
"""Pixels a unit for measuring."""


class Plane(NamedTuple):
    """Where the corner (row, column) of a cell falls on the page.

    With a unit of a multiple of 20 pixels these are whole pixels, and all cells of a plane are one picture.
    """

    cell_px: int
    x: float = 0
    y: float = 0

    @property
    def right(self) -> Point:
        """Pixels from a column to the next."""
        return self.cell_px, -self.cell_px / 2

    @property
    def down(self) -> Point:
        """Pixels from a row to the next."""
        return 7 * self.cell_px / 10, 13 * self.cell_px / 20

    def __call__(self, row: float, column: float) -> Point:
        """(x, y) of a corner."""
        (right_x, right_y), (down_x, down_y) = self.right, self.down
        return self.x + column * right_x + row * down_x, self.y + column * right_y + row * down_y

    def block(self, row: int, column: int, rows: int, columns: int) -> tuple[Point, Point, Point, Point]:
        """The corners of ``rows`` × ``columns`` cells from (row, column) on."""
        return (
            self(row, column),
            self(row, column + columns),
            self(row + rows, column + columns),
            self(row + rows, column),
        )

    def moved(self, x: float, y: float) -> "Plane":
        """The same plane, x pixels to the right and y pixels down."""
        return self._replace(x=self.x + x, y=self.y + y)


def extent(rows: Axis, columns: Axis) -> tuple[float, float]:
    """Width and height of the page in units, labels apart."""
    (left, top), (right, bottom) = _bounds(*_float(rows, columns, UNIT), rows, columns)
    return (right - left) / UNIT + 2 * MARGIN, (bottom - top) / UNIT + 2 * MARGIN


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    below, above = _float(subject.rows, subject.columns, cell_px)
    (left, top), (right, bottom) = _bounds(below, above, subject.rows, subject.columns)
    margin = round(MARGIN * cell_px) + 1
    words = _Words(subject.labels, font_size(cell_px))
    page_width = round(max(right - left, words.width)) + 2 * margin
    page_height = round(bottom - top) + 2 * margin + words.above + words.below
    shift = round((page_width - (right - left)) / 2 - left), round(margin + words.above - top)

    frames = subject.rows.output_size * subject.columns.output_size
    items = list(words.items(margin, page_height, frames))
    items += _picture(below.moved(*shift), above.moved(*shift), subject.rows, subject.columns)
    return Scene(page_width, page_height, items, [subject.step_ms] * frames)


def _float(rows: Axis, columns: Axis, cell_px: int) -> tuple[Plane, Plane]:
    """The input's plane, and the output's with its near corner above the input's, a little to the left."""
    below = Plane(cell_px)
    near_x, near_y = below(rows.positions.stop, columns.positions.start)
    own_x, own_y = below(rows.output_size, 0)
    lift = (len(rows.positions) + 1) * cell_px
    return below, below.moved(near_x - own_x - round(0.15 * cell_px), near_y - own_y - lift)


def _bounds(below: Plane, above: Plane, rows: Axis, columns: Axis) -> tuple[Point, Point]:
    """Top left and bottom right of both planes."""
    corners = (
        *below.block(rows.positions.start, columns.positions.start, len(rows.positions), len(columns.positions)),
        *above.block(0, 0, rows.output_size, columns.output_size),
    )
    x, y = zip(*corners, strict=True)
    return (min(x), min(y)), (max(x), max(y))


def _picture(below: Plane, above: Plane, rows: Axis, columns: Axis) -> Iterator[Item]:
    frames = rows.output_size * columns.output_size
    solid = Style(stroke="ink", width=_line_width(0.04, below.cell_px))
    thin = Style(stroke="ink", width=_line_width(0.025, below.cell_px))
    bordered = len(rows.positions) > rows.input_size or len(columns.positions) > columns.input_size
    if bordered:
        yield from _grid(below, rows.positions, columns.positions, solid, frames, dashes=(5, 4))
    yield from _data_cells(below, rows, columns, solid, frames)

    window = _cells(
        below,
        [n * rows.dilation for n in range(rows.kernel_size)],
        [n * columns.dilation for n in range(columns.kernel_size)],
    )
    cell = _cells(above, [0], [0])
    shaded = solid._replace(fill="shade")
    steps = [(row, column) for row in range(rows.output_size) for column in range(columns.output_size)]
    for frame, (row, column) in enumerate(steps):
        start = rows.window_start(row), columns.window_start(column)
        yield Item(window, *below(*start), shaded, frame, frame + 1)
        spanned = below.block(*start, rows.effective_kernel_size, columns.effective_kernel_size)
        ties = tuple(zip(spanned, above.block(row, column, 1, 1), strict=True))
        yield Item(Path(ties, closed=False), 0, 0, thin, frame, frame + 1)

    yield from _solid(above, range(rows.output_size), range(columns.output_size), solid._replace(fill="output"), frames)
    for frame, (row, column) in enumerate(steps):
        yield Item(cell, *above(row, column), shaded, frame, frame + 1)


def _data_cells(below: Plane, rows: Axis, columns: Axis, style: Style, frames: int) -> Iterator[Item]:
    style = style._replace(fill="input")
    if rows.input_dilation == columns.input_dilation == 1:
        yield from _solid(below, range(rows.input_size), range(columns.input_size), style, frames)
        return
    cell = _cells(below, [0], [0])
    for row in range(rows.input_size):
        for column in range(columns.input_size):
            at = below(row * rows.input_dilation, column * columns.input_dilation)
            yield Item(cell, *at, style, 0, frames)


def _solid(plane: Plane, rows: range, columns: range, style: Style, frames: int) -> Iterator[Item]:
    """A plane without gaps: one area, and the lines between its cells."""
    area = Path((plane.block(rows.start, columns.start, len(rows), len(columns)),))
    yield Item(area, 0, 0, style, 0, frames)
    yield from _grid(plane, rows, columns, style._replace(fill=None), frames)


def _grid(
    plane: Plane, rows: range, columns: range, style: Style, frames: int, dashes: tuple[int, int] | None = None
) -> Iterator[Item]:
    """The lines around and between cells; ``dashes`` is how many fit the edge of a cell, along rows and columns."""
    along_rows = [(plane(row, columns.start), plane(row, columns.stop)) for row in _edges(rows)]
    along_columns = [(plane(rows.start, column), plane(rows.stop, column)) for column in _edges(columns)]
    for lines, step, count in (
        (along_rows, plane.right, dashes and dashes[0]),
        (along_columns, plane.down, dashes and dashes[1]),
    ):
        dash = math.hypot(*step) / (2 * count) if count else 0.0
        yield Item(Path(tuple(lines), closed=False), 0, 0, style._replace(dash=dash), 0, frames)


def _edges(cells: range) -> range:
    return range(cells.start, cells.stop + 1)


def _cells(plane: Plane, rows: list[int], columns: list[int]) -> Path:
    """The cells at these rows and columns, seen from the first one's corner."""
    at_origin = Plane(plane.cell_px)
    return Path(tuple(at_origin.block(row, column, 1, 1) for row in rows for column in columns))


def _line_width(units: float, cell_px: int) -> float:
    """Pixels; thin, but never so thin that it fades, nor so thick that it fills small cells."""
    return max(units * cell_px, min(0.8, 0.1 * cell_px))


class _Words:
    """The words above and below the picture, and the room that they take."""

    def __init__(self, labels: Labels | None, size: int) -> None:
        self.size = size
        self.over = [labels.output] if labels else []
        self.under = [labels.input, labels.parameters] if labels else []
        self.line = round(1.45 * size)
        self.above, self.below = len(self.over) * self.line, len(self.under) * self.line
        self.width = max((text_width(string, size) for string in self.over + self.under), default=0)

    def items(self, margin: int, page_height: int, frames: int) -> Iterator[Item]:
        ink = Style(fill="ink")
        baseline = margin + round(0.75 * self.size)
        for string in self.over:
            yield Item(Text(string, self.size), margin, baseline, ink, 0, frames)
            baseline += self.line
        baseline = page_height - margin - self.below + self.line
        for string in self.under:
            yield Item(Text(string, self.size), margin, baseline, ink, 0, frames)
            baseline += self.line


def font_size(cell_px: int) -> int:
    """Pixels of an em that go with cells of this size and can still be read."""
    return max(12, round(0.36 * cell_px))
