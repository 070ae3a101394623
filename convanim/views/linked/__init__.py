"""Three readings of one transposed convolution, side by side, on the same numbers and the same output cell.

Gather: the kernel, turned around, meets the input with zeros inserted. Scatter: the stamps that hit the cell, which
input cells times which weights, added one by one. Matrix: a row of the transposed matrix times the input as a column.
"""

import itertools
from collections.abc import Iterator

from convanim.drawing import cell_text, cells, hotspots
from convanim.drawing.alt_text import Described
from convanim.drawing.captions import font_size
from convanim.drawing.plane import Plane, flat
from convanim.geometry.steps import Step, Tap, crossing
from convanim.layers import scatter, values
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer
from convanim.layers.values import Numbers
from convanim.scene.items import Item, Path, Scene, Spot, Style, Text
from convanim.scene.timeline import ALWAYS, between
from convanim.style.number_text import SMALLEST_PX, Notation, total
from convanim.style.text_metrics import SMALLEST, text_width
from convanim.style.tints import letters_on, quiet_on, shade
from convanim.views import NUMBERED, _scatter_page
from convanim.views._subject import Subject
from convanim.views.linked import page as _linked_page
from convanim.views.linked.page import GAP, SIGN, SUM, TERM, Page

NUMBERS = NUMBERED
HOLD_MS = (1500, 1500)

SMALLEST_LINE = 6
"""Pixels of a row of the matrix below which there are no lines between the rows."""
USED_SHARE = 0.25


def fits(layer: Layer) -> bool:
    """Layers whose input cells put the kernel on the output."""
    return layer.definition.SCATTERS and layer.dim in (1, 2)


def steps(layer: Layer) -> int:
    """One for each output element."""
    return layer.steps_count


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    zeros = described.zeros()
    return [
        described.say("linked", steps=described.steps(described.layer.steps_count)),
        described.say("gather_spread", places=zeros) if zeros else described.say("gather"),
        described.say("scatter_reading"),
        described.say("matrix_reading"),
    ]


def extent(layer: PlanarLayer) -> tuple[float, float]:
    """Width and height of the page in units, words apart; raises ConvanimError where cells would be dots."""
    return _linked_page.extent(layer)


def draw(subject: Subject, cell_px: int) -> Scene:
    """The scene of a figure at ``cell_px`` pixels a unit."""
    page, found = _linked_page.layout(subject, cell_px), subject.numbers()
    reader = _Reader(page, subject, found)
    items = list(page.captions.items(page.margin, page.margin, page.height - page.margin))
    items += page.titles
    items += reader.still()
    for number, step in enumerate(subject.layer.steps(limit=False)):
        items += reader.step(number, step)
    return Scene(page.width, page.height, items, subject.timeline.durations_ms, subject.timeline.stills)


def spots(subject: Subject, cell_px: int) -> list[Spot]:
    """The cells of the input and of the output, on the page that ``draw`` makes."""
    page = _linked_page.layout(subject, cell_px)
    return [*hotspots.input_spots(subject.layer, page.spread), *hotspots.output_spots(subject.layer, page.output)]


