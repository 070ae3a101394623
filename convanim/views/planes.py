"""Two planes in the projection of "A guide to convolution arithmetic": input below, output floating above.

For each step a window on the input, four thin lines up to the output, and the cell of the output that it makes. Zeros
lie in the plane as what they are. In a theme that is ``published`` all is as the guide has it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import brackets, cells, key, lettering
from convanim.drawing.alt_text import Described
from convanim.drawing.hotspots import input_and_output_spots
from convanim.drawing.names import Name
from convanim.drawing.panel import Corner, Panel
from convanim.drawing.plane import Plane, classic
from convanim.drawing.subject import Subject
from convanim.geometry.axis import Axis
from convanim.layers.layer import Layer
from convanim.options.option import Option
from convanim.scene.items import Item, Path, Point, Style
from convanim.scene.timeline import ALWAYS, Moment, Walk, between, over
from convanim.views import _window_words

OPTIONS: tuple[Option, ...] = ()
STEPS_ARE_OUTPUTS = True
HOLD_MS = (0, 0)
CELL = 40
TOP = 14
"""Pixels above the planes, where there are words."""
ASIDE = 22
"""Pixels from a plane's right corner to its name."""
CLEAR, NOTE_FOOT = 12, 16
"""Pixels from the edge of the plane below to a name beside it, and from a plane's corner to the foot of its note."""
BETWEEN_NAMES = 26
"""Pixels between the last note of the window and the name of the input, at the least."""


def fits(layer: Layer) -> bool:
    """All layers of two dimensions."""
    return layer.dim == 2


def walk(layer: Layer) -> Walk:
    """A step for each output element."""
    return over(layer.output_size)


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    return described.window()


class _Label(NamedTuple):
    """A name and where it stands, from the panel's corner."""

    name: Name
    x: float
    baseline: float


def panel(subject: Subject, cell_px: int) -> Panel:
    """The input's plane, the output's floating above it, and their names to the right of them."""
    rows, columns = subject.layer.axes
    below, above = _planes(rows, columns, cell_px)
    (left, top), (right, bottom) = _bounds(below, above, rows, columns)
    scale = lettering.scale(cell_px)
    head = round(TOP * scale) if subject.words == "all" else 0
    below, above = (plane.moved(round(-left), round(head - top)) for plane in (below, above))
    labels = _labels(subject, below, above, scale) if subject.named else []
    counted = subject.words == "all" and not subject.theme.published
    foot = round(brackets.DEPTH * scale) if counted and cells.kinds(rows, columns) & {"padding", "inserted"} else 0
    ends = [label.x + label.name.width(scale) for label in labels]
    # Planes of very small cells are lower than the words beside them.
    feet = [label.baseline + (label.name.height() + 4) * scale for label in labels]

    def items(corner: Corner) -> Iterator[Item]:
        yield from _picture(below.moved(*corner), above.moved(*corner), subject)
        if counted:
            yield from brackets.along_fronts(below.moved(*corner), rows, columns, scale)
        for label in labels:
            yield from label.name.items(corner[0] + label.x, corner[1] + label.baseline, scale)
        if labels and subject.words == "all":
            output = labels[0]
            yield from _window_words.filled(subject, corner[0] + output.x, corner[1] + output.baseline, scale)

    return Panel(
        round(max(right - left, *ends, 0)),
        round(max(bottom - top + head + foot, *feet, 0)),
        items,
        lambda corner: input_and_output_spots(subject.layer, below.moved(*corner), above.moved(*corner)),
        legend=key.entries(subject.layer, rows, columns, subject.language),
        # On a narrow page the planes stand without the names beside them.
        parts=[(0, head, round(right - left), round(bottom - top) + foot)],
    )


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


def _labels(subject: Subject, below: Plane, above: Plane, scale: float) -> list[_Label]:
    """The names of output, window and input, each right of its plane's right corner."""
    rows, columns = subject.layer.axes
    full = subject.words == "all"
    output_x, output_y = above(rows.output_size, columns.output_size)
    input_x, input_y = below(rows.positions.stop, columns.positions.stop)
    output, window, input_ = _window_words.names(subject, notes=full)
    notes_foot = output_y + (NOTE_FOOT if full else 0) * scale
    x = max(output_x + ASIDE * scale, _right_edge(below, rows, columns, notes_foot) + CLEAR * scale)
    found = [_Label(output, x, output_y - 8 * scale)]
    input_baseline = input_y - 8 * scale
    if full:
        # The first line of the output's notes is written with the steps.
        beside = output_y - 8 * scale + 19 * scale + BETWEEN_NAMES * scale
        window_baseline = input_baseline - max(72, window.height() + BETWEEN_NAMES + 15) * scale
        if x + output.width(scale) > input_x and window_baseline < beside:
            window_baseline = beside
            input_baseline = max(input_baseline, beside + (window.height() + BETWEEN_NAMES + 15) * scale)
        found.append(_Label(window, input_x + ASIDE * scale, window_baseline))
    return [*found, _Label(input_, input_x + ASIDE * scale, input_baseline)]


