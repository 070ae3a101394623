"""Where the parts of the matrix view stand: the matrix, the two columns, and the small planes beside or below them."""

import math
from typing import NamedTuple

from convanim.drawing.captions import Captions, font_size, legend_entries
from convanim.drawing.plane import Plane, flat
from convanim.errors import ConvanimError
from convanim.layers import matrix as unrolled
from convanim.layers.labels import Labels
from convanim.layers.planar import PlanarLayer
from convanim.options.sizes import PlaneSize
from convanim.style.text_metrics import SMALLEST, text_width
from convanim.views._subject import Subject

MARGIN = 0.3
"""Blank paper around the picture, in units."""
GAP = 1.4
"""From one small plane to the next, in their units."""
MOST = 256
"""Rows or columns of a matrix whose cells can be seen on a page."""
MAGNIFIED = 6.0
"""The cells of small planes are at most so many times as large as the matrix's, where there is room."""
LARGE_PX = 54
"""Pixels of a cell of a small plane, at the most, unless the matrix's are larger."""


class Title(NamedTuple):
    """The name of a small plane: its words, the plane's corner, and the pixels that they may be wide."""

    plane: str
    string: str
    x: float
    y: float
    most: float


class Product(NamedTuple):
    """A matrix, the column that it is multiplied with, and the column that comes out."""

    matrix: Plane
    factor: Plane
    result: Plane


class Page(NamedTuple):
    """The planes on the page, in pixels; those of the layer count from position (0, 0) of the input."""

    width: int
    height: int
    margin: int
    captions: Captions
    there: Product
    back: Product
    kernel: Plane
    input: Plane
    output: Plane
    returned: Plane
    titles: list[Title]
    title_size: int


class _Box(NamedTuple):
    """A rectangle of cells, from its corner."""

    rows: int
    columns: int
    x: float
    y: float


class _Plan(NamedTuple):
    """All of the page but the words, in units from the corner of the matrix."""

    magnified: float
    boxes: dict[str, _Box]
    width: float
    height: float


def refuse_large(layer: PlanarLayer) -> None:
    """Raise ConvanimError for a matrix that no page can show."""
    rows, columns = unrolled.size(layer)
    if max(rows, columns) > MOST:
        raise ConvanimError(
            f"the matrix has {rows:,} rows and {columns:,} columns, but no more than {MOST} of each fit a page.",
            "use a smaller input, or print it (convanim matrix).",
        )


def extent(layer: PlanarLayer, *, round_trip: bool) -> tuple[float, float]:
    """Width and height of the page in units, words apart."""
    refuse_large(layer)
    plan = _plan(layer, 0.0, MAGNIFIED, round_trip=round_trip)
    return plan.width + 2 * MARGIN, plan.height + 2 * MARGIN


def layout(subject: Subject, cell_px: int) -> Page:
    """The page of a figure."""
    layer = subject.layer
    refuse_large(layer)
    font = max(11, min(font_size(cell_px), round(0.9 * font_size(cell_px))))
    told = subject.labels or Labels()
    head = 1.5 * font / cell_px if told.output else 0.0
    most = max(1.0, min(LARGE_PX / cell_px, MAGNIFIED))
    plan = _plan(layer, head, most, round_trip=subject.round_trip)
    margin = round(MARGIN * cell_px) + 1
    rows, columns = layer.axes
    legend = legend_entries(layer, rows, columns, subject.language) if subject.legend else []
    size = unrolled.size(layer)
    matrix = subject.language.say("matrix_and_back" if subject.round_trip else "matrix", size=f"{size[0]} × {size[1]}")
    labels = told._replace(output=matrix if told.output else "", input="")
    wide, high = round(plan.width * cell_px), round(plan.height * cell_px)
    named = _named(told, subject.language.say("returned_other"))
    # A title may be wider than its plane.
    ends = [box.x * cell_px + text_width(named[name], font) for name, box in plan.boxes.items() if box.rows]
    wide = max(wide, round(max(ends)))
    captions = Captions(labels, legend, subject.theme, cell_px, wide)
    width = round(max(wide, captions.width)) + 2 * margin
    height = high + 2 * margin + captions.above + captions.below
    left, top = margin, margin + captions.above
    small = flat(max(1, round(cell_px * plan.magnified)))
    placed = {
        name: small.moved(left + round(box.x * cell_px), top + round(box.y * cell_px))
        for name, box in plan.boxes.items()
    }
    titles = _titles(named, plan, placed, left + wide + margin) if told.output else []
    start = -rows.positions.start, -columns.positions.start
    return Page(
        width,
        height,
        margin,
        captions,
        _product(size, cell_px, left, top),
        _product(size[::-1], cell_px, left, top),
        placed["kernel"],
        placed["input"].moved(start[1] * small.cell_px, start[0] * small.cell_px),
        placed["output"],
        placed["returned"],
        titles,
        font,
    )


def _named(labels: Labels, returned: str) -> dict[str, str]:
    return {
        "kernel": labels.kernel,
        "input": labels.input,
        "output": labels.output,
        "returned": returned,
    }


