"""Numbers: input with its border, kernel and output side by side, seen from above.

For each step the weights stand small in the cells that they meet, the result stays in its cell, and the sum is
written out below: 1·3 + 0·2 + … = 17.
"""

from collections.abc import Iterator
from typing import NamedTuple

from convanim import cells, numbered, operations, pointing, values
from convanim.alt_text import Described
from convanim.captions import Captions, font_size, legend_entries
from convanim.cells import Plane
from convanim.geometry import Step
from convanim.layer import Layer
from convanim.lettering import text_width
from convanim.scene import Item, Scene, Spot, Style, Text
from convanim.timeline import between
from convanim.values import Numbers
from convanim.views import Subject
from convanim.words import Labels

OPERATIONS = operations.names()
DIMS = (1, 2)
HOLD_MS = (1500, 1500)
MARGIN = 0.3
"""Blank paper around the picture, in units."""
GAP = 1.0
"""Units between two planes."""
NARROWEST = 22
"""Ems of the line in which the sum is written, at the least."""


def steps(layer: Layer) -> int:
    """One for each output element."""
    return layer.steps_count


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    written = "written_results" if described.layer.operation.endswith("-pool") else "written_sums"
    return [*described.window(), described.say(written)]


def extent(layer: Layer) -> tuple[float, float]:
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
    items += _still_cells(page, subject, found)
    for number, step in enumerate(subject.layer.steps(limit=False)):
        items += _sliding(page, subject, number, step)
        items += _step(page, subject, found, number, step)
    return Scene(page.width, page.height, items, subject.timeline.durations_ms, subject.timeline.stills)


def spots(subject: Subject, cell_px: int) -> list[Spot]:
    """The cells of the input and of the output, on the page that ``draw`` makes."""
    page = _layout(subject, cell_px)
    return [
        *pointing.input_spots(subject.layer, page.input),
        *pointing.output_spots(subject.layer, page.output),
    ]


def sum_in_words(layer: Layer, found: Numbers, step: Step, most: float, size: float) -> str:
    """What the layer computes in a step, written out; what does not fit into ``most`` pixels is an ellipsis."""
    result = values.written(values.result(layer, found, step), 7)
    if layer.operation == "max-pool":
        terms = [values.written(values.value(found, tap), 6) if tap.input else "−∞" for tap in step.taps]
        return _fitting(terms, ", ", "max(", f") = {result}", most, size)
    if layer.operation == "avg-pool":
        terms = [values.written(values.value(found, tap), 6) for tap in layer.counted(step)]
        return _fitting(terms, " + ", "(", f") / {layer.divisor(step)} = {result}", most, size)
    terms = [
        f"{_factor(values.weight(found, tap), first=True)}·{_factor(values.value(found, tap))}" for tap in step.taps
    ]
    return _fitting(terms, " + ", "", f" = {result}", most, size)


def _factor(number: float, *, first: bool = False) -> str:
    text = values.written(number, 6)
    return text if first or number >= 0 else f"({text})"


def _fitting(terms: list[str], between_terms: str, start: str, end: str, most: float, size: float) -> str:
    for shown in range(len(terms), -1, -1):
        left_out = ["…"] if shown < len(terms) else []
        text = start + between_terms.join([*terms[:shown], *left_out]) + end
        if text_width(text, size) <= most:
            return text
    return end.removeprefix(")").strip()


def _sizes(layer: Layer) -> list[tuple[int, int]]:
    """(rows, columns) of the planes, from left to right."""
    rows, columns = layer.axes
    kernel = [layer.kernel_size] if layer.operation in ("conv", "transpose") else []
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
        planes.append(cells.flat(cell_px).moved(x, y))
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
    return Item(text, x + columns * cell_px / 2, y - 0.45 * size, Style(fill="ink"), 0, cells.ALWAYS)


