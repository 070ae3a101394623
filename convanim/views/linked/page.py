"""Where everything is on the page of the linked view."""

from typing import NamedTuple

from convanim.drawing.captions import Captions, legend_entries
from convanim.drawing.plane import Plane, flat
from convanim.errors import ConvanimError
from convanim.layers.labels import size as size_in_words
from convanim.layers.planar import PlanarLayer
from convanim.options.sizes import PlaneSize
from convanim.scene.items import Item
from convanim.views import _scatter_page
from convanim.views._subject import Subject

MARGIN = 0.3
"""Blank paper around the picture, in units."""
GAP = 1.2
"""Units between two readings."""
BOX, TALL_BOX = 7.0, 11.0
"""Units that a reading is wide or high at most, and that the matrix' row is high: cells shrink to fit.

All of them make a page of less than 30 units, which gets the largest cells, of 40 pixels.
"""
TERM = (1.15, 2.3)
"""(height, width) of a product in units, where it need not shrink."""
SUM = (1.0, 2.2)
"""(height, width) of a sum."""
SIGN = 0.6
"""Units between the columns of the matrix' row, for × and =."""
MOST_INPUTS, MOST_PLACES = 400, 100
"""Input cells in a column, and places in a row, that can still be told apart."""


def extent(layer: PlanarLayer) -> tuple[float, float]:
    """Width and height of the page in units, words apart; raises ConvanimError where cells would be dots."""
    rows, columns = layer.axes
    count = layer.input_size[0] * layer.input_size[1]
    shown = size_in_words(layer.own_index(layer.input_size))
    if count > MOST_INPUTS:
        raise ConvanimError(
            f"an input of {shown} makes a matrix of {count:,} columns, and linked has room for {MOST_INPUTS}.",
            "use a smaller input or the view scatter.",
        )
    places = max(len(rows.positions), len(columns.positions), *layer.output_size, *layer.kernel_size)
    if places > MOST_PLACES:
        raise ConvanimError(
            f"an input of {shown} is {places:,} cells wide or high when it is spread, "
            f"and linked has room for {MOST_PLACES}.",
            "use a smaller input, kernel or stride, or the view scatter.",
        )
    sizes = _sizes(layer)
    wide = sum(reading[1] for reading in sizes) + GAP * (len(sizes) - 1)
    return wide + 2 * MARGIN, max(reading[0] for reading in sizes) + GAP / 2 + SUM[0] + 2 * MARGIN


def _sizes(layer: PlanarLayer) -> tuple[tuple[float, float], ...]:
    """(height, width) of gathering, scattering, the matrix' row and the output, in units."""
    rows, columns = layer.axes
    places, count = (len(rows.positions), len(columns.positions)), layer.input_size[0] * layer.input_size[1]
    gather, planes, term, result = _shares(layer)
    both = (max(layer.input_size[0], layer.kernel_size[0]), layer.input_size[1] + layer.kernel_size[1] + 1)
    hits = _most_hits(layer)
    return (
        (gather * places[0], max(gather * places[1], SUM[1])),
        (planes * both[0] + GAP / 2 + term * TERM[0] * hits[0], max(planes * both[1], term * TERM[1] * hits[1])),
        (min(TALL_BOX, count), 3 + 2 * SIGN),
        (result * layer.output_size[0], max(result * layer.output_size[1], SUM[1])),
    )


def _shares(layer: PlanarLayer) -> tuple[float, float, float, float]:
    """How large the cells of the spread input, of input and kernel, of products and of the output are, in units."""
    rows, columns = layer.axes
    side_by_side = layer.input_size[1] + layer.kernel_size[1] + 1
    return (
        min(1.0, BOX / max(len(rows.positions), len(columns.positions))),
        min(1.0, BOX / side_by_side, BOX / max(layer.input_size[0], layer.kernel_size[0])),
        min(1.0, BOX / (TERM[1] * _most_hits(layer)[1]), BOX / (TERM[0] * _most_hits(layer)[0])),
        min(1.0, BOX / max(layer.output_size)),
    )


def _most_hits(layer: PlanarLayer) -> PlaneSize:
    """How many input cells (down, across) meet one output cell at most."""
    most = []
    for axis in layer.axes:
        read = [[axis.tap_position(output, k) for k in range(axis.kernel_size)] for output in range(axis.output_size)]
        most.append(max(sum(axis.place(each).kind == "input" for each in window) for window in read))
    return max(most[0], 1), max(most[1], 1)


class Page(NamedTuple):
    """Planes and words, in pixels."""

    width: int
    height: int
    margin: int
    captions: Captions
    spread: Plane
    """The input with its zeros; its place (0, 0) is the first value."""
    input: Plane
    kernel: Plane
    terms: Plane
    """For the products of scattering."""
    column: Plane
    """The matrix' row, upright; its cells may be lower than they are wide."""
    output: Plane
    sums: list[Plane]
    titles: list[Item]


def layout(subject: Subject, cell_px: int) -> Page:
    """The page of a figure at ``cell_px`` pixels a unit."""
    layer = subject.layer
    rows, columns = layer.axes
    wide, high = (round((each - 2 * MARGIN) * cell_px) for each in extent(layer))
    margin = round(MARGIN * cell_px) + 1
    told = subject.labels
    legend = legend_entries(layer, rows, columns, subject.language) if subject.legend else []
    captions = Captions(told._replace(output=""), legend, subject.theme, cell_px, wide)
    width = round(max(wide, captions.width)) + 2 * margin
    top = margin + captions.above + (captions.line if told.input else 0)
    height = top + high + captions.below + margin

    gather, planes, term, result = (max(1, int(share * cell_px)) for share in _shares(layer))
    slots, x = [], (width - wide) / 2
    for _, slot in _sizes(layer):
        slots.append((round(x), round(slot * cell_px)))
        x += (slot + GAP) * cell_px
    count = layer.input_size[0] * layer.input_size[1]

    def placed(nth: int, unit: int, y: float = 0) -> Plane:
        """A plane of cells of ``unit`` pixels, ``y`` pixels below the top of a slot."""
        return flat(unit).moved(slots[nth][0], round(top + y))

    input_ = placed(1, planes)
    line = max(1, int(min(1.0, TALL_BOX / count) * cell_px))
    sums = [
        placed(nth, cell_px, high - SUM[0] * cell_px).moved(round((slots[nth][1] - SUM[1] * cell_px) / 2), 0)
        for nth in range(3)
    ]
    readings_called = [subject.language.say(key) if told.input else "" for key in ("gather", "scatter")]
    titles: list[Item] = []
    for (left, slot), name in zip(slots, (*readings_called, "", told.output), strict=True):
        head = flat(cell_px).moved(left, top)
        titles += _scatter_page.title_of(head, slot + 0.85 * GAP * cell_px, name, name.partition(" ")[0])
    return Page(
        width,
        height,
        margin,
        captions,
        placed(0, gather).moved(-columns.positions.start * gather, -rows.positions.start * gather),
        input_,
        input_.moved((layer.input_size[1] + 1) * planes, 0),
        placed(1, term, max(layer.input_size[0], layer.kernel_size[0]) * planes + GAP / 2 * cell_px),
        placed(2, cell_px)._replace(down=(0, line)),
        placed(3, result),
        sums,
        titles,
    )