def _right_edge(plane: Plane, rows: Axis, columns: Axis, y: float) -> float:
    """How far to the right a plane reaches above ``y``; nowhere where it begins below."""
    top_x, top_y = plane(rows.positions.start, columns.positions.stop)
    if y <= top_y:
        return 0.0
    right, down = plane.down
    return top_x + min((y - top_y) / down, len(rows.positions)) * right


def _picture(below: Plane, above: Plane, subject: Subject) -> Iterator[Item]:
    rows, columns = subject.layer.axes
    published = subject.theme.published
    yield from cells.input_cells(below, rows, columns, subject.theme)
    yield from _windows(below, above, subject)
    fill = subject.theme.looks["output"].fill
    if published:
        yield from cells.sheet(above, range(rows.output_size), range(columns.output_size), fill, published=True)
    else:
        yield Item(
            cells.block(above, rows.output_size, columns.output_size), *above(0, 0), Style(fill="paper"), 0, ALWAYS
        )
        cell = cells.shape(above, [0], [0])
        for step, place in enumerate(_places(rows, columns)):
            yield Item(cell, *above(*place), Style(fill=fill), *subject.timeline.since(step))
        yield from cells.lattice(above, range(rows.output_size), range(columns.output_size))
    yield from _current(above, subject)


def _places(rows: Axis, columns: Axis) -> list[tuple[int, int]]:
    return [(row, column) for row in range(rows.output_size) for column in range(columns.output_size)]


def _windows(below: Plane, above: Plane, subject: Subject) -> Iterator[Item]:
    """The window of each step, and the lines from its corners up to the cell that it makes."""
    rows, columns = subject.layer.axes
    published = subject.theme.published
    if published:
        taps = (range(0, axis.effective_kernel_size, axis.dilation) for axis in (rows, columns))
        shape, style = cells.shape(below, *taps), cells.published_line(below.cell_px)._replace(fill="shade")
        guide = Style(stroke="line", width=max(below.cell_px / 40, min(0.8, 0.1 * below.cell_px)))
    else:
        shape, style = cells.window(below, rows, columns), cells.now_line(below.cell_px)._replace(fill="shade")
        guide = Style(stroke="guide", width=1.25)
    for moment, (row, column) in _moments(subject):
        start = row * rows.stride - rows.before, column * columns.stride - columns.before
        yield Item(shape, *below(*start), style, *moment.span, moment.then)
        if rows.padding_mode != "zeros" and not moment.share:
            yield from _sources(below, rows, columns, (int(row), int(column)), moment, published=published)
        spanned = below.block(*start, rows.effective_kernel_size, columns.effective_kernel_size)
        ties = tuple(zip(spanned, above.block(row, column), strict=True))
        yield Item(Path(ties, closed=False), 0, 0, guide, *moment.span, moment.then)


def _current(above: Plane, subject: Subject) -> Iterator[Item]:
    """The cell that a step makes: shaded as published, else outlined."""
    if subject.theme.published:
        style = cells.published_line(above.cell_px)._replace(fill="shade")
    else:
        style = cells.now_line(above.cell_px)
    cell = cells.shape(above, [0], [0])
    for moment, place in _moments(subject):
        yield Item(cell, *above(*place), style, *moment.span, moment.then)


def _moments(subject: Subject) -> Iterator[tuple[Moment, tuple[float, float]]]:
    """All moments, and the output place where the window is then."""
    places = _places(*subject.layer.axes)
    for step, place in enumerate(places):
        following = places[min(step + 1, len(places) - 1)]
        for moment in subject.timeline.moments(step):
            yield moment, between(place, following, moment.share)


def _sources(
    plane: Plane, rows: Axis, columns: Axis, output: tuple[int, int], moment: Moment, *, published: bool
) -> Iterator[Item]:
    """Rings in the input cells whose copies the window reads in the border."""
    sources = set()
    for down in range(rows.kernel_size):
        for across in range(columns.kernel_size):
            here = rows.tap_position(output[0], down), columns.tap_position(output[1], across)
            source = rows.place(here[0]).source, columns.place(here[1]).source
            if source != here:
                sources.add(source)
    ring = Path((plane._replace(x=0, y=0).block(0.12, 0.12, 0.76, 0.76),))
    style = Style(stroke="ink" if published else "input_text", width=1.5)
    for row, column in sorted(sources):
        yield Item(ring, *plane(row, column), style, moment.start, moment.stop)  # type: ignore[arg-type]
