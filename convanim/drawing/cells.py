"""Planes of cells, drawn by their kinds: the one place that knows what a cell of a kind looks like."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from convanim.drawing.marks import MARKS
from convanim.drawing.plane import Plane
from convanim.geometry.axis import Axis, Kind
from convanim.geometry.steps import crossing
from convanim.scene.items import Item, Path, Point, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.theme import Look, Theme

Span = tuple[int, int]
FINE = 10
"""Pixels of a cell below which lines between cells would darken it."""


def edge_line(cell_px: float) -> Style:
    """The line around a plane."""
    return Style(stroke="line", width=max(1.25, 0.045 * cell_px) if cell_px >= FINE else 0.75)


def grid_line(cell_px: float) -> Style:
    """The lines between the cells of a plane."""
    return Style(stroke="grid", width=1.0 if cell_px >= FINE else 0.5)


def now_line(cell_px: float) -> Style:
    """The outline of what is read and made now."""
    return Style(stroke="accent", width=max(2.0, 0.075 * cell_px) if cell_px >= FINE else max(1.0, 0.2 * cell_px))


def published_line(cell_px: float) -> Style:
    """Every line of the published figures: 2 pixels at 30 pixels a unit."""
    return Style(stroke="line", width=max(cell_px / 15, min(0.8, 0.1 * cell_px)))


def shape(plane: Plane, rows: Iterable[float], columns: Iterable[float]) -> Path:
    """The cells at these rows and columns, seen from the corner of (0, 0)."""
    at_origin = plane._replace(x=0, y=0)
    columns = list(columns)
    return Path(tuple(at_origin.block(row, column) for row in rows for column in columns))


def block(plane: Plane, rows: float, columns: float) -> Path:
    """An area of so many cells, seen from the corner of (0, 0)."""
    return Path((plane._replace(x=0, y=0).block(0, 0, rows, columns),))


def window(plane: Plane, rows: Axis, columns: Axis) -> Path:
    """What the kernel covers, seen from its first cell: one area, or a cell for each tap where it is dilated."""
    if rows.dilation == columns.dilation == 1:
        return block(plane, rows.kernel_size, columns.kernel_size)
    return shape(
        plane,
        range(0, rows.effective_kernel_size, rows.dilation),
        range(0, columns.effective_kernel_size, columns.dilation),
    )


def sheet(
    plane: Plane,
    rows: range,
    columns: range,
    fill: str | None,
    span: Span = (0, ALWAYS),
    *,
    published: bool = False,
) -> Iterator[Item]:
    """A plane of solid cells without gaps: one area, the lines between its cells, and the one around it."""
    at, area = plane(rows.start, columns.start), block(plane, len(rows), len(columns))
    if fill is not None:
        yield Item(area, *at, Style(fill=fill), *span)
    if published:
        yield from grid(plane, rows, columns, published_line(plane.cell_px), span)
    else:
        yield from lattice(plane, rows, columns, span)


def lattice(plane: Plane, rows: range, columns: range, span: Span = (0, ALWAYS)) -> Iterator[Item]:
    """The thin lines between the cells of a plane, and the strong one around it."""
    yield from grid(plane, rows, columns, grid_line(plane.cell_px), span, inner=True)
    area = block(plane, len(rows), len(columns))
    yield Item(area, *plane(rows.start, columns.start), edge_line(plane.cell_px), *span)


def grid(
    plane: Plane,
    rows: range,
    columns: range,
    style: Style,
    span: Span = (0, ALWAYS),
    *,
    inner: bool = False,
    dashed: bool = False,
) -> Iterator[Item]:
    """The lines around and between cells; only between them where ``inner``."""
    along_rows = [(plane(row, columns.start), plane(row, columns.stop)) for row in _edges(rows, inner=inner)]
    along_columns = [(plane(rows.start, column), plane(rows.stop, column)) for column in _edges(columns, inner=inner)]
    if not dashed:
        if lines := (*along_rows, *along_columns):
            yield Item(Path(lines, closed=False), 0, 0, style, *span)
        return
    for lines, step in ((tuple(along_rows), plane.right), (tuple(along_columns), plane.down)):
        if lines:
            yield Item(Path(lines, closed=False), 0, 0, style._replace(dash=dash(step)), *span)


def dash(step: Point) -> float:
    """Pixels of a dash, so that each cell has whole ones and every corner is drawn."""
    length = math.hypot(*step)
    return length / (2 * max(3, round(length / 11)))


def input_cells(plane: Plane, rows: Axis, columns: Axis, theme: Theme, *, marks: bool = True) -> Iterator[Item]:
    """All cells of the input: its border, what is inserted, its values, and the marks of each kind."""
    spread = rows.input_dilation > 1 or columns.input_dilation > 1
    bordered = len(rows.positions) > rows.spread_size or len(columns.positions) > columns.spread_size
    line = published_line(plane.cell_px) if theme.published else grid_line(plane.cell_px)
    if bordered or spread:
        yield from _tints(plane, rows, columns, theme)
        yield from grid(plane, rows.positions, columns.positions, line, dashed=True)
    if spread:
        yield from _spread(plane, rows, columns, theme)
    else:
        fill, published = theme.looks["input"].fill, theme.published
        yield from sheet(plane, range(rows.input_size), range(columns.input_size), fill, published=published)
    yield from marked_cells(plane, rows, columns, theme, zeros=marks)


def _spread(plane: Plane, rows: Axis, columns: Axis, theme: Theme) -> Iterator[Item]:
    """The values between inserted zeros, each a cell of its own, inside a line around all of them."""
    fill = theme.looks["input"].fill
    if theme.published:
        style = published_line(plane.cell_px)._replace(fill=fill)
    else:
        hull = block(plane, rows.spread_size, columns.spread_size)
        yield Item(hull, *plane(0, 0), Style(stroke="line", width=1.0), 0, ALWAYS)
        style = edge_line(plane.cell_px)._replace(fill=fill)
    cell = shape(plane, [0], [0])
    for row in range(rows.input_size):
        for column in range(columns.input_size):
            yield Item(cell, *plane(row * rows.input_dilation, column * columns.input_dilation), style, 0, ALWAYS)


def kinds(rows: Axis, columns: Axis) -> set[str]:
    """The kinds of cell that there are, "unused" among them."""
    row_kinds = {rows.place(position).kind for position in rows.positions}
    column_kinds = {columns.place(position).kind for position in columns.positions}
    found: set[str] = {crossing(row, column) for row in row_kinds for column in column_kinds}
    unread = any(set(axis.positions) - axis.read_positions() for axis in (rows, columns))
    return found | {"unused"} if unread else found


def fill_of(theme: Theme, kind: Kind, axis: Axis) -> str | None:
    """The role of a cell's colour; a copy of an input cell has a colour of its own."""
    return "copy" if kind == "padding" and axis.padding_mode != "zeros" else theme.looks[kind].fill


