"""A layer as a matrix: the kernel unrolled to rows, the input to a vector, multiplied row by row, and folded back.

Planes of the layer beside the matrix show which window each row is.
"""

from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.errors import ConvanimError
from convanim.layers import labels, matrix, operations
from convanim.layers.layer import Layer
from convanim.options.numbers import FLIP, SEED, VALUES, WEIGHTS
from convanim.options.sizes import Size
from convanim.scene.timeline import Walk
from convanim.views.matrix import _options, acts, returned, said
from convanim.views.matrix.lying import Lying
from convanim.views.matrix.on_card import OnCard
from convanim.views.matrix.round_trip import RoundTrip
from convanim.views.matrix.standing import Standing
from convanim.views.matrix.upright import Upright

OPTIONS = (
    *map(_options.with_numbers, (VALUES, WEIGHTS, SEED)),
    *(FLIP, _options.NUMBERS, _options.ROUND_TRIP, _options.VECTORS),
)
STEPS_ARE_OUTPUTS = False
HOLD_MS = (1500, 1500)
CELL = 38
HIGHEST = 0.95
"""How many times as high as wide a page may be: all of a matrix is to be seen at once."""
MOST = 256
"""Rows or columns of a matrix whose cells can be seen on a page."""


def fits(layer: Layer) -> bool:
    """Layers with weights."""
    return layer.definition.HAS_WEIGHTS and layer.dim in (1, 2)


def walk(layer: Layer, *, round_trip: bool = False, vectors: str = "row") -> Walk:
    """Some steps for each act before and after the rows, and one for each row.

    Of a round trip one for each row, and on the way back one for each column.
    """
    rows, columns = matrix.size(layer)
    if round_trip:
        # The way back tells more than the way there.
        return Walk(rows + columns, rows + columns, rows + 2 * columns // 3)
    film = acts.acts(layer)
    return Walk(film.steps, film.steps, film.first + rows // 2)


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    layer, round_trip = described.layer, described.own["round_trip"]
    rows, columns = matrix.size(layer)
    count = walk(layer, round_trip=round_trip).steps
    told = [described.say("matrix", matrix=f"{rows} × {columns}", steps=described.steps(count))]
    return [*told, described.say("matrix_back")] if round_trip else told


def panel(subject: Subject, cell_px: int) -> Panel:
    """Planes, matrix and vectors; raises ConvanimError for a matrix that fits no page."""
    refuse_large(subject.layer)
    if subject.own["round_trip"]:
        trip = RoundTrip(subject, cell_px)
        return Panel(
            trip.width,
            trip.height,
            trip.items,
            trip.spots,
            title=returned.title(subject, trip.found),
            subline=returned.subline(subject),
            formulas=returned.verdict(subject, trip.found),
            highest=HIGHEST,
            told=lambda sentences: said.way_back(subject, sentences),
        )
    rows, columns = matrix.size(subject.layer)
    # A transposed convolution stands beside the matrix that its own is turned from, whatever its shape.
    stands = subject.layer.definition.SCATTERS or rows > 1.5 * columns
    if subject.card:
        card = OnCard(subject, cell_px)
        return Panel(card.width, card.height, card.items, card.spots)
    layout = Standing if stands else Upright if subject.own["vectors"] == "column" else Lying
    drawn: Standing | Upright | Lying = layout(subject, cell_px)
    return Panel(
        drawn.width,
        drawn.height,
        drawn.items,
        drawn.spots,
        title=subject.say("unrolled.title", operation=_operation(subject)),
        remark=_remark(subject),
        highest=HIGHEST,
        told=lambda _: said.film(subject),
    )


def refuse_large(layer: Layer) -> None:
    """Raise ConvanimError for a matrix that no page can show."""
    rows, columns = matrix.size(layer)
    if max(rows, columns) > MOST:
        raise ConvanimError(
            f"the matrix has {rows:,} rows and {columns:,} columns, but no more than {MOST} of each fit a page.",
            "use a smaller input, or print it (convanim matrix).",
        )


def _operation(subject: Subject) -> str:
    return operations.words(subject.layer.operation, subject.language)["name"]


def _remark(subject: Subject) -> str:
    """Why the matrix has its size: ``4 rows = 2 · 2 outputs,  16 columns = 4 · 4 inputs``."""
    layer, spoken = subject.layer, subject.language
    rows, columns = matrix.size(layer)
    outputs, inputs = _product(layer.own.output_size), _product(layer.own.input_size)
    told = [
        subject.say("unrolled.outputs", counted=spoken.counted("unrolled.rows", rows), product=outputs),
        subject.say("unrolled.inputs", counted=spoken.counted("unrolled.columns", columns), product=inputs),
    ]
    return ",  ".join(told)


def _product(size: Size) -> str:
    return labels.size(size).replace("×", "·")
