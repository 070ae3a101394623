"""A layer as a matrix: the kernel unrolled to rows, the input to a column, multiplied row by row, and folded back.

Small planes beside the matrix show which window each row is.
"""

from collections.abc import Iterator

from convanim.drawing import hotspots
from convanim.drawing.alt_text import Described
from convanim.drawing.captions import legend_entries
from convanim.drawing.panel import Corner, Panel
from convanim.drawing.subject import Subject
from convanim.layers import matrix
from convanim.layers.layer import Layer
from convanim.scene.items import Item, Spot
from convanim.views.matrix.parts import row_groups, steps_back
from convanim.views.matrix.placing import Placing
from convanim.views.matrix.product import Film
from convanim.views.matrix.round_trip import RoundTrip

NUMBERS = {
    **dict.fromkeys(("values", "weights", "seed"), ("numbers", "round_trip")),
    **dict.fromkeys(("flip", "numbers", "round_trip"), ()),
}
HOLD_MS = (1500, 1500)


def fits(layer: Layer) -> bool:
    """Layers with weights."""
    return layer.definition.HAS_WEIGHTS and layer.dim in (1, 2)


def steps(layer: Layer, *, round_trip: bool = False) -> int:
    """The rows appear in a few steps; then the column, a step a row, and the folding.

    On the way back the matrix turns, and there is a step for each of its rows, which are the cells of the input, and
    the folding.
    """
    back = steps_back(layer) if round_trip else 0
    return len(row_groups(layer.steps_count)) + 1 + layer.steps_count + 1 + back


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    layer = described.layer
    rows, columns = matrix.size(layer)
    count = steps(layer, round_trip=described.round_trip)
    told = [described.say("matrix", matrix=f"{rows} × {columns}", steps=described.steps(count))]
    return [*told, described.say("matrix_back")] if described.round_trip else told


def panel(subject: Subject, cell_px: int) -> Panel:
    """Matrix, columns and small planes; raises ConvanimError for a matrix that fits no page."""
    layer, say = subject.layer, subject.language.say
    placing = Placing(subject, cell_px)

    def items(corner: Corner) -> Iterator[Item]:
        return (RoundTrip if subject.round_trip else Film)(subject, placing.placed(corner)).items()

    def spots(corner: Corner) -> list[Spot]:
        planes, first = placing.placed(corner), len(row_groups(layer.steps_count)) + 1
        found = hotspots.input_and_output_spots(layer, planes.input, planes.output)
        return [spot._replace(steps=tuple(step + first for step in spot.steps)) for spot in found]

    rows, columns = matrix.size(layer)
    name = say("matrix_and_back" if subject.round_trip else "matrix", size=f"{rows} × {columns}")
    return Panel(
        placing.width,
        placing.height,
        items,
        spots,
        labels=subject.labels._replace(output=name if subject.labels.output else "", input=""),
        legend=legend_entries(layer, *layer.axes, subject.language),
    )
