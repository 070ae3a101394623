"""The three readings on a card: beside each other under their names, and the one sum of them all below."""

from collections.abc import Iterator

from convanim.drawing import lettering, page
from convanim.drawing.lettering import Part
from convanim.drawing.panel import Corner, Panel
from convanim.drawing.plane import Plane, flat
from convanim.drawing.products import PLUS
from convanim.scene.items import Item
from convanim.views.linked import gather, matrix_row, stamps
from convanim.views.linked.content import Content
from convanim.views.linked.table import Table

GAP, HEAD, SUM = 16, 26, 44
"""Pixels between two readings, for the names above them, and from them to the baseline of the sum."""
READINGS = ("gather", "scatter", "matrix_row_name")


def panel(content: Content) -> Panel:
    """The readings with equal gaps, as wide as the card where they are not wider."""
    scale, named = content.scale, content.subject.named
    names = [[Part(content.subject.say(key), lettering.NAME * scale)] for key in READINGS if named]
    sizes = [gather.size(content), stamps.size(content), matrix_row.size(content)]
    slots = [
        max(size[0], *(lettering.width(name) for name in names[nth : nth + 1]), 0) for nth, size in enumerate(sizes)
    ]
    gap = max(GAP * scale, min(3 * GAP * scale, (page.CARD_ROOM[0] - sum(slots)) / 2))
    head = round(HEAD * scale) if named else 0
    lefts = [round(sum(slots[:nth]) + nth * gap) for nth in range(3)]
    foot = head + max(high for _, high in sizes)
    unit = content.cell_px
    start = content.columns.positions.start * unit, content.rows.positions.start * unit

    def at(nth: int, corner: Corner) -> Plane:
        return flat(unit).moved(corner[0] + lefts[nth] + 0.5, corner[1] + head + 0.5)

    def items(corner: Corner) -> Iterator[Item]:
        for left, name in zip(lefts, names, strict=False):
            yield from lettering.line(name, corner[0] + left, corner[1] + 14 * scale)
        first = at(0, corner).moved(-start[0], -start[1])
        yield from gather.areas(first, content)
        yield from gather.items(first, content)
        yield from stamps.items(at(1, corner), content)
        yield from matrix_row.items(at(2, corner), content)
        for number in range(len(content.steps)):
            span = content.subject.timeline.span(number)
            parts = _sum(content, number)
            if lettering.width(parts) <= width:
                yield from lettering.line(parts, corner[0], corner[1] + foot + (SUM - 14) * scale, span=span)

    width = round(slots[0] + slots[1] + slots[2] + 2 * gap)
    return Panel(width, round(foot + SUM * scale), items)


def _sum(content: Content, number: int) -> list[Part]:
    """The products that are not of a zero, and the result: equal in all readings."""
    table = Table(content)
    parts: list[Part] = []
    for nth, tap in enumerate(content.hits[number]):
        first, *rest = table.written(tap)
        gap = 7 * content.scale if nth else 0
        parts += [Part("+", PLUS * content.scale, "zero", gap)] if nth else []
        parts += [first._replace(gap=gap), *rest]
    equals, *result = table.result(number)
    return [*parts, equals._replace(gap=7 * content.scale if parts else 0), *result]