class _Reader:
    """Draws the readings of a page, step by step."""

    def __init__(self, page: Page, subject: Subject, found: Numbers) -> None:
        self.page, self.subject, self.found = page, subject, found
        self.layer, self.theme = subject.layer, subject.theme
        self.written = subject.written is not False
        looks = subject.theme.looks
        self.fills = looks["input"].fill, looks["output"].fill or "paper"
        self.on_input, self.on_output = (letters_on(fill or "paper") for fill in self.fills)
        self.used = shade("accent", USED_SHARE)
        self.on_used = letters_on(self.used)
        self.notation = _notation(page)

    def still(self) -> Iterator[Item]:
        """All that is there before the first step."""
        page, layer = self.page, self.layer
        rows, columns = layer.axes
        yield from cells.input_cells(page.spread, rows, columns, self.theme, mark_share=0.3 if self.written else 1.0)
        for plane, size, fill in (
            (page.input, layer.input_size, self.fills[0]),
            (page.kernel, layer.kernel_size, self.used),
            (page.output, layer.output_size, self.fills[1]),
        ):
            yield from cells.sheet(
                plane, range(size[0]), range(size[1]), cells.solid(plane.cell_px)._replace(fill=fill)
            )
        for plane in page.sums:
            style = cells.solid(plane.cell_px)._replace(fill=self.fills[1])
            yield Item(Path((plane.block(0, 0, *SUM),)), 0, 0, style, 0, ALWAYS)
        yield from self._columns()
        if self.written:
            yield from self._still_numbers()

    def _columns(self) -> Iterator[Item]:
        """The matrix' row, the input and the products, upright."""
        plane = self.page.column
        order = scatter.inputs(self.layer)
        line = cells.solid(int(plane.down[1]))
        for nth, fill in enumerate((None, self.fills[0], None)):
            part = plane.moved(nth * (1 + SIGN) * plane.cell_px, 0)
            if plane.down[1] >= SMALLEST_LINE:
                yield from cells.sheet(part, range(len(order)), range(1), line._replace(fill=fill))
            else:
                style = cells.solid(plane.cell_px)._replace(fill=fill)
                yield Item(Path((part.block(0, 0, len(order)),)), 0, 0, style, 0, ALWAYS)
        size = font_size(plane.cell_px)
        for nth, sign in ((1, "×"), (2, self._equals() if self.written else "=")):
            x, y = plane(len(order) / 2, nth * (1 + SIGN) - SIGN / 2)
            yield Item(Text(sign, size, "middle"), x, y + 0.35 * size, Style(fill="ink"), 0, ALWAYS)

    def _equals(self) -> str:
        """``≈`` where any of the products is not what its factors make as they stand there."""
        assert self.found.weights is not None
        notation, factors = self.notation, itertools.product(self.found.input.values(), self.found.weights.values())
        pairs = set(factors)
        equal = all(notation.relation(notation.products([pair]), pair[0] * pair[1]) == "=" for pair in pairs)
        return "=" if equal else "≈"

    def _still_numbers(self) -> Iterator[Item]:
        rows, columns = self.layer.axes
        for row in rows.positions:
            for column in columns.positions:
                kinds = rows.place(row), columns.place(column)
                kind, text = crossing(kinds[0].kind, kinds[1].kind), "0"
                role = quiet_on(self.theme.looks[kind].fill or "paper")
                if kind == "input":
                    text = self.notation.write(self.found.input[kinds[0].source or 0, kinds[1].source or 0])
                    role = self.on_input
                yield from cell_text.middle(self.page.spread, (row, column), text, 0, ALWAYS, role)
        for nth, place in enumerate(scatter.inputs(self.layer)):
            text = self.notation.write(self.found.input[place])
            yield from cell_text.middle(self.page.input, place, text, 0, ALWAYS, self.on_input)
            yield from self._in_column(1, nth, text, (0, ALWAYS), self.on_input)
        assert self.found.weights is not None
        for row in range(self.layer.kernel_size[0]):
            for column in range(self.layer.kernel_size[1]):
                text = self.notation.write(self.found.weights[row, column])
                yield from cell_text.middle(self.page.kernel, (row, column), text, 0, ALWAYS, self.on_used)

    def step(self, number: int, step: Step) -> Iterator[Item]:
        """One output cell, read three times."""
        span = self.subject.timeline.span(number)
        # Stamps come in the order of the input; a gathering window meets it turned around.
        hits = sorted((tap for tap in step.taps if tap.input is not None), key=lambda tap: tap.input or (0, 0))
        yield from self._gather(number, step)
        yield from self._scatter(hits, span)
        yield from self._row(number, hits, span)
        results = (
            total(values.weight(self.found, tap) * values.value(self.found, tap) for tap in taps)
            for taps in (step.taps, hits, sorted(hits, key=lambda tap: tap.kernel))
        )
        if self.written:
            for plane, result in zip(self.page.sums, results, strict=True):
                size = 0.5 * plane.cell_px
                yield from _centred(plane, SUM, self.notation.write(result), size, span, self.on_output)
            text = self.notation.write(self.found.output[step.output])
            since = self.subject.timeline.since(number)
            yield from cell_text.middle(self.page.output, step.output, text, *since, self.on_output)

    def _gather(self, number: int, step: Step) -> Iterator[Item]:
        page, layer = self.page, self.layer
        rows, columns = layer.axes
        window = cells.shape(page.spread, *(range(0, axis.effective_kernel_size, axis.dilation) for axis in layer.axes))
        one = cells.shape(page.output, [0], [0])
        there = divmod(min(number + 1, layer.steps_count - 1), layer.output_size[1])
        for moment in self.subject.timeline.moments(number):
            row, column = between(step.output, there, moment.share)
            at = page.spread(row - rows.before, column - columns.before)
            yield Item(window, *at, _scatter_page.marked(page.spread.cell_px), moment.start, moment.stop)
            style = _scatter_page.marked(page.output.cell_px)
            yield Item(one, *page.output(row, column), style, moment.start, moment.stop)
        if not self.written:
            return
        start, _ = self.subject.timeline.span(number)
        for tap in step.taps:
            place = (
                rows.tap_position(step.output[0], tap.kernel[0]),
                columns.tap_position(step.output[1], tap.kernel[1]),
            )
            text = self.notation.write(values.weight(self.found, tap))
            role = letters_on(self.theme.looks[tap.kind].fill or "paper")
            yield from cell_text.corner(page.spread, place, text, start, start + 1, role)

    def _scatter(self, hits: list[Tap], span: tuple[int, int]) -> Iterator[Item]:
        """The input cells and weights that meet the output cell, and their products, one after the other."""
        page = self.page
        if not hits:
            return
        for plane, places in (
            (page.input, [tap.input or (0, 0) for tap in hits]),
            (page.kernel, [tap.kernel for tap in hits]),
        ):
            marked = _scatter_page.marked(plane.cell_px)
            yield Item(Path(tuple(plane.block(*place) for place in places)), 0, 0, marked, *span)
        unit, wide = page.terms.cell_px, len({tap.input[1] for tap in hits if tap.input})
        boxes = [page.terms.moved(n % wide * TERM[1] * unit, n // wide * TERM[0] * unit) for n in range(len(hits))]
        style = cells.thin(unit)._replace(fill=self.used)
        yield Item(Path(tuple(box.block(0, 0, *TERM) for box in boxes)), 0, 0, style, *span)
        if self.written:
            yield from self._products(hits, boxes, span)

    def _products(self, hits: list[Tap], boxes: list[Plane], span: tuple[int, int]) -> Iterator[Item]:
        """In each box a product, and what all up to it come to."""
        unit, half, notation = self.page.terms.cell_px, (TERM[0] / 2, TERM[1]), self.notation
        size, so_far, before = 0.4 * unit, 0.0, 0.0
        products: list[float] = []
        for tap, box in zip(hits, boxes, strict=True):
            value, weight = values.value(self.found, tap), values.weight(self.found, tap)
            products.append(value * weight)
            so_far = total(products)
            product = f"{notation.write(value)} × {notation.write(weight)}"
            yield from _centred(box.moved(0, 0.04 * unit), half, product, size, span, self.on_used)
            equal = notation.relation(before + notation.products([(value, weight)]), so_far) == "="
            lower = box.moved(0, (half[0] - 0.04) * unit)
            text = f"{'→' if equal else '≈'} {notation.write(so_far)}"
            yield from _centred(lower, half, text, size, span, self.on_used)
            before = notation.seen(so_far)

    def _row(self, number: int, hits: list[Tap], span: tuple[int, int]) -> Iterator[Item]:
        """A row of the transposed matrix: its weights that are not zero, and their products."""
        plane = self.page.column
        if self.subject.labels.input:
            captions = self.page.captions
            head = flat(plane.cell_px).moved(plane.x, self.page.margin + captions.above + captions.line)
            most = (3 + 2 * SIGN + 0.85 * GAP) * plane.cell_px
            for item in _scatter_page.title_of(head, most, self.subject.language.say("matrix_row", number=number + 1)):
                yield item._replace(start=span[0], stop=span[1])
        if not hits:
            return
        parted = plane.down[1] >= SMALLEST_LINE
        style = cells.solid(int(plane.down[1]))._replace(fill=self.used) if parted else Style(fill="accent")
        marked = _scatter_page.marked(int(plane.down[1])) if parted else style
        lines = [tap.input[0] * self.layer.input_size[1] + tap.input[1] for tap in hits if tap.input]
        used = tuple(plane.block(nth, column * (1 + SIGN)) for nth in lines for column in (0, 2))
        yield Item(Path(used), 0, 0, style, *span)
        yield Item(Path(tuple(plane.block(nth, 1 + SIGN) for nth in lines)), 0, 0, marked, *span)
        if self.written:
            for nth, tap in zip(lines, hits, strict=True):
                value, weight = values.value(self.found, tap), values.weight(self.found, tap)
                yield from self._in_column(0, nth, self.notation.write(weight), span, self.on_used)
                yield from self._in_column(2, nth, self.notation.write(value * weight), span, self.on_used)

    def _in_column(self, column: int, nth: int, text: str, span: tuple[int, int], role: str) -> Iterator[Item]:
        plane = self.page.column
        x, y = plane(nth, column * (1 + SIGN))
        cell = flat(plane.cell_px).moved(x, y)
        high = plane.down[1] / plane.cell_px
        size = min(cell_text.MIDDLE * plane.cell_px, 0.8 * plane.down[1])
        yield from _centred(cell, (high, 1), text, size, span, role)


def _notation(page: Page) -> Notation:
    """For numbers in the cells of all planes, and for two of them in a product."""
    rooms = [cell_text.room(plane.cell_px) for plane in (page.spread, page.input, page.kernel, page.output)]
    if 0.4 * page.terms.cell_px >= SMALLEST:
        rooms.append((0.9 * TERM[1] * page.terms.cell_px - text_width(" × ", SMALLEST_PX)) / 2)
    return Notation(min(rooms))


def _centred(
    plane: Plane, box: tuple[float, float], text: str, size: float, span: tuple[int, int], role: str
) -> Iterator[Item]:
    """``text`` in the middle of a box of (height, width) in cells; nothing where it could not be read."""
    if size < SMALLEST:
        return
    x, y = plane(box[0] / 2, box[1] / 2)
    most = 0.9 * box[1] * plane.cell_px
    yield Item(Text(text, size, "middle", most), x, y + 0.35 * size, Style(fill=role), *span)
