"""Where everything is in the linked view, in pixels from the panel's corner."""

from typing import NamedTuple

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.panel import Corner
from convanim.drawing.plane import Plane, flat
from convanim.views.linked import gather, given, matrix_row, stamps, words
from convanim.views.linked.content import Content
from convanim.views.linked.table import Table

GAP = 48
"""Pixels from a reading to the next, at the least."""
WIDE = 864
"""Pixels that the readings take, where gaps can make it so."""
HEADING, SUBLINE, BELOW_SUBLINE = 17, 18, 36
"""Pixels down to the baseline of a reading's heading, to the line below it, and from that to the reading."""
ABOVE_TABLE, ABOVE_OUTPUT = 34, 23
"""Pixels from the readings to the table, and from there to the output, whose name stands between."""
TO_OUTPUT = 26
"""Pixels from the result to the output."""
RAISED, BELOW_SIZES, AIR = 66, 14, 30
"""Pixels of the title and the line of sizes, beside which the given planes stand where there is room, else of what is
free below that line; and from these words to the planes."""


class Plan(NamedTuple):
    """Planes, and the places of words."""

    given: tuple[Plane, Plane]
    """The input and the kernel."""
    heads: list[tuple[float, float]]
    """Where the headings of the readings start: (x, baseline)."""
    gather: Plane
    """Its place (0, 0) is the first value."""
    stamps: Plane
    matrix: Plane
    table: tuple[float, float]
    output: Plane
    width: int
    height: int

    def moved(self, corner: Corner) -> "Plan":
        """The same plan, the panel's corner at a place of the page."""
        x, y = corner
        return self._replace(
            given=(self.given[0].moved(x, y), self.given[1].moved(x, y)),
            heads=[(left + x, baseline + y) for left, baseline in self.heads],
            gather=self.gather.moved(x, y),
            stamps=self.stamps.moved(x, y),
            matrix=self.matrix.moved(x, y),
            table=(self.table[0] + x, self.table[1] + y),
            output=self.output.moved(x, y),
        )


def placed(content: Content, table: Table) -> Plan:
    """The plan of a figure."""
    unit, scale, named = content.cell_px, content.scale, content.subject.named
    sizes = [gather.size(content), stamps.size(content), matrix_row.size(content)]
    notes_wide, notes_high = gather.notes_size(content)
    slots = [max(size[0], wide) for size, wide in zip(sizes, words.head_widths(content), strict=True)]
    slots[0] = max(slots[0], notes_wide)
    output_px = content.small[2]
    output_size = tuple(each * output_px for each in content.layer.output_size)
    output_slot = max(output_size[1], words.output_name(content).width(scale) if named else 0)
    parts = table.width + TO_OUTPUT * scale + output_slot
    block = given.size(content)
    width = round(max(sum(slots) + 2 * GAP * scale, parts, min(WIDE, 24 * unit) * scale, block[0]))
    gap = (width - sum(slots)) / 2
    lefts = [0.0, slots[0] + gap, slots[0] + slots[1] + 2 * gap]
    raised = _raised(content, width - block[0])
    heading, top = _levels(content, max(0.0, block[1] + 16 * scale - raised))
    under = stamps.OVER * scale if stamps.labelled(content) else 0
    foot = top + max(sizes[0][1] + notes_high, sizes[1][1] + under, sizes[2][1])
    table_top = foot + ABOVE_TABLE * scale
    output_top = table_top + (ABOVE_OUTPUT * scale if named else 0)
    output_left = _output_left(table.width + TO_OUTPUT * scale, lefts[1:], width - output_slot)

    def at(px: int, x: float, y: float) -> Plane:
        return flat(px).moved(round(x) + 0.5, round(y) + 0.5)

    start = content.columns.positions.start * unit, content.rows.positions.start * unit
    return Plan(
        given.placed(content, width, -raised),
        [(left, heading) for left in lefts],
        at(unit, 0, top).moved(-start[0], -start[1]),
        at(unit, lefts[1], top),
        at(unit, lefts[2], top),
        (0.0, table_top),
        at(output_px, output_left, output_top),
        width,
        round(max(table_top + table.height, output_top + output_size[0])),
    )


def _levels(content: Content, band: float) -> tuple[float, float]:
    """The baseline of the headings, which stand below the given planes, and the top of the readings."""
    heading = band + HEADING * content.scale
    if not content.subject.named:
        return heading, band
    return heading, heading + (SUBLINE + BELOW_SUBLINE if content.full else SUBLINE) * content.scale


def _output_left(least: float, lefts: list[float], most: float) -> float:
    """Where the output starts: close to a short sum, below the second reading or the third, else at the right."""
    return next((left for left in lefts if least <= left <= most), most)


def readings(plan: Plan, content: Content) -> list[tuple[float, float, float, float]]:
    """What stands alone on a narrow page, where sums have no room: gathering, stamps, the output and the matrix row."""
    scale, (rows, columns) = content.scale, content.layer.output_size
    tops = plan.heads[0][1] - 20 * scale if content.subject.named else min(plan.gather.y, plan.stamps.y)
    lefts = [left for left, _ in plan.heads]
    ends = [*(left - GAP / 2 * scale for left in lefts[1:]), float(plan.width)]
    gathered, stamped, row = (
        (left, tops, end - left, plan.table[1] - ABOVE_TABLE / 2 * scale - tops)
        for left, end in zip(lefts, ends, strict=True)
    )
    head, unit = 26 * scale if content.subject.named else 0, plan.output.cell_px
    output = (plan.output.x, plan.output.y - head, max(columns * unit, 72 * scale), rows * unit + head)
    return [gathered, stamped, output, row]


def _raised(content: Content, room: float) -> float:
    """Pixels that the given planes stand above the panel, beside the title and perhaps the line of sizes."""
    scale = content.scale
    if not content.full:
        return 0.0
    title = lettering.width([Part(content.subject.title or words.title(content), lettering.TITLE * scale)])
    subline = lettering.width([Part(words.subline(content), lettering.SUBLINE * scale)])
    if title + AIR * scale > room:
        return 0.0
    return (RAISED if subline + AIR * scale <= room else BELOW_SIZES) * scale
