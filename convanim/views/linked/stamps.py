"""The second reading: the stamps that reach the output cell, pulled apart by a cell, each a value times the kernel.

In two dimensions up to four of them stand in a square, in one below each other, each in its place. Where more meet,
the input stands here, and in each of its cells what it adds.
"""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import cell_text, cells, lettering
from convanim.drawing.lettering import Part, Span
from convanim.drawing.plane import Plane
from convanim.geometry.steps import Tap
from convanim.layers import values
from convanim.scene.items import Item, Path
from convanim.scene.timeline import ALWAYS
from convanim.style.tints import letters_on, quiet_on
from convanim.views.linked.content import Content

MOST_ROWS = 8
"""Stamps below each other, in one dimension."""
LABEL, ASIDE = 13, 12
"""Pixels of an em of a stamp's label, and from it to the stamp."""
OVER = 24
"""Pixels above and below the stamps for their labels."""


def apart(content: Content) -> bool:
    """Whether the stamps are drawn, each as a whole."""
    down, across = content.most_hits
    return across <= MOST_ROWS if content.layer.is_line else max(down, across) <= 2


def _span(content: Content) -> tuple[int, int]:
    """Cells that a stamp is (high, wide)."""
    return content.rows.effective_kernel_size, content.columns.effective_kernel_size


def size(content: Content) -> tuple[int, int]:
    """(width, height) in pixels, without the labels above and below."""
    unit, (high, wide), (down, across) = content.cell_px, _span(content), content.most_hits
    if not apart(content):
        return content.layer.input_size[1] * unit, content.layer.input_size[0] * unit
    if content.layer.is_line:
        label = (
            max(lettering.width(_label(content, tap)) for hits in content.hits for tap in hits) if content.full else 0
        )
        across_px = (2 * wide - 1) * unit + (label + ASIDE * content.scale if content.full else 0)
        return round(across_px), round((1.5 * across - 0.5) * unit)
    return (across * wide + across - 1) * unit, (down * high + down - 1) * unit


def labelled(content: Content) -> bool:
    """Whether labels stand above and below the stamps."""
    return content.full and apart(content) and content.layer.dim == 2


def said(content: Content, number: int) -> str:
    """How many stamps meet in a step, in words."""
    say, count = content.subject.language, len(content.hits[number])
    if not count:
        return say.say("linked.stamps_none")
    if not apart(content):
        return say.counted("linked.cells", count)
    return say.counted("linked.in_place" if content.layer.is_line else "linked.stamps", count)


def items(plane: Plane, content: Content) -> Iterator[Item]:
    """The stamps of each step in a box whose first corner is the plane's."""
    if not apart(content):
        yield from _input(plane, content)
        return
    for number, hits in enumerate(content.hits):
        span = content.subject.timeline.span(number)
        placed = list((_column if content.layer.is_line else _square)(plane, content, hits))
        for stamp in placed:
            yield from _stamp(stamp, content, span)
        for stamp in placed:
            yield from _signs(stamp, placed, content, span)


class Stamp(NamedTuple):
    """One stamp: its plane, and the tap that makes the cell where it meets the others."""

    plane: Plane
    tap: Tap
    first: bool
    """Whether it is in the first row of stamps, so that its label is above it."""

    def meeting(self, content: Content) -> tuple[int, int]:
        """(row, column) of that cell in the stamp."""
        return self.tap.kernel[0] * content.rows.dilation, self.tap.kernel[1] * content.columns.dilation


def _square(plane: Plane, content: Content, hits: list[Tap]) -> Iterator[Stamp]:
    """Up to two by two, a cell apart, in the middle of the box."""
    unit, (high, wide), (width, height) = content.cell_px, _span(content), size(content)
    rows = sorted({tap.input[0] for tap in hits if tap.input})
    columns = sorted({tap.input[1] for tap in hits if tap.input})
    left = (width - (len(columns) * (wide + 1) - 1) * unit) / 2
    top = (height - (len(rows) * (high + 1) - 1) * unit) / 2
    for tap in hits:
        assert tap.input is not None
        row, column = rows.index(tap.input[0]), columns.index(tap.input[1])
        corner = round(left + column * (wide + 1) * unit), round(top + row * (high + 1) * unit)
        yield Stamp(plane.moved(*corner), tap, row == 0)


