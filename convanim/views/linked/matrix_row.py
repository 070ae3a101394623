"""The third reading: a row of the transposed matrix, among its neighbours, and the input above it."""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import cell_text, cells, lettering, progress
from convanim.drawing.lettering import Part, Span
from convanim.drawing.plane import Plane
from convanim.scene.items import Item, Path, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.tints import WASH, kernel_row, letters_on
from convanim.views.linked.content import Content

AROUND = 2
"""Rows of the matrix above and below the current one."""
MOST_COLUMNS = 9
"""Columns of a matrix that are all drawn; of a wider one those that are not zero in the current row."""
TO_ROWS, TO_OUTPUT = 20, 30
"""Pixels from the input to the rows, and from these to the output, with = between."""
DOTS = 22
"""Pixels that the dots below take, and those to the right where columns are left out."""


def whole(content: Content) -> bool:
    """Whether all columns of the matrix are drawn."""
    return content.inputs <= MOST_COLUMNS


def columns(content: Content, number: int) -> list[int]:
    """The columns that are drawn in a step."""
    if whole(content):
        return list(range(content.inputs))
    return sorted(content.entries[number])[:MOST_COLUMNS]


def size(content: Content) -> tuple[int, int]:
    """(width, height) in pixels."""
    unit, scale = content.cell_px, content.scale
    wide = max(len(columns(content, number)) for number in range(len(content.steps)))
    dots = 0 if whole(content) else DOTS * scale
    return (
        round(max(wide, 1) * unit + dots + TO_OUTPUT * scale + unit),
        round((2 * AROUND + 2) * unit + (TO_ROWS + DOTS) * scale),
    )


def said(content: Content, number: int) -> str:
    """Which row it is, in words."""
    key = "linked.row" if whole(content) else "linked.row_nonzero"
    return content.subject.say(key, number=number + 1, count=len(content.steps))


class _Planes(NamedTuple):
    """The input above, the rows (row 0 is the current one), and the output."""

    input: Plane
    rows: Plane
    output: Plane


def items(plane: Plane, content: Content) -> Iterator[Item]:
    """The rows around the current one of each step, in a box whose first corner is the plane's."""
    unit, scale, (width, _) = content.cell_px, content.scale, size(content)
    rows = plane.moved(0, round((1 + AROUND) * unit + TO_ROWS * scale))
    planes = _Planes(plane, rows, rows.moved(width - unit, 0))
    if whole(content):
        yield from _input(planes.input, content, list(range(content.inputs)), (0, ALWAYS))
    for number in range(len(content.steps)):
        yield from _step(planes, content, number)


def _input(plane: Plane, content: Content, shown: list[int], span: Span) -> Iterator[Item]:
    """The cells of the input over their columns; the window of this reading is all of them."""
    if not shown:
        return
    fill = content.theme.looks["input"].fill or "paper"
    yield from cells.sheet(plane, range(1), range(len(shown)), fill, span)
    outline = cells.now_line(plane.cell_px)._replace(fill=WASH)
    yield Item(cells.block(plane, 1, len(shown)), *plane(0, 0), outline, *span)
    for nth, column in enumerate(shown):
        yield from cell_text.middle(plane, (0, nth), content.input_text(column), *span, letters_on(fill, WASH))


def _step(planes: _Planes, content: Content, number: int) -> Iterator[Item]:
    span, shown = content.subject.timeline.span(number), columns(content, number)
    count = len(content.steps)
    around = range(max(-AROUND, -number), min(AROUND, count - 1 - number) + 1)
    if not whole(content):
        yield from _input(planes.input, content, shown, span)
        if shown:
            x, y = planes.input(0.5, len(shown))
            yield from _dots(x + 0.55 * DOTS * content.scale, y, content.scale, span)
    yield from _rows(planes, content, number, shown, around)
    yield from _output(planes, content, number, around)
    above, below = number - AROUND > 0, number + AROUND < count - 1
    foot = (1 + AROUND, TO_ROWS / 2)
    for there, (row, off) in ((above, (-AROUND, -TO_ROWS / 2)), (below, foot)):
        if there:
            middles = [planes.output(row, 0.5)] + ([planes.rows(row, len(shown) / 2)] if shown else [])
            for x, y in middles:
                yield from _dots(x, y + off * content.scale, content.scale, span)


def _rows(planes: _Planes, content: Content, number: int, shown: list[int], around: range) -> Iterator[Item]:
    """The weights of each row, in the tint of their row of the kernel, and its zeros."""
    if not shown:
        return
    plane, span, high = planes.rows, content.subject.timeline.span(number), content.layer.kernel_size[0]
    tinted: dict[str, list[tuple[int, int]]] = {}
    written: list[Item] = []
    for row in around:
        entries = content.entries[number + row]
        for nth, column in enumerate(shown):
            kernel, text, role = entries.get(column), "0", "zero"
            if kernel is not None:
                tinted.setdefault(kernel_row(kernel[0], high), []).append((row, nth))
                text, role = content.weight_text(kernel), "weight"
            written += cell_text.middle(plane, (row, nth), text, *span, role)
    for tint, places in tinted.items():
        yield Item(Path(tuple(plane.block(*place) for place in places)), 0, 0, Style(fill=tint), *span)
    yield from cells.grid(
        plane, range(around.start, around.stop), range(len(shown)), cells.grid_line(plane.cell_px), span, inner=True
    )
    # Open above and below: the matrix goes on there.
    sides = tuple((plane(around.start, side), plane(around.stop, side)) for side in (0, len(shown)))
    yield Item(Path(sides, closed=False), 0, 0, cells.edge_line(plane.cell_px), *span)
    ends = [
        row for row, there in ((around.start, number - AROUND <= 0), (around.stop, _ends(content, number))) if there
    ]
    if ends:
        lines = tuple((plane(row, 0), plane(row, len(shown))) for row in ends)
        yield Item(Path(lines, closed=False), 0, 0, cells.edge_line(plane.cell_px), *span)
    outline = cells.now_line(plane.cell_px)
    yield Item(cells.block(plane, 1, len(shown)), *plane(0, 0), outline, *span)
    yield from written


def _ends(content: Content, number: int) -> bool:
    return number + AROUND >= len(content.steps) - 1


def _output(planes: _Planes, content: Content, number: int, around: range) -> Iterator[Item]:
    """The results of these rows, those still to come as paper."""
    plane, span, fill = planes.output, content.subject.timeline.span(number), content.theme.looks["output"].fill
    made = range(around.start, 1)
    yield Item(cells.block(plane, len(around), 1), *plane(around.start, 0), Style(fill="paper"), *span)
    yield Item(cells.block(plane, len(made), 1), *plane(made.start, 0), Style(fill=fill), *span)
    yield from cells.lattice(plane, range(around.start, around.stop), range(1), span)
    yield Item(cells.block(plane, 1, 1), *plane(0, 0), cells.now_line(plane.cell_px), *span)
    size = 15 * content.scale
    equals = [Part("=", size, "grey")]
    for row in made:
        x, y = plane(row + 0.5, 0)
        middle = x - TO_OUTPUT * content.scale / 2
        yield from lettering.line(equals, middle, y + 0.352 * size, "middle", span)
    for row in made:
        role = letters_on(fill or "paper")
        yield from cell_text.middle(plane, (row, 0), content.result_text(number + row), *span, role)


def _dots(x: float, y: float, scale: float, span: Span) -> Iterator[Item]:
    """Three dots: more rows or columns are there."""
    dot = progress.disc(1.7 * scale)
    for nth in (-1, 0, 1):
        yield Item(dot, x + 6 * nth * scale, y, Style(fill="grey"), *span)
