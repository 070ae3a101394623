"""Numbers: input with its border, kernel and output side by side, seen from above.

For each step the weights stand small in the cells that they meet, the result stays in its cell, and the sum is
written out below: 1·3 + 0·2 + … = 17.
"""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import cell_text, cells, hotspots
from convanim.drawing.alt_text import Described
from convanim.drawing.captions import Captions, font_size, legend_entries
from convanim.drawing.plane import Plane, flat
from convanim.geometry.steps import Step, crossing
from convanim.layers import values
from convanim.layers.labels import Labels
from convanim.layers.layer import Layer
from convanim.layers.operations import WrittenSum
from convanim.layers.planar import PlanarLayer
from convanim.layers.values import Numbers
from convanim.scene.items import Item, Scene, Spot, Style, Text
from convanim.scene.timeline import ALWAYS, between
from convanim.style.number_text import Notation
from convanim.style.text_metrics import text_width
from convanim.style.tints import WASH, letters_on
from convanim.views import NUMBERED
from convanim.views._subject import Subject

NUMBERS = NUMBERED
HOLD_MS = (1500, 1500)
MARGIN = 0.3
"""Blank paper around the picture, in units."""
GAP = 1.0
"""Units between two planes."""
NARROWEST = 22
"""Ems of the line in which the sum is written, at the least."""


def fits(layer: Layer) -> bool:
    """All layers of one or two dimensions."""
    return layer.dim in (1, 2)


def steps(layer: Layer) -> int:
    """One for each output element."""
    return layer.steps_count


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    written = "written_sums" if described.layer.definition.HAS_WEIGHTS else "written_results"
    return [*described.window(), described.say(written)]


def extent(layer: PlanarLayer) -> tuple[float, float]:
    """Width and height of the page in units, words apart."""
    wide = sum(columns for _, columns in _sizes(layer)) + GAP * (len(_sizes(layer)) - 1)
    return wide + 2 * MARGIN, max(rows for rows, _ in _sizes(layer)) + 2 * MARGIN


class _Page(NamedTuple):
    width: int
    height: int
    margin: int
    captions: Captions
    input: Plane
    kernel: Plane | None
    output: Plane
    titles: list[Item]
    sum_baseline: float


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    page = _layout(subject, cell_px)
    found = subject.numbers()
    items = list(page.captions.items(page.margin, page.margin, page.height - page.margin))
    items += page.titles
    items += _still_cells(page, subject)
    steps = list(enumerate(subject.layer.steps(limit=False)))
    for number, step in steps:
        items += _sliding(page, subject, number, step)
    # Numbers come last: a window that lay over them would take their contrast.
    notation = Notation(cell_text.room(page.input.cell_px))
    items += _still_numbers(page, subject, found, notation)
    for number, step in steps:
        items += _step(page, subject, found, notation, number, step)
    return Scene(page.width, page.height, items, subject.timeline.durations_ms, subject.timeline.stills)


def spots(subject: Subject, cell_px: int) -> list[Spot]:
    """The cells of the input and of the output, on the page that ``draw`` makes."""
    page = _layout(subject, cell_px)
    return [
        *hotspots.input_spots(subject.layer, page.input),
        *hotspots.output_spots(subject.layer, page.output),
    ]


def sum_in_words(written: WrittenSum, result: float, notation: Notation, most: float, size: float) -> str:
    """What the layer computes in a step, written out; what does not fit into ``most`` pixels is an ellipsis.

    It is equal, or near where the numbers that stand there make another result.
    """
    end = f"{written.closing} {notation.relation(written.seen, result)} {notation.write(result)}"
    for shown in range(len(written.terms), -1, -1):
        left_out = ["…"] if shown < len(written.terms) else []
        text = written.opening + written.between.join([*written.terms[:shown], *left_out]) + end
        if text_width(text, size) <= most:
            return text
    return end.removeprefix(")").strip()


def _sizes(layer: PlanarLayer) -> list[tuple[int, int]]:
    """(rows, columns) of the planes, from left to right."""
    rows, columns = layer.axes
    kernel = [layer.kernel_size] if layer.definition.HAS_WEIGHTS else []
    return [(len(rows.positions), len(columns.positions)), *kernel, layer.output_size]


def _layout(subject: Subject, cell_px: int) -> _Page:
    layer = subject.layer
    rows, columns = layer.axes
    sizes = _sizes(layer)
    size = font_size(cell_px)
    wide = round((extent(layer)[0] - 2 * MARGIN) * cell_px)
    high = max(each for each, _ in sizes) * cell_px
    margin = round(MARGIN * cell_px) + 1
    told = subject.labels or Labels()
    labels = told._replace(input="", output="")
    legend = legend_entries(layer, rows, columns, subject.language) if subject.legend else []
    captions = Captions(labels, legend, subject.theme, cell_px, max(wide, NARROWEST * size))
    width = round(max(wide, captions.width, NARROWEST * size)) + 2 * margin
    top = margin + captions.above + (captions.line if told.input else 0)
    height = top + high + 2 * captions.line + captions.below + margin

    names = [told.input, *([told.kernel] if len(sizes) == 3 else []), told.output]
    planes, titles = [], []
    x = round((width - wide) / 2)
    for name, (plane_rows, plane_columns) in zip(names, sizes, strict=True):
        y = top + round((high - plane_rows * cell_px) / 2)
        planes.append(flat(cell_px).moved(x, y))
        if name:
            titles.append(_title(name, x, plane_columns, y, cell_px))
        x += round((plane_columns + GAP) * cell_px)
    first = planes[0].moved(-columns.positions.start * cell_px, -rows.positions.start * cell_px)
    sum_baseline = top + high + 1.35 * captions.line
    kernel = planes[1] if len(planes) == 3 else None
    return _Page(width, height, margin, captions, first, kernel, planes[-1], titles, sum_baseline)


