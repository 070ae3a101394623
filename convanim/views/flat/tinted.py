"""Pictures: cells by their value instead of numbers, the window enlarged beside them, and the output as it grows.

For inputs that are pictures, or too large for numbers in every cell.
"""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import cell_text, cells, greys, hotspots, lettering, products
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.numbered import kernel_numbers
from convanim.drawing.panel import Corner, Panel
from convanim.drawing.plane import Plane, flat
from convanim.drawing.subject import Subject
from convanim.geometry.steps import Step
from convanim.layers import operations, values
from convanim.layers.labels import size as size_in_words
from convanim.scene.items import Item, Path, Point, Spot, Style
from convanim.scene.timeline import ALWAYS, between
from convanim.style.number_text import Notation
from convanim.style.tints import letters_on

NAME_ROOM = 30
"""Pixels above a plane for its name."""
LARGE, CARD_LARGE = 35, 24
"""Pixels of a cell of the kernel and of the enlarged window."""
GAP, CARD_GAP = 46, 28
"""Pixels between two planes."""
RAMP = (14, 10, 20)
"""Pixels from the output to its scale, of the scale, and from there to the baseline of its numbers."""


class Plan(NamedTuple):
    """Where everything stands, from the panel's corner."""

    input: Plane
    kernel: Plane
    window: Plane
    output: Plane
    products: Point
    width: int
    height: int


