"""A layer of one dimension: the output above the input, and the kernel between them, in its place over what it reads.

Each weight stands over the cell that it meets, so the products of a step need no plane of their own: they are written
as one sum below. In a theme that is ``published`` the rows are those of old: a shade, lines, and an output full from
the start.
"""

from collections.abc import Iterator

from convanim.drawing import hotspots, key
from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Corner, Panel
from convanim.drawing.subject import Subject
from convanim.layers.layer import Layer
from convanim.options import numbers
from convanim.scene.items import Item
from convanim.scene.timeline import Walk, over
from convanim.views.rows import moving, standing, sums, words
from convanim.views.rows.content import Content
from convanim.views.rows.placing import Plan, placed

OPTIONS = numbers.ALL
STEPS_ARE_OUTPUTS = True
HOLD_MS = (0, 0)
CELL = 38


def fits(layer: Layer) -> bool:
    """All layers of one dimension."""
    return layer.dim == 1


def walk(layer: Layer) -> Walk:
    """A step for each output element."""
    return over(layer.output_size)


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    return described.window()


def panel(subject: Subject, cell_px: int) -> Panel:
    """The rows with their names to the left, the notes on the input below it, and the sum of each step."""
    content = Content(subject, cell_px)
    rows, columns = subject.layer.axes
    plan = placed(content)

    def items(corner: Corner) -> Iterator[Item]:
        yield from _items(plan.moved(corner), content)

    return Panel(
        plan.width,
        plan.height,
        items,
        lambda corner: hotspots.input_and_output_spots(
            subject.layer, plan.moved(corner).input, plan.moved(corner).output
        ),
        title=words.title(content),
        # On a narrow page the rows stand without the names beside them.
        parts=[(plan.left, 0, plan.rows, plan.height)],
        legend=key.entries(subject.layer, rows, columns, subject.language),
    )


def _items(plan: Plan, content: Content) -> Iterator[Item]:
    yield from standing.areas(plan, content)
    yield from moving.items(plan, content)
    yield from standing.digits(plan, content)
    yield from words.items(plan, content)
    yield from sums.items(plan, content)
