"""Planes of cells, drawn by their kinds: the one place that knows what a cell of a kind looks like."""

import math
from collections.abc import Iterable, Iterator
from itertools import groupby

from convanim.drawing.plane import Plane
from convanim.geometry.axis import Axis
from convanim.geometry.steps import crossing
from convanim.scene.items import Item, Path, Point, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.theme import Look, Theme


def solid(cell_px: int) -> Style:
    """The lines around cells that hold a value."""
    return Style(stroke="ink", width=line_width(0.04, cell_px))


def thin(cell_px: int) -> Style:
    """The lines between planes."""
    return Style(stroke="ink", width=line_width(0.025, cell_px))


def line_width(units: float, cell_px: int) -> float:
    """Pixels; thin, but never so thin that it fades, nor so thick that it fills small cells."""
    return max(units * cell_px, min(0.8, 0.1 * cell_px))


def shape(plane: Plane, rows: Iterable[int], columns: Iterable[int]) -> Path:
    """The cells at these rows and columns, seen from the corner of (0, 0)."""
    at_origin = plane._replace(x=0, y=0)
    columns = list(columns)
    return Path(tuple(at_origin.block(row, column) for row in rows for column in columns))


def sheet(plane: Plane, rows: range, columns: range, style: Style) -> Iterator[Item]:
    """A plane of solid cells without gaps: one area, and the lines between its cells."""
    area = Path((plane.block(rows.start, columns.start, len(rows), len(columns)),))
    yield Item(area, 0, 0, style, 0, ALWAYS)
    yield from _grid(plane, rows, columns, style._replace(fill=None), dashed=False)


def input_cells(plane: Plane, rows: Axis, columns: Axis, theme: Theme, mark_share: float = 1.0) -> Iterator[Item]:
    """All cells of the input: its border, what is inserted, its values, and the marks of each kind.

    A ``mark_share`` below 1 makes the marks smaller and puts them in the top left corner, beside a number.
    """
    looks = theme.looks
    outline = solid(plane.cell_px)
    spread = rows.input_dilation > 1 or columns.input_dilation > 1
    if len(rows.positions) > rows.spread_size or len(columns.positions) > columns.spread_size or spread:
        yield from _tints(plane, rows, columns, looks)
        yield from _grid(plane, rows.positions, columns.positions, outline, dashed=True)
    value = outline._replace(fill=looks["input"].fill)
    if spread:
        cell = shape(plane, [0], [0])
        for row in range(rows.input_size):
            for column in range(columns.input_size):
                at = plane(row * rows.input_dilation, column * columns.input_dilation)
                yield Item(cell, *at, value, 0, ALWAYS)
    else:
        yield from sheet(plane, range(rows.input_size), range(columns.input_size), value)
    yield from _marks(plane, rows, columns, looks, mark_share)


def kinds(rows: Axis, columns: Axis) -> set[str]:
    """The kinds of cell that there are, "unused" among them."""
    row_kinds = {rows.place(position).kind for position in rows.positions}
    column_kinds = {columns.place(position).kind for position in columns.positions}
    found: set[str] = {crossing(row, column) for row in row_kinds for column in column_kinds}
    unread = any(set(axis.positions) - axis.read_positions() for axis in (rows, columns))
    return found | {"unused"} if unread else found


def swatch(plane: Plane, kind: str, theme: Theme) -> Iterator[Item]:
    """One cell alone, as a legend shows it; an unused one is a cell of the border."""
    look, outline = theme.looks[kind], solid(plane.cell_px)
    cell = shape(plane, [0], [0])
    at = plane(0, 0)
    if look.fill is not None:
        yield Item(cell, *at, Style(fill=look.fill), 0, ALWAYS)
    if look.dashed:
        yield from _grid(plane, range(1), range(1), outline, dashed=True)
    else:
        yield Item(cell, *at, outline, 0, ALWAYS)
    yield from _marked(plane, [(0, 0)], look)


def _tints(plane: Plane, rows: Axis, columns: Axis, looks: dict[str, Look]) -> Iterator[Item]:
    """The areas of dashed cells that have a colour, a run of equal cells at a time."""
    if all(looks[kind].fill is None for kind in ("padding", "inserted", "extra")):
        return
    column_kinds = [(position, columns.place(position).kind) for position in columns.positions]
    for row in rows.positions:
        row_kind = rows.place(row).kind
        start = columns.positions.start
        for kind, run in groupby(crossing(row_kind, kind) for _, kind in column_kinds):
            length = len(list(run))
            if kind != "input" and looks[kind].fill is not None:
                area = Path((plane.block(row, start, 1, length),))
                yield Item(area, 0, 0, Style(fill=looks[kind].fill), 0, ALWAYS)
            start += length


