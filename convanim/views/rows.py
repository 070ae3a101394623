"""A layer of one dimension: a row of output cells above a row of input cells, tied by lines.

For each step the cells that the window reads are shaded, and a line goes up from each of them.
"""

from collections.abc import Iterator

from convanim.drawing import cells
from convanim.drawing.alt_text import Described
from convanim.drawing.captions import Captions, legend_entries
from convanim.drawing.plane import Plane, flat
from convanim.geometry.axis import Axis
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer
from convanim.scene.items import Item, Path, Scene, Spot, Style
from convanim.scene.timeline import Moment, between
from convanim.views._page import Page
from convanim.views._subject import Subject

MARGIN = 0.3
"""Blank paper around the picture, in units."""
GAP = 2
"""Units between the rows."""


NUMBERS: dict[str, tuple[str, ...]] = {}
HOLD_MS = (0, 0)


def fits(layer: Layer) -> bool:
    """All layers of one dimension."""
    return layer.dim == 1


def steps(layer: Layer) -> int:
    """One for each output element."""
    return layer.steps_count


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    return described.window()


def extent(layer: PlanarLayer) -> tuple[float, float]:
    """Width and height of the page in units, words apart."""
    _, columns = layer.axes
    first, last = _ends(columns)
    return last - first + 2 * MARGIN, 2 + GAP + _dip(columns) + 2 * MARGIN


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    page = _layout(subject, cell_px)
    return page.scene(subject, _picture(page.below, page.above, subject))


def spots(subject: Subject, cell_px: int) -> list[Spot]:
    """The cells of the input and of the output, on the page that ``draw`` makes."""
    return _layout(subject, cell_px).spots(subject)


def _layout(subject: Subject, cell_px: int) -> Page:
    rows, columns = subject.layer.axes
    first, last = _ends(columns)
    wide, high = (last - first) * cell_px, round((2 + GAP + _dip(columns)) * cell_px)
    margin = round(MARGIN * cell_px) + 1
    legend = legend_entries(subject.layer, rows, columns, subject.language) if subject.legend else []
    captions = Captions(subject.labels, legend, subject.theme, cell_px, wide)
    width = round(max(wide, captions.width)) + 2 * margin
    height = high + 2 * margin + captions.above + captions.below
    left, top = round((width - wide) / 2 - first * cell_px), margin + captions.above
    above = flat(cell_px).moved(left + round(_shift(columns) * cell_px), top)
    below = flat(cell_px).moved(left, top + (1 + GAP) * cell_px)
    return Page(width, height, margin, captions, below, above)


def _ends(columns: Axis) -> tuple[float, float]:
    shift = _shift(columns)
    return min(columns.positions.start, shift), max(columns.positions.stop, shift + columns.output_size)


def _shift(columns: Axis) -> float:
    """Where the output starts: its middle is above the middle of the input's values."""
    return (columns.spread_size - columns.output_size) / 2


def _dip(columns: Axis) -> float:
    """Room for the bows of copies, below the input."""
    return 0.0 if columns.padding_mode == "zeros" else 0.6


def _picture(below: Plane, above: Plane, subject: Subject) -> Iterator[Item]:
    rows, columns = subject.layer.axes
    outline, thin = cells.solid(below.cell_px), cells.thin(below.cell_px)
    shaded = outline._replace(fill="shade")

    yield from cells.input_cells(below, rows, columns, subject.theme)
    result = outline._replace(fill=subject.theme.looks["output"].fill)
    yield from cells.sheet(above, range(1), range(columns.output_size), result)
    window = cells.shape(below, [0], range(0, columns.effective_kernel_size, columns.dilation))
    cell = cells.shape(above, [0], [0])
    for step in range(columns.output_size):
        for moment in subject.timeline.moments(step):
            _, output = between((0, step), (0, min(step + 1, columns.output_size - 1)), moment.share)
            start = output * columns.stride - columns.before
            yield Item(window, *below(0, start), shaded, moment.start, moment.stop)
            yield Item(cell, *above(0, output), shaded, moment.start, moment.stop)
            middle = above(1, output + 0.5)
            ties = tuple((below(0, start + n * columns.dilation + 0.5), middle) for n in range(columns.kernel_size))
            yield Item(Path(ties, closed=False), 0, 0, thin, moment.start, moment.stop)
            if not moment.share:
                yield from _copies(below, columns, columns.window_start(step), moment)


def _copies(plane: Plane, columns: Axis, start: int, moment: Moment) -> Iterator[Item]:
    """Bows below the row, from the border cells that are read to the cells that they copy."""
    read = range(start, start + columns.effective_kernel_size, columns.dilation)
    width = cells.line_width(0.03, plane.cell_px)
    style = Style(stroke="accent", width=width)
    bows = [
        (position, source)
        for position in read
        if (source := columns.place(position).source) is not None and columns.place(position).kind == "padding"
    ]
    for level, (position, source) in enumerate(bows):
        down = 1.2 + 0.35 * level / max(len(bows) - 1, 1)
        begin, end = plane(1, position + 0.5), plane(1, source + 0.5)
        corner, turn = plane(down, position + 0.5), plane(down, source + 0.5)
        yield Item(Path(((begin, corner), (corner, turn)), closed=False), 0, 0, style, moment.start, moment.stop)
        for path, drawn in cells.arrows([(turn, end)], style, 0.16 * plane.cell_px):
            yield Item(path, 0, 0, drawn, moment.start, moment.stop)