def _column(plane: Plane, content: Content, hits: list[Tap]) -> Iterator[Stamp]:
    """Below each other, so that the cells where they meet are in one column."""
    unit, (_, wide), (width, _) = content.cell_px, _span(content), size(content)
    left = width - (2 * wide - 1) * unit
    for nth, tap in enumerate(hits):
        across = wide - 1 - tap.kernel[1] * content.columns.dilation
        yield Stamp(plane.moved(left + across * unit, round(1.5 * nth * unit)), tap, True)


def _stamp(stamp: Stamp, content: Content, span: Span) -> Iterator[Item]:
    """Products of a value and all weights; the one that is added now stands out."""
    plane, layer = stamp.plane, content.layer
    rows, columns = (range(0, n * d, d) for n, d in zip(layer.kernel_size, layer.dilation, strict=True))
    area = cells.shape(plane, rows, columns)
    if layer.dilation == (1, 1):
        yield from cells.sheet(plane, range(len(rows)), range(len(columns)), "contribution", span)
    else:
        yield Item(area, *plane(0, 0), cells.edge_line(plane.cell_px)._replace(fill="contribution"), *span)
    here, fill = stamp.meeting(content), content.theme.looks["output"].fill or "paper"
    style = cells.now_line(plane.cell_px)._replace(fill=fill)
    yield Item(cells.shape(plane, [0], [0]), *plane(*here), style, *span)
    assert content.numbers.weights is not None
    value = values.value(content.numbers, stamp.tap)
    for row in range(len(rows)):
        for column in range(len(columns)):
            place = rows[row], columns[column]
            text = content.notation.write(value * content.numbers.weights[row, column])
            role = letters_on(fill) if place == here else quiet_on("contribution")
            yield from cell_text.middle(plane, place, text, *span, role)


def _label(content: Content, tap: Tap) -> list[Part]:
    """``2 · kernel``"""
    size, scale = LABEL * content.scale, content.scale
    return [
        Part(content.product(tap).value, size, "input_text"),
        Part("·", size, "grey", 3 * scale),
        Part(content.subject.say("size.kernel"), size, "accent_text", 3 * scale),
    ]


def _signs(stamp: Stamp, placed: list[Stamp], content: Content, span: Span) -> Iterator[Item]:
    """A stamp's label, and the + between it and the next ones."""
    plane, unit, scale, (high, wide) = stamp.plane, content.cell_px, content.scale, _span(content)
    row, column = stamp.meeting(content)
    size = 16 * scale
    plus, rise = [Part("+", size, "grey")], 0.352 * size
    if content.layer.is_line:
        if content.full:
            baseline = plane(0.5, 0)[1] + 0.352 * LABEL * scale
            label = _label(content, stamp.tap)
            left = placed[0].plane.x - (wide - 1 - placed[0].meeting(content)[1]) * unit - ASIDE * scale
            yield from lettering.line(label, left, baseline, "end", span)
        if stamp is not placed[-1]:
            x, y = plane(1.25, column + 0.5)
            yield from lettering.line(plus, x, y + rise, "middle", span)
        return
    if any(other.plane.y == plane.y and other.plane.x > plane.x for other in placed):
        x, y = plane(row + 0.5, wide + 0.5)
        yield from lettering.line(plus, x, y + rise, "middle", span)
    if any(other.plane.x == plane.x and other.plane.y > plane.y for other in placed):
        x, y = plane(high + 0.5, column + 0.5)
        yield from lettering.line(plus, x, y + rise, "middle", span)
    if content.full:
        x, y = plane(0 if stamp.first else high, wide / 2)
        baseline = y - 10 * scale if stamp.first else y + 19 * scale
        yield from lettering.line(_label(content, stamp.tap), x, baseline, "middle", span)


def _input(plane: Plane, content: Content) -> Iterator[Item]:
    """The input, and in each cell that reaches the output cell the product that it adds."""
    rows, columns = content.layer.input_size
    yield from cells.sheet(plane, range(rows), range(columns), "paper")
    fill = content.theme.looks["output"].fill or "paper"
    style = cells.now_line(plane.cell_px)._replace(fill=fill)
    for number, hits in enumerate(content.hits):
        span = content.subject.timeline.span(number)
        if hits:
            area = Path(tuple(plane.block(*tap.input) for tap in hits if tap.input))
            yield Item(area, 0, 0, style, *span)
        for tap in hits:
            assert tap.input is not None
            text = content.notation.write(values.value(content.numbers, tap) * values.weight(content.numbers, tap))
            yield from cell_text.middle(plane, tap.input, text, *span, letters_on(fill))
    yield from cells.lattice(plane, range(rows), range(columns), (0, ALWAYS))
