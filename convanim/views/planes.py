"""Two planes in the projection of "A guide to convolution arithmetic": input below, output floating above.

For each step a shaded window on the input, four thin lines up to the output, and a shaded output cell; where the
border holds copies, arrows to the cells that they copy.
"""

from collections.abc import Iterator

from convanim.drawing import cells
from convanim.drawing.alt_text import Described
from convanim.drawing.captions import Captions, legend_entries
from convanim.drawing.plane import Plane, classic
from convanim.geometry.axis import Axis
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer
from convanim.scene.items import Item, Path, Point, Scene, Spot, Style
from convanim.scene.timeline import Moment, between
from convanim.views._page import Page
from convanim.views._subject import Subject

MARGIN = 0.3
"""Blank paper around the picture, in units."""
UNIT = 40
"""Pixels a unit for measuring."""


NUMBERS: dict[str, tuple[str, ...]] = {}
HOLD_MS = (0, 0)


def fits(layer: Layer) -> bool:
    """All layers of two dimensions."""
    return layer.dim == 2


def steps(layer: Layer) -> int:
    """One for each output element."""
    return layer.steps_count


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    return described.window()


def extent(layer: PlanarLayer) -> tuple[float, float]:
    """Width and height of the page in units, words apart."""
    rows, columns = layer.axes
    (left, top), (right, bottom) = _bounds(*_planes(rows, columns, UNIT), rows, columns)
    return (right - left) / UNIT + 2 * MARGIN, (bottom - top) / UNIT + 2 * MARGIN


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    page = _layout(subject, cell_px)
    return page.scene(subject, _picture(page.below, page.above, subject))


def spots(subject: Subject, cell_px: int) -> list[Spot]:
    """The cells of the input and of the output, on the page that ``draw`` makes."""
    return _layout(subject, cell_px).spots(subject)


def _layout(subject: Subject, cell_px: int) -> Page:
    rows, columns = subject.layer.axes
    below, above = _planes(rows, columns, cell_px)
    (left, top), (right, bottom) = _bounds(below, above, rows, columns)
    margin = round(MARGIN * cell_px) + 1
    legend = legend_entries(subject.layer, rows, columns, subject.language) if subject.legend else []
    captions = Captions(subject.labels, legend, subject.theme, cell_px, right - left)
    width = round(max(right - left, captions.width)) + 2 * margin
    height = round(bottom - top) + 2 * margin + captions.above + captions.below
    shift = round((width - (right - left)) / 2 - left), round(margin + captions.above - top)
    return Page(width, height, margin, captions, below.moved(*shift), above.moved(*shift))


def _planes(rows: Axis, columns: Axis, cell_px: int) -> tuple[Plane, Plane]:
    """The input's plane, and the output's with its near corner above the input's, a little to the left."""
    below = classic(cell_px)
    near_x, near_y = below(rows.positions.stop, columns.positions.start)
    own_x, own_y = below(rows.output_size, 0)
    lift = (len(rows.positions) + 1) * cell_px
    return below, below.moved(near_x - own_x - round(0.15 * cell_px), near_y - own_y - lift)


def _bounds(below: Plane, above: Plane, rows: Axis, columns: Axis) -> tuple[Point, Point]:
    """Top left and bottom right of both planes."""
    corners = (
        *below.block(rows.positions.start, columns.positions.start, len(rows.positions), len(columns.positions)),
        *above.block(0, 0, rows.output_size, columns.output_size),
    )
    x, y = zip(*corners, strict=True)
    return (min(x), min(y)), (max(x), max(y))


def _picture(below: Plane, above: Plane, subject: Subject) -> Iterator[Item]:
    rows, columns = subject.layer.axes
    outline, thin = cells.solid(below.cell_px), cells.thin(below.cell_px)
    shaded = outline._replace(fill="shade")
    places = [(row, column) for row in range(rows.output_size) for column in range(columns.output_size)]

    yield from cells.input_cells(below, rows, columns, subject.theme)
    window = cells.shape(
        below,
        range(0, rows.effective_kernel_size, rows.dilation),
        range(0, columns.effective_kernel_size, columns.dilation),
    )
    for step, place in enumerate(places):
        for moment in subject.timeline.moments(step):
            row, column = between(place, places[min(step + 1, len(places) - 1)], moment.share)
            start = row * rows.stride - rows.before, column * columns.stride - columns.before
            yield Item(window, *below(*start), shaded, moment.start, moment.stop)
            if rows.padding_mode != "zeros" and not moment.share:
                yield from _copies(below, rows, columns, place, moment)
            spanned = below.block(*start, rows.effective_kernel_size, columns.effective_kernel_size)
            ties = tuple(zip(spanned, above.block(row, column), strict=True))
            yield Item(Path(ties, closed=False), 0, 0, thin, moment.start, moment.stop)

    result = outline._replace(fill=subject.theme.looks["output"].fill)
    yield from cells.sheet(above, range(rows.output_size), range(columns.output_size), result)
    cell = cells.shape(above, [0], [0])
    for step, place in enumerate(places):
        for moment in subject.timeline.moments(step):
            at = between(place, places[min(step + 1, len(places) - 1)], moment.share)
            yield Item(cell, *above(*at), shaded, moment.start, moment.stop)


def _copies(plane: Plane, rows: Axis, columns: Axis, output: tuple[int, int], moment: Moment) -> Iterator[Item]:
    """Arrows from the border cells that the window reads to the input cells that they copy."""
    pairs = []
    for down in range(rows.kernel_size):
        for across in range(columns.kernel_size):
            here = rows.tap_position(output[0], down), columns.tap_position(output[1], across)
            source = rows.place(here[0]).source, columns.place(here[1]).source
            if source != here and source[0] is not None and source[1] is not None:
                pairs.append((_centre(plane, *here), _centre(plane, *source)))  # type: ignore[arg-type]
    style = Style(stroke="accent", width=cells.line_width(0.03, plane.cell_px))
    for path, drawn in cells.arrows(pairs, style, 0.16 * plane.cell_px):
        yield Item(path, 0, 0, drawn, moment.start, moment.stop)


def _centre(plane: Plane, row: int, column: int) -> Point:
    return plane(row + 0.5, column + 0.5)
