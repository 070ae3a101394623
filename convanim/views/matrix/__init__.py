"""A layer as a matrix: the kernel unrolled to rows, the input to a column, multiplied row by row, and folded back.

Small planes beside the matrix show which window each row is.
"""

from convanim.drawing import hotspots
from convanim.drawing.alt_text import Described
from convanim.layers import matrix
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer
from convanim.scene.items import Scene, Spot
from convanim.views._subject import Subject
from convanim.views.matrix import page as _matrix_page
from convanim.views.matrix.parts import row_groups, steps_back
from convanim.views.matrix.product import Drawing
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


def extent(layer: PlanarLayer, *, round_trip: bool = False) -> tuple[float, float]:
    """Width and height of the page in units, words apart; raises ConvanimError for a matrix that fits no page."""
    return _matrix_page.extent(layer, round_trip=round_trip)


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    page = _matrix_page.layout(subject, cell_px)
    drawn = (RoundTrip if subject.round_trip else Drawing)(subject, page)
    items = [*page.captions.items(page.margin, page.margin, page.height - page.margin), *drawn.items()]
    return Scene(page.width, page.height, items, drawn.timeline.durations_ms, drawn.timeline.stills)


def spots(subject: Subject, cell_px: int) -> list[Spot]:
    """The cells of the input and of the output, on the page that ``draw`` makes."""
    page, first = _matrix_page.layout(subject, cell_px), len(row_groups(subject.layer.steps_count)) + 1
    found = [*hotspots.input_spots(subject.layer, page.input), *hotspots.output_spots(subject.layer, page.output)]
    return [spot._replace(steps=tuple(step + first for step in spot.steps)) for spot in found]
