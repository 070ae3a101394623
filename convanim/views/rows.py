"""A layer of one dimension: a row of output cells above a row of input cells, tied by lines.

For each step the cells that the window reads are shaded, and a line goes up from each of them.
"""

from collections.abc import Iterator

from convanim import cells
from convanim.captions import Captions, legend_entries
from convanim.cells import Plane
from convanim.geometry import Axis
from convanim.scene import Item, Path, Scene, Style
from convanim.views import Subject

MARGIN = 0.3
"""Blank paper around the picture, in units."""
GAP = 2
"""Units between the rows."""


def extent(rows: Axis, columns: Axis) -> tuple[float, float]:
    """Width and height of the page in units, words apart."""
    first, last = _ends(columns)
    return last - first + 2 * MARGIN, 2 + GAP + _dip(columns) + 2 * MARGIN


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    rows, columns = subject.layer.axes
    first, last = _ends(columns)
    wide, high = (last - first) * cell_px, round((2 + GAP + _dip(columns)) * cell_px)
    margin = round(MARGIN * cell_px) + 1
    legend = legend_entries(subject.layer, rows, columns) if subject.legend else []
    captions = Captions(subject.labels, legend, subject.theme, cell_px, wide)
    page_width = round(max(wide, captions.width)) + 2 * margin
    page_height = high + 2 * margin + captions.above + captions.below
    left, top = round((page_width - wide) / 2 - first * cell_px), margin + captions.above

    above = cells.flat(cell_px).moved(left + round(_shift(columns) * cell_px), top)
    below = cells.flat(cell_px).moved(left, top + (1 + GAP) * cell_px)
    items = list(captions.items(margin, margin, page_height - margin))
    items += _picture(below, above, subject)
    return Scene(page_width, page_height, items, [subject.step_ms] * subject.layer.steps_count)


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
    for frame in range(columns.output_size):
        span = frame, frame + 1
        start = columns.window_start(frame)
        yield Item(window, *below(0, start), shaded, *span)
        yield Item(cell, *above(0, frame), shaded, *span)
        middle = above(1, frame + 0.5)
        read = range(start, start + columns.effective_kernel_size, columns.dilation)
        ties = tuple((below(0, position + 0.5), middle) for position in read)
        yield Item(Path(ties, closed=False), 0, 0, thin, *span)
        yield from _copies(below, columns, read, frame)


def _copies(plane: Plane, columns: Axis, read: range, frame: int) -> Iterator[Item]:
    """Bows below the row, from the border cells that are read to the cells that they copy."""
    width = cells.line_width(0.03, plane.cell_px)
    style = Style(stroke="copy", width=width)
    bows = [
        (position, source)
        for position in read
        if (source := columns.place(position).source) is not None and columns.place(position).kind == "padding"
    ]
    for level, (position, source) in enumerate(bows):
        down = 1.2 + 0.35 * level / max(len(bows) - 1, 1)
        start, end = plane(1, position + 0.5), plane(1, source + 0.5)
        corner, turn = plane(down, position + 0.5), plane(down, source + 0.5)
        yield Item(Path(((start, corner), (corner, turn)), closed=False), 0, 0, style, frame, frame + 1)
        for path, drawn in cells.arrows([(turn, end)], style, 0.16 * plane.cell_px):
            yield Item(path, 0, 0, drawn, frame, frame + 1)