def swatch(plane: Plane, kind: str, theme: Theme) -> Iterator[Item]:
    """One cell alone, as a key shows it: an inserted one between two of the input; an unused one is of the border."""
    look = theme.looks.get(kind) or Look(kind, dashed=kind == "copy", mark=None)
    cell, at = shape(plane, [0], [0]), plane(0, 0)
    if look.fill is not None:
        yield Item(cell, *at, Style(fill=look.fill), 0, ALWAYS)
    if kind == "inserted":
        at_origin = plane._replace(x=0, y=0)
        neighbours = Path((at_origin.block(0, 0, 1, 0.25), at_origin.block(0, 0.75, 1, 0.25)))
        yield Item(neighbours, *at, Style(fill=theme.looks["input"].fill), 0, ALWAYS)
    line = Style(stroke="line" if theme.published else "grid", width=1.0)
    if look.dashed:
        yield from grid(plane, range(1), range(1), line, dashed=True)
    else:
        yield Item(cell, *at, line, 0, ALWAYS)
    yield from mark(plane, [(0, 0)], look)


def _tints(plane: Plane, rows: Axis, columns: Axis, theme: Theme) -> Iterator[Item]:
    """The areas of dashed cells that have a colour, a run of equal cells at a time."""
    column_kinds = [(position, columns.place(position).kind) for position in columns.positions]
    for row in rows.positions:
        row_kind = rows.place(row).kind
        start = columns.positions.start
        for kind, run in groupby(crossing(row_kind, kind) for _, kind in column_kinds):
            length = len(list(run))
            fill = fill_of(theme, kind, rows)
            if kind != "input" and fill is not None and fill != "paper":
                yield Item(block(plane, 1, length), *plane(row, start), Style(fill=fill), 0, ALWAYS)
            start += length


def marked_cells(plane: Plane, rows: Axis, columns: Axis, theme: Theme, *, zeros: bool) -> Iterator[Item]:
    """The marks of all cells; the ``zeros`` are left out where numbers are written."""
    looks = theme.looks
    if all(look.mark is None for look in looks.values()):
        return
    read_rows, read_columns = rows.read_positions(), columns.read_positions()
    marked: dict[str, list[tuple[int, int]]] = {kind: [] for kind in looks}
    for row in rows.positions:
        row_kind = rows.place(row).kind
        for column in columns.positions:
            if row in read_rows and column in read_columns:
                marked[crossing(row_kind, columns.place(column).kind)].append((row, column))
            else:
                marked["unused"].append((row, column))
    for kind, places in marked.items():
        copies = kind == "padding" and rows.padding_mode != "zeros"
        if not copies and (zeros or looks[kind].mark != "zero"):
            yield from mark(plane, places, looks[kind])


def mark(plane: Plane, places: Sequence[Sequence[int]], look: Look, span: Span = (0, ALWAYS)) -> Iterator[Item]:
    """The sign of a kind of cell in these cells, where it has one that can be made out."""
    if look.mark is None or not places:
        return
    sign = MARKS[look.mark]
    if plane.cell_px < sign.least_px:
        return
    at_origin = plane._replace(x=0, y=0)
    path = Path(tuple(tuple(at_origin(*corner) for corner in outline) for outline in sign.outlines), sign.area)
    width = max(1.0, sign.width * plane.cell_px)
    style = Style(fill=sign.role) if sign.area else Style(stroke=sign.role, width=width)
    for place in places:
        yield Item(path, *plane(*place), style, *span)


def _edges(cells: range, *, inner: bool) -> range:
    return range(cells.start + 1, cells.stop) if inner else range(cells.start, cells.stop + 1)