def _still_cells(page: _Page, subject: Subject, found: Numbers) -> Iterator[Item]:
    """All that is there before the first step: planes, values and weights."""
    layer, theme = subject.layer, subject.theme
    rows, columns = layer.axes
    outline = cells.solid(page.input.cell_px)
    yield from cells.input_cells(page.input, rows, columns, theme, mark_share=0.3)
    readable = numbered.readable_on(theme, theme.looks["input"].fill or "paper")
    for row in rows.positions:
        for column in columns.positions:
            source = rows.place(row).source, columns.place(column).source
            kind_is_value = 0 <= row < rows.spread_size and 0 <= column < columns.spread_size and None not in source
            text = _cell_text(layer, found, source, row, column)
            yield from numbered.middle(
                page.input, (row, column), text, 0, cells.ALWAYS, readable if kind_is_value else "ink"
            )
    if page.kernel is not None and found.weights is not None:
        high, wide = layer.kernel_size
        yield from cells.sheet(page.kernel, range(high), range(wide), outline._replace(fill="shade"))
        role = numbered.readable_on(theme, "shade")
        for row in range(layer.kernel_size[0]):
            for column in range(layer.kernel_size[1]):
                text = numbered.number(float(found.weights[row, column]))
                yield from numbered.middle(page.kernel, (row, column), text, 0, cells.ALWAYS, role)
    result = outline._replace(fill=theme.looks["output"].fill)
    yield from cells.sheet(page.output, range(layer.output_size[0]), range(layer.output_size[1]), result)


def _cell_text(layer: Layer, found: Numbers, source: tuple[int | None, int | None], row: int, column: int) -> str:
    """What stands in a cell of the input plane, border included."""
    if source[0] is not None and source[1] is not None:
        return numbered.number(float(found.input[source]))
    rows, columns = layer.axes
    beyond = "extra" in (rows.place(row).kind, columns.place(column).kind)
    if layer.operation in ("max-pool", "avg-pool") and beyond:
        return ""
    return {"−∞": "−∞", "left out": ""}.get(layer.border, "0")


def _sliding(page: _Page, subject: Subject, number: int, step: Step) -> Iterator[Item]:
    """The window and the shaded output cell, which glide to the next step."""
    layer = subject.layer
    rows, columns = layer.axes
    window = cells.shape(
        page.input,
        range(0, rows.effective_kernel_size, rows.dilation),
        range(0, columns.effective_kernel_size, columns.dilation),
    )
    shaded = cells.solid(page.input.cell_px)._replace(fill="shade")
    following = min(number + 1, layer.steps_count - 1)
    there = divmod(following, layer.output_size[1])
    for moment in subject.timeline.moments(number):
        row, column = between(step.output, there, moment.share)
        start = row * rows.stride - rows.before, column * columns.stride - columns.before
        yield Item(window, *page.input(*start), shaded, moment.start, moment.stop)
        yield Item(cells.shape(page.output, [0], [0]), *page.output(row, column), shaded, moment.start, moment.stop)


def _step(page: _Page, subject: Subject, found: Numbers, number: int, step: Step) -> Iterator[Item]:
    """The numbers of a step: weights in the window, the sum, and the result, which stays."""
    layer, theme = subject.layer, subject.theme
    rows, columns = layer.axes
    start, stop = subject.timeline.span(number)
    rest = start, start + 1
    best = values.winner(found, step) if layer.operation == "max-pool" else None
    on_input = numbered.readable_on(theme, theme.looks["input"].fill or "paper", "shade")
    on_border = numbered.readable_on(theme, theme.looks["padding"].fill or "paper", "shade")
    for tap in step.taps:
        place = rows.tap_position(step.output[0], tap.kernel[0]), columns.tap_position(step.output[1], tap.kernel[1])
        role = on_input if tap.kind == "input" else on_border
        text = _cell_text(layer, found, (rows.place(place[0]).source, columns.place(place[1]).source), *place)
        yield from numbered.middle(page.input, place, text, *rest, role)
        if found.weights is not None:
            yield from numbered.corner(page.input, place, numbered.number(values.weight(found, tap)), *rest, role)
        if tap is best:
            ring = Style(stroke="accent", width=cells.line_width(0.09, page.input.cell_px))
            yield Item(cells.shape(page.input, [0], [0]), *page.input(*place), ring, *rest)
    result = numbered.number(float(found.output[step.output]))
    on_output = theme.looks["output"].fill or "paper"
    plain, shaded = numbered.readable_on(theme, on_output), numbered.readable_on(theme, on_output, "shade")
    yield from numbered.middle(page.output, step.output, result, start, start + 1, shaded)
    yield from numbered.middle(page.output, step.output, result, start + 1, cells.ALWAYS, plain)
    size = font_size(page.input.cell_px)
    text = sum_in_words(layer, found, step, page.width - 2 * page.margin, size)
    yield Item(Text(text, size), page.margin, page.sum_baseline, Style(fill="ink"), start, stop)