def _marks(plane: Plane, rows: Axis, columns: Axis, looks: dict[str, Look], share: float) -> Iterator[Item]:
    if all(look.mark is None for look in looks.values()):
        return
    read_rows, read_columns = rows.read_positions(), columns.read_positions()
    marked: dict[str, list[tuple[int, int]]] = {kind: [] for kind in looks}
    for row in rows.positions:
        row_kind = rows.place(row).kind
        for column in columns.positions:
            marked[crossing(row_kind, columns.place(column).kind)].append((row, column))
            if row not in read_rows or column not in read_columns:
                marked["unused"].append((row, column))
    for kind, cells in marked.items():
        yield from _marked(plane, cells, looks[kind], share)


def _marked(plane: Plane, cells: list[tuple[int, int]], look: Look, share: float = 1.0) -> Iterator[Item]:
    if look.mark is None:
        return
    outlines, closed = MARKS[look.mark]
    at_origin = plane._replace(x=0, y=0)
    path = Path(
        tuple(tuple(at_origin(row * share, column * share) for row, column in outline) for outline in outlines), closed
    )
    style = Style(fill="ink") if closed else thin(plane.cell_px)
    for cell in cells:
        yield Item(path, *plane(*cell), style, 0, ALWAYS)


def _disc(radius: float) -> tuple[Point, ...]:
    turns = [2 * math.pi * n / 12 for n in range(12)]
    return tuple((0.5 + radius * math.sin(turn), 0.5 + radius * math.cos(turn)) for turn in turns)


MARKS: dict[str, tuple[tuple[tuple[Point, ...], ...], bool]] = {
    "dot": ((_disc(0.09),), True),
    "plus": ((((0.3, 0.5), (0.7, 0.5)), ((0.5, 0.3), (0.5, 0.7))), False),
    "cross": ((((0.3, 0.3), (0.7, 0.7)), ((0.3, 0.7), (0.7, 0.3))), False),
    "hatch": (
        (
            ((0.25, 0.0), (0.0, 0.25)),
            ((0.75, 0.0), (0.0, 0.75)),
            ((1.0, 0.25), (0.25, 1.0)),
            ((1.0, 0.75), (0.75, 1.0)),
        ),
        False,
    ),
}
"""Outlines of each mark in (row, column) of a unit cell, and whether they are areas."""


def _grid(plane: Plane, rows: range, columns: range, style: Style, *, dashed: bool) -> Iterator[Item]:
    """The lines around and between cells."""
    along_rows = [(plane(row, columns.start), plane(row, columns.stop)) for row in _edges(rows)]
    along_columns = [(plane(rows.start, column), plane(rows.stop, column)) for column in _edges(columns)]
    for lines, step, count in (
        (along_rows, plane.right, plane.dashes[0]),
        (along_columns, plane.down, plane.dashes[1]),
    ):
        dash = math.hypot(*step) / (2 * count) if dashed else 0.0
        yield Item(Path(tuple(lines), closed=False), 0, 0, style._replace(dash=dash), 0, ALWAYS)


def _edges(cells: range) -> range:
    return range(cells.start, cells.stop + 1)


def arrows(pairs: list[tuple[Point, Point]], style: Style, size: float) -> Iterator[tuple[Path, Style]]:
    """Lines from one point to another, and heads of ``size`` pixels at their ends."""
    shafts, heads = [], []
    for (x0, y0), (x1, y1) in pairs:
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        ahead_x, ahead_y = (x1 - x0) / length * size, (y1 - y0) / length * size
        back_x, back_y = x1 - ahead_x, y1 - ahead_y
        shafts.append(((x0, y0), (back_x, back_y)))
        heads.append(
            ((x1, y1), (back_x - ahead_y / 2, back_y + ahead_x / 2), (back_x + ahead_y / 2, back_y - ahead_x / 2))
        )
    if pairs:
        yield Path(tuple(shafts), closed=False), style
        yield Path(tuple(heads)), Style(fill=style.stroke)
