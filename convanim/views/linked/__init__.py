"""Three readings of one transposed convolution, side by side, on the same numbers and the same output cell.

Gather: the kernel, turned around, meets the input with its zeros. Scatter: the stamps that reach the cell. Matrix: a
row of the transposed matrix, and the input above it. Their sums stand under each other: equal products in equal
columns, and one result.
"""

from collections.abc import Iterator

from convanim.drawing import cell_text, cells, hotspots, key
from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Corner, Panel
from convanim.drawing.plane import Plane
from convanim.drawing.subject import Subject
from convanim.layers.layer import Layer
from convanim.options import numbers
from convanim.scene.items import Item, Spot, Style
from convanim.scene.timeline import ALWAYS, Walk, over
from convanim.style.tints import letters_on
from convanim.views.linked import content as content_
from convanim.views.linked import gather, given, matrix_row, on_card, stamps, words
from convanim.views.linked.content import Content
from convanim.views.linked.placing import Plan, placed, readings
from convanim.views.linked.table import Table

OPTIONS = numbers.ALWAYS
STEPS_ARE_OUTPUTS = True
HOLD_MS = (1500, 1500)
CELL = 37


def fits(layer: Layer) -> bool:
    """Layers whose input cells put the kernel on the output."""
    return layer.definition.SCATTERS and layer.dim in (1, 2)


def walk(layer: Layer) -> Walk:
    """A step for each output element."""
    return over(layer.output_size)


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    zeros = described.zeros()
    return [
        described.say("linked", steps=described.steps(described.layer.steps_count)),
        described.say("gather_spread", places=zeros) if zeros else described.say("gather"),
        described.say("scatter_reading"),
        described.say("matrix_reading"),
    ]


def panel(subject: Subject, cell_px: int) -> Panel:
    """The readings, the table of their sums, and the output; raises ConvanimError where cells would be dots."""
    content_.refuse_large(subject.layer)
    content = Content(subject, cell_px)
    if subject.card:
        return on_card.panel(content)
    table = Table(content)
    rows, columns = subject.layer.axes
    plan = placed(content, table)

    def spots(corner: Corner) -> list[Spot]:
        moved = plan.moved(corner)
        found = hotspots.input_and_output_spots(subject.layer, moved.gather, moved.output)
        return [*found, *hotspots.value_spots(subject.layer, moved.given[0])]

    return Panel(
        plan.width,
        plan.height,
        lambda corner: _items(plan.moved(corner), content, table),
        spots,
        title=words.title(content),
        subline=words.subline(content),
        legend=key.entries(subject.layer, rows, columns, subject.language),
        parts=readings(plan, content),
    )


def _items(plan: Plan, content: Content, table: Table) -> Iterator[Item]:
    """All of it; what never changes comes first where nothing lies on it, and is painted once."""
    apart = [
        *given.items(plan.given, content),
        *words.headings(plan.heads, content),
        *table.items(*plan.table),
        *gather.areas(plan.gather, content),
    ]
    yield from (item for item in apart if item.stop == ALWAYS and item.start == 0)
    yield from (item for item in apart if item.stop != ALWAYS or item.start)
    yield from gather.items(plan.gather, content)
    yield from stamps.items(plan.stamps, content)
    yield from matrix_row.items(plan.matrix, content)
    yield from _output(plan.output, content)


def _output(plane: Plane, content: Content) -> Iterator[Item]:
    """The output, which fills as it is computed, and the outline of the cell of the step."""
    rows, columns = content.layer.output_size
    fill = content.theme.looks["output"].fill or "paper"
    timeline, cell = content.subject.timeline, cells.shape(plane, [0], [0])
    yield Item(cells.block(plane, rows, columns), *plane(0, 0), Style(fill="paper"), 0, ALWAYS)
    for number, step in enumerate(content.steps):
        yield Item(cell, *plane(*step.output), Style(fill=fill), *timeline.since(number))
    yield from cells.lattice(plane, range(rows), range(columns))
    for number, step in enumerate(content.steps):
        yield Item(cell, *plane(*step.output), cells.now_line(plane.cell_px), *timeline.span(number))
    for number, step in enumerate(content.steps):
        text, role = content.result_text(number), letters_on(fill)
        yield from cell_text.middle(plane, step.output, text, *timeline.since(number), role)
    if content.subject.named:
        name = words.output_name(content)
        yield from name.items(plane.x - 0.5, plane.y - 10 * content.scale, content.scale)