class Tinted:
    """A figure whose values are greys."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.layer, self.cell_px = subject, subject.layer, cell_px
        self.scale = lettering.scale(cell_px)
        self.rows, self.columns = subject.layer.axes
        self.numbers = subject.numbers()
        self.large = round((CARD_LARGE if subject.card else LARGE) * self.scale)
        self.gap = round((CARD_GAP if subject.card else GAP) * self.scale)
        self.notation = Notation(cell_text.room(self.large))
        self.steps = list(subject.layer.steps(limit=False))
        self.tint = greys.Greys(self.numbers.input.values())
        self.result = greys.Greys(self.numbers.output.values())
        self.weighted = self.numbers.weights is not None
        self.tells_products = self.weighted and not subject.card
        self.grid = products.grid(self.layer.kernel_size[1], self._all_products(), self.large, self.scale)
        self.plan = self._plan()

    def _all_products(self) -> list[products.Product]:
        return [product for step in self.steps for product in self._products(step)] if self.tells_products else []

    def _plan(self) -> Plan:
        unit, scale, large = self.cell_px, self.scale, self.large
        head = round(NAME_ROOM * scale) if self.subject.named else 0
        gap = self.gap
        high, wide = len(self.rows.positions) * unit, len(self.columns.positions) * unit
        kernel_rows, kernel_columns = (each * large for each in self.layer.kernel_size)
        rows, columns = (each * unit for each in self.layer.output_size)
        stack = 2 * kernel_rows + head + round(14 * scale) if self.weighted else kernel_rows
        foot = sum(RAMP) * scale
        tall = max(high, stack + round(40 * scale), rows + foot)

        def at(x: float, y: float, pixels: int) -> Plane:
            # Whole pixels: cells without lines between them must not let the ground through.
            return flat(pixels).moved(round(x), round(head + y))

        input_ = at(0, 0, unit).moved(-self.columns.positions.start * unit, -self.rows.positions.start * unit)
        left = wide + gap
        window = at(left, stack - kernel_rows if self.weighted else (tall - kernel_rows) / 2, large)
        beside = left + kernel_columns + round(18 * scale)
        right = beside + max(self.grid.width if self.weighted else 0.0, self._widest_sum()) + gap
        if self.subject.card:
            right = left + max(kernel_columns, self._widest_sum()) + gap
        name = self._output_name.width(scale) if self.subject.named and not self.subject.card else 0.0
        return Plan(
            *(input_, at(left, 0, large), window, at(right, 0, unit), (beside, window.y)),
            *(round(right + max(columns, name)), round(head + tall)),
        )

    def _widest_sum(self) -> float:
        return max((lettering.width(self._sum(step)) for step in self.steps), default=0.0)

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever on the panel."""
        x, y = corner
        moved = {name: getattr(self.plan, name).moved(x, y) for name in ("input", "kernel", "window", "output")}
        plan = self.plan._replace(**moved, products=(self.plan.products[0] + x, self.plan.products[1] + y))
        yield from self._areas(plan)
        yield from self._windows(plan)
        yield from self._words(plan)
        for number, step in enumerate(self.steps):
            yield from self._step(plan, number, step)

    def _areas(self, plan: Plan) -> Iterator[Item]:
        """The picture, the dots of cells to come, the output as it grows, and the kernel."""
        rows, columns = self.layer.output_size
        by_tint: dict[str, list[tuple[Point, ...]]] = {}
        for row in self.rows.positions:
            for column in self.columns.positions:
                tint = self._tint_at(row, column)
                by_tint.setdefault(tint, []).append(plan.input.block(row, column))
        for tint, blocks in by_tint.items():
            yield Item(Path(tuple(blocks)), 0, 0, Style(fill=tint), 0, ALWAYS)
        first = plan.input(self.rows.positions.start, self.columns.positions.start)
        yield from self._frame(plan.input, first, len(self.rows.positions), len(self.columns.positions), "input_text")
        dot = 1.0 * self.scale
        dots = [plan.output(row + 0.5, column + 0.5) for row in range(rows) for column in range(columns)]
        squares = tuple(
            ((x - dot, y - dot), (x + dot, y - dot), (x + dot, y + dot), (x - dot, y + dot)) for x, y in dots
        )
        yield Item(Path(squares), 0, 0, Style(fill="rest"), 0, ALWAYS)
        cell = cells.shape(plan.output, [0], [0])
        for number, step in enumerate(self.steps):
            tint = self.result.role(self.numbers.output[step.output])
            place = step.output
            yield Item(cell, *plan.output(*place), Style(fill=tint), *self.subject.timeline.since(number))
        yield from self._frame(plan.output, plan.output(0, 0), rows, columns, "output_text")
        if self.weighted:
            kernel_rows, kernel_columns = self.layer.kernel_size
            yield from cells.sheet(plan.kernel, range(kernel_rows), range(kernel_columns), "kernel")
            yield from kernel_numbers(
                plan.kernel, self.layer.kernel_size, self.numbers, self.notation, turned=self._flipped
            )
        yield from self.result.ramp(
            plan.output(rows, 0),
            columns * self.cell_px,
            [each * self.scale for each in RAMP],
            self.notation,
            self.scale,
        )

    def _tint_at(self, row: int, column: int) -> str:
        down, across = self.rows.place(row).source, self.columns.place(column).source
        return "padding" if down is None or across is None else self.tint.role(self.numbers.input[down, across])

    def _frame(self, plane: Plane, at: Point, rows: int, columns: int, role: str) -> Iterator[Item]:
        style = Style(stroke=role, width=2 * self.scale)
        yield Item(cells.block(plane, rows, columns), *at, style, 0, ALWAYS)

    @property
    def _flipped(self) -> bool:
        return any(axis.flipped for axis in self.layer.axes)

    def _windows(self, plan: Plan) -> Iterator[Item]:
        """The window on its halo, the wedge to the enlarged one, and the cell that is made."""
        rows, columns = self.rows, self.columns
        shape = cells.block(plan.input, rows.effective_kernel_size, columns.effective_kernel_size)
        cell = cells.shape(plan.output, [0], [0])
        strong = max(2.0, min(3.0, 0.2 * self.cell_px)) * self.scale
        halo, line = Style(stroke="white", width=2 * strong), Style(stroke="accent", width=strong)
        kernel_rows, _ = self.layer.kernel_size
        top, foot = plan.window(0, 0), plan.window(kernel_rows, 0)
        places = [step.output for step in self.steps]
        for number, place in enumerate(places):
            following = places[min(number + 1, len(places) - 1)]
            for moment in self.subject.timeline.moments(number):
                at = between(place, following, moment.share)
                start = at[0] * rows.stride - rows.before, at[1] * columns.stride - columns.before
                right = start[1] + columns.effective_kernel_size
                begin = plan.input(start[0], right), plan.input(start[0] + rows.effective_kernel_size, right)
                wedge = Path(((begin[0], top), (begin[1], foot)), closed=False)
                yield Item(wedge, 0, 0, Style(stroke="guide", width=1.25 * self.scale), *moment.span, moment.then)
                for style in (halo, line):
                    yield Item(shape, *plan.input(*start), style, *moment.span, moment.then)
                    yield Item(cell, *plan.output(*at), style, *moment.span, moment.then)

    @property
    def _output_name(self) -> Name:
        """With its size, and the lowest and the highest of its numbers."""
        size = size_in_words(self.layer.own.output_size)
        if self.subject.words == "all":
            low, high = (self.notation.write(each) for each in self.result.bounds)
            size = f"{size}, {low} … {high}"
        return Name(self.subject.say("output"), "output_text", size)

    def _words(self, plan: Plan) -> Iterator[Item]:
        """Names above the planes, and the operators between them."""
        scale, say, layer = self.scale, self.subject.say, self.layer
        size = 24 * scale
        middle = plan.kernel(layer.kernel_size[0] / 2, 0)[1] if self.weighted else 0.0
        if self.weighted:
            for sign, x in (("∗", plan.kernel.x - self.gap / 2), ("=", plan.output.x - self.gap / 2)):
                yield from lettering.line([Part(sign, size, "grey")], x, middle + 0.3 * size, "middle")
        if not self.subject.named:
            return
        kernel = size_in_words(layer.own.kernel_size)
        turned = f", {say('turned')}" if self._flipped and max(layer.kernel_size) > 1 else ""
        first = plan.input(self.rows.positions.start, self.columns.positions.start)
        named = [
            (Name(say("input"), "input_text", size_in_words(layer.own.input_size)), first),
            (Name(say("window_name"), "accent_text", kernel), plan.window(0, 0)),
            (self._output_name, plan.output(0, 0)),
        ]
        if self.weighted:
            named.append((Name(say("kernel_name"), "accent_text", f"{kernel}{turned}"), plan.kernel(0, 0)))
        widths = {"input_text": len(self.columns.positions), "output_text": layer.output_size[1]}
        for name, (x, y) in named:
            if self.subject.card:
                room = widths[name.role] * self.cell_px if name.role in widths else layer.kernel_size[1] * self.large
                name = name.within(room, scale)
            yield from name.items(x, y - 10 * scale, scale)

    def _products(self, step: Step) -> list[products.Product]:
        """In the order of the window."""
        found = [
            products.Product(
                self.notation.write(values.value(self.numbers, tap)),
                self.notation.write(values.weight(self.numbers, tap)),
                tap.input is not None and values.weight(self.numbers, tap) != 0,
            )
            for tap in step.taps
        ]
        return found[::-1] if self._flipped else found

    def _step(self, plan: Plan, number: int, step: Step) -> Iterator[Item]:
        """The enlarged window, its products and their sum."""
        span = self.subject.timeline.span(number)
        rows, columns = self.layer.kernel_size
        taps = step.taps[::-1] if self._flipped else step.taps
        cell = cells.shape(plan.window, [0], [0])
        for nth, tap in enumerate(taps):
            place = divmod(nth, columns)
            tint = "padding" if tap.input is None else self.tint.role(values.value(self.numbers, tap))
            yield Item(cell, *plan.window(*place), Style(fill=tint), *span)
            text = self.layer.border_sign if tap.input is None else self.notation.write(values.value(self.numbers, tap))
            yield from cell_text.middle(plan.window, place, text, *span, letters_on(tint))
        outline = Style(stroke="accent", width=3 * self.scale)
        yield Item(cells.block(plan.window, rows, columns), *plan.window(0, 0), outline, *span)
        x, y = plan.products
        if self.tells_products and self.grid.columns <= 5:
            yield from self.grid.items(self._products(step), x, y, self.scale, span)
        baseline = plan.window(rows, 0)[1] + 34 * self.scale
        yield from lettering.line(self._sum(step), plan.window.x, baseline, span=span)

    def _sum(self, step: Step) -> list[Part]:
        result, scale = self.numbers.output[step.output], self.scale
        terms = values.terms(self.numbers, step)
        written = self.layer.definition.written_sum(terms, self.layer.divisor(step), self.notation)
        relation = self.notation.relation(written.seen, result)
        return [
            Part(relation, 17 * scale, "grey"),
            Part(self.notation.write(result), 22 * scale, "output_text", 6 * scale),
        ]

    def spots(self, corner: Corner) -> list[Spot]:
        """The cells of the input and of the output."""
        return hotspots.input_and_output_spots(
            self.layer, self.plan.input.moved(*corner), self.plan.output.moved(*corner)
        )


def panel(subject: Subject, cell_px: int) -> Panel:
    """The picture, the kernel over the enlarged window, and the output."""
    drawn = Tinted(subject, cell_px)
    words = operations.words(subject.layer.operation, subject.language)
    title = f"{words['name']}: {words['computes']}"
    return Panel(drawn.plan.width, drawn.plan.height, drawn.items, drawn.spots, title=title)