def _title(name: str, x: float, columns: int, y: float, cell_px: int) -> Item:
    size = font_size(cell_px)
    # A narrow plane's title may reach into the gaps beside it.
    most = (columns + 0.85 * GAP) * cell_px
    text = Text(name, size, "middle", most)
    return Item(text, x + columns * cell_px / 2, y - 0.45 * size, Style(fill="ink"), 0, ALWAYS)


def _still_cells(page: _Page, subject: Subject) -> Iterator[Item]:
    """The planes, which are there before the first step."""
    layer, theme = subject.layer, subject.theme
    rows, columns = layer.axes
    outline = cells.solid(page.input.cell_px)
    yield from cells.input_cells(page.input, rows, columns, theme, mark_share=0.3)
    if page.kernel is not None:
        high, wide = layer.kernel_size
        yield from cells.sheet(page.kernel, range(high), range(wide), outline._replace(fill=WASH))
    result = outline._replace(fill=theme.looks["output"].fill)
    yield from cells.sheet(page.output, range(layer.output_size[0]), range(layer.output_size[1]), result)


def _still_numbers(page: _Page, subject: Subject, found: Numbers, notation: Notation) -> Iterator[Item]:
    """Values and weights."""
    layer = subject.layer
    rows, columns = layer.axes
    for row in rows.positions:
        for column in columns.positions:
            text = _cell_text(layer, found, notation, row, column)
            role = _letters_at(subject, row, column)
            yield from cell_text.middle(page.input, (row, column), text, 0, ALWAYS, role)
    if page.kernel is not None and found.weights is not None:
        for row in range(layer.kernel_size[0]):
            for column in range(layer.kernel_size[1]):
                text = notation.write(found.weights[row, column])
                role = letters_on("paper", WASH)
                yield from cell_text.middle(page.kernel, (row, column), text, 0, ALWAYS, role)


def _letters_at(subject: Subject, row: int, column: int) -> str:
    """The role of what is written at a place of the input plane, whether the window is there or not."""
    rows, columns = subject.layer.axes
    kind = crossing(rows.place(row).kind, columns.place(column).kind)
    return letters_on(subject.theme.looks[kind].fill or "paper", WASH)


def _cell_text(layer: PlanarLayer, found: Numbers, notation: Notation, row: int, column: int) -> str:
    """What stands in a cell of the input plane, border included."""
    down, across = layer.axes[0].place(row).source, layer.axes[1].place(column).source
    if down is not None and across is not None:
        return notation.write(found.input[down, across])
    rows, columns = layer.axes
    beyond = "extra" in (rows.place(row).kind, columns.place(column).kind)
    # What rounding up adds is nothing at all; what output_padding adds is a zero.
    return "" if beyond and layer.ceil_mode else layer.border_sign


def _sliding(page: _Page, subject: Subject, number: int, step: Step) -> Iterator[Item]:
    """The window and the shaded output cell, which glide to the next step."""
    layer = subject.layer
    rows, columns = layer.axes
    window = cells.shape(
        page.input,
        range(0, rows.effective_kernel_size, rows.dilation),
        range(0, columns.effective_kernel_size, columns.dilation),
    )
    shaded = cells.solid(page.input.cell_px)._replace(fill=WASH)
    following = min(number + 1, layer.steps_count - 1)
    there = divmod(following, layer.output_size[1])
    for moment in subject.timeline.moments(number):
        row, column = between(step.output, there, moment.share)
        start = row * rows.stride - rows.before, column * columns.stride - columns.before
        yield Item(window, *page.input(*start), shaded, moment.start, moment.stop)
        yield Item(cells.shape(page.output, [0], [0]), *page.output(row, column), shaded, moment.start, moment.stop)


def _step(page: _Page, subject: Subject, found: Numbers, notation: Notation, number: int, step: Step) -> Iterator[Item]:
    """The numbers of a step: weights in the window, the sum, and the result, which stays."""
    layer = subject.layer
    rows, columns = layer.axes
    start, stop = subject.timeline.span(number)
    rest = start, start + 1
    terms = values.terms(found, step)
    best = layer.definition.winner(terms)
    for term, tap in enumerate(step.taps):
        place = rows.tap_position(step.output[0], tap.kernel[0]), columns.tap_position(step.output[1], tap.kernel[1])
        if found.weights is not None:
            text, role = notation.write(values.weight(found, tap)), _letters_at(subject, *place)
            yield from cell_text.corner(page.input, place, text, *rest, role)
        if term == best:
            ring = Style(stroke="accent", width=cells.line_width(0.09, page.input.cell_px))
            yield Item(cells.shape(page.input, [0], [0]), *page.input(*place), ring, *rest)
    result = found.output[step.output]
    role = letters_on(subject.theme.looks["output"].fill or "paper", WASH)
    yield from cell_text.middle(page.output, step.output, notation.write(result), start, ALWAYS, role)
    size = font_size(page.input.cell_px)
    written = layer.definition.written_sum(terms, layer.divisor(step), notation)
    text = sum_in_words(written, result, notation, page.width - 2 * page.margin, size)
    yield Item(Text(text, size), page.margin, page.sum_baseline, Style(fill="ink"), start, stop)