def _titles(named: dict[str, str], plan: _Plan, placed: dict[str, Plane], right: float) -> list[Title]:
    """The names above the small planes; one may reach to the next plane, or to the ``right`` end of the page."""
    found = []
    for name, plane in placed.items():
        box = plan.boxes[name]
        if not box.rows:
            continue
        neighbours = [placed[other].x for other, each in plan.boxes.items() if each.y == box.y and each.x > box.x]
        most = min(neighbours, default=right) - plane.x - 0.3 * plane.cell_px
        found.append(Title(name, named[name], plane.x, plane.y, most))
    return found


def gap(size: PlaneSize) -> float:
    """Units between a matrix and the columns, with room for a sign."""
    return max(1.15, 0.04 * max(size))


def _product(size: PlaneSize, cell_px: int, left: int, top: int) -> Product:
    plane = flat(cell_px).moved(left, top)
    factor = plane.moved(round((size[1] + gap(size)) * cell_px), 0)
    return Product(plane, factor, factor.moved(round((1 + gap(size)) * cell_px), 0))


def _plan(layer: PlanarLayer, head: float, most: float, *, round_trip: bool) -> _Plan:
    """The smaller of two pages: small planes below the matrix, or to the right of all."""
    if round_trip:
        return _beside(layer, head, most, round_trip=True)
    return min(
        _below(layer, head, most),
        _beside(layer, head, most, round_trip=False),
        key=lambda plan: plan.width * plan.height,
    )


def _below(layer: PlanarLayer, head: float, most: float) -> _Plan:
    matrix = unrolled.size(layer)
    free = max(matrix[1] - matrix[0] - 1 - head, 0.0)
    made = list(_sizes(layer).values())
    tall, long = max(size[0] for size in made), sum(size[1] for size in made) + GAP * (len(made) - 1)
    magnified = min(max(1.0, min(free / tall, matrix[1] / long)), most)
    boxes: dict[str, _Box] = {}
    x, y = 0.0, matrix[0] + 1 + head
    for name, size in _sizes(layer).items():
        boxes[name] = _Box(*size, x, y)
        x += (size[1] + GAP) * magnified
    boxes["returned"] = _Box(0, 0, 0.0, 0.0)
    product = matrix[1] + 2 + 2 * gap(matrix)
    planes = long * magnified
    # What reaches under the columns must stay below them.
    under = y if planes <= matrix[1] + 0.1 else max(y, max(matrix) + 1 + head)
    boxes = {name: box._replace(y=under) if box.rows else box for name, box in boxes.items()}
    return _Plan(magnified, boxes, max(product, planes), max(*matrix, under + tall * magnified))


def _beside(layer: PlanarLayer, head: float, most: float, *, round_trip: bool) -> _Plan:
    matrix = unrolled.size(layer)
    product = max(matrix[1], matrix[0] if round_trip else 0) + 2 + 2 * gap(matrix)
    sizes = _sizes(layer)
    tall = sum(size[0] for size in sizes.values())
    long = max(size[1] for size in sizes.values())
    wide = sizes["input"][1] + GAP + layer.input_size[1] if round_trip else float(long)
    free = max(matrix) - (len(sizes) - 1) * (0.6 + head) - head
    magnified = min(max(1.0, min(free / tall, 0.5 * product / max(wide, long))), most)
    boxes: dict[str, _Box] = {}
    x, y = product + GAP, head
    for name, size in sizes.items():
        boxes[name] = _Box(*size, x, y)
        y += size[0] * magnified + 0.6 + head
    boxes["returned"] = _Box(0, 0, 0.0, 0.0)
    if round_trip:
        shifted = x + (sizes["input"][1] + GAP) * magnified
        first = max(-layer.axes[0].positions.start, 0)
        boxes["returned"] = _Box(*layer.input_size, shifted, boxes["input"].y + first * magnified)
    return _Plan(magnified, boxes, x + max(wide, long) * magnified, max(*matrix, y - 0.6 - head))


def _sizes(layer: PlanarLayer) -> dict[str, PlaneSize]:
    rows, columns = layer.axes
    return {
        "kernel": layer.kernel_size,
        "input": (len(rows.positions), len(columns.positions)),
        "output": layer.output_size,
    }


def fitting_size(strings: list[str], cell_px: float, lines: int = 1) -> float | None:
    """Pixels of an em with which the widest of these words fits a cell; None where nobody could read it.

    ``lines`` of them stand one below the other.
    """
    widest = max((text_width(string, 1) for string in strings), default=1.0)
    size = min(TALLEST * cell_px, WIDEST * cell_px / widest, 0.9 * cell_px / lines)
    return int(2 * size) / 2 if size >= SMALLEST else None


def room(cell_px: float) -> float:
    """Pixels that a cell has for a number; without end where cells are so small that none is written."""
    return WIDEST * cell_px if TALLEST * cell_px >= SMALLEST else math.inf


TALLEST, WIDEST = 0.42, 0.88
"""Units that an em may have, and a word."""
