"""Input ∗ kernel = the products of a step, which go into the output."""

import math
from collections.abc import Iterator

from convanim.drawing import borders, cell_text, cells, hotspots, key, lettering, marks, products
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.drawing.numbered import Numbered, kernel_numbers
from convanim.drawing.panel import Corner, Panel
from convanim.drawing.plane import Plane, flat
from convanim.drawing.subject import Subject
from convanim.geometry.steps import Step
from convanim.layers import values, zeros
from convanim.layers.labels import size as size_in_words
from convanim.layers.values import Numbers
from convanim.scene.items import Item, Spot, Style
from convanim.scene.timeline import ALWAYS
from convanim.style import tints
from convanim.style.number_text import Notation
from convanim.views._window_words import is_turned
from convanim.views.flat.plan import Plan

NAME_ROOM = 30
"""Pixels above a plane for its name."""
LEAST_GAP, MOST_GAP, CARD_GAP = 33, 72, 15
"""Pixels between two planes, in which an operator stands."""
WIDE = 824
"""Pixels that the whole is wide, where gaps can make it so."""
RESULT = 27
"""Pixels from the products to the middle of their sum."""
NOTE = 19


class Weighted:
    """A figure of a layer with weights."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.layer, self.cell_px = subject, subject.layer, cell_px
        self.scale = lettering.scale(cell_px)
        self.rows, self.columns = subject.layer.axes
        self.numbers = subject.numbers()
        self.turned = is_turned(subject)
        notation = Notation(cell_text.room(cell_px, card=subject.card))
        self.notation = notation
        self.steps = list(subject.layer.steps(limit=False))
        self.listed = math.prod(subject.layer.kernel_size) <= products.MOST
        self.tells_sums = not subject.card
        self.plan = self._plan()

    def _grid(self) -> products.Grid:
        """Room for the products of every step."""
        listed = [product for step in self.steps for product in self._products(step)] if self.listed else []
        return products.grid(self.layer.kernel_size[1] if self.listed else 1, listed, self.cell_px, self.scale)

    def _gap(self, taken: float) -> float:
        """Pixels between two planes, where all of them take so many."""
        if self.subject.card:
            return CARD_GAP * self.scale
        return min(max((WIDE * self.scale - taken) / 3, LEAST_GAP * self.scale), MOST_GAP * self.scale)

    def _plan(self) -> Plan:
        """The planes in a row with equal gaps, on one middle line."""
        unit, scale, layer = self.cell_px, self.scale, self.layer
        head = round((NAME_ROOM + self._indices[1]) * scale) if self.subject.named else 0
        high, wide = len(self.rows.positions) * unit, len(self.columns.positions) * unit
        indices = round(self._indices[0] * scale)
        wide += indices
        kernel_rows, kernel_columns = (each * unit for each in layer.kernel_size)
        out_rows, out_columns = (each * unit for each in layer.output_size)
        grid = self._grid()
        stack = 2 * kernel_rows + head + round(0.6 * unit) if self.turned else kernel_rows
        result = round((RESULT + 18) * scale) if self.tells_sums else 0
        tall = max(high, stack, out_rows)
        middle = head + tall - (kernel_rows if self.turned else tall) / 2
        # Where there are no products, the output takes their place.
        widths = [wide, kernel_columns, *([grid.width] if self.tells_sums else []), out_columns]
        gap = self._gap(sum(widths))
        lefts = [sum(widths[:n]) + n * gap for n in range(len(widths))]

        def level(rows: float) -> float:
            return head + tall - rows if self.turned else middle - rows / 2

        def at(left: float, top: float) -> Plane:
            return flat(unit).moved(round(left) + 0.5, round(top) + 0.5)

        input_ = at(indices, level(high)).moved(-self.columns.positions.start * unit, -self.rows.positions.start * unit)
        kernel = at(lefts[1], level(kernel_rows))
        stored = kernel.moved(0, -kernel_rows - head - round(0.6 * unit)) if self.turned else None
        notes = round((NOTE * len(self._notes()) + self._indices[2]) * scale)
        # The sum stands below the products; where these end above the foot of the planes, it is above it, too.
        foot = max(result, notes) if self.turned else max(notes, round(middle - head - tall + kernel_rows / 2 + result))
        operators = [("∗", wide + gap / 2), ("=", lefts[2] - gap / 2)]
        right = lefts[-1] + max(out_columns, self._output_name_width)
        # Lines of products are never closer than their letters are high.
        top = level(kernel_rows) + (kernel_rows - layer.kernel_size[0] * grid.pitch[1]) / 2
        return Plan(
            *(input_, stored, kernel, (lefts[2], max(top, head)), grid, at(lefts[-1], level(out_rows))),
            *(operators, middle, round(right), round(head + tall + foot)),
        )

    @property
    def _output_name(self) -> Name:
        name = Name(self.subject.say("output"), "output_text", size_in_words(self.layer.own.output_size))
        return self._fitting(name, self.layer.output_size[1])

    def _fitting(self, name: Name, columns: int) -> Name:
        """A name over a plane of so many columns: on a card, where planes are close, it is no wider than they."""
        return name.within(columns * self.cell_px, self.scale) if self.subject.card else name

    @property
    def _output_name_width(self) -> float:
        return self._output_name.width(self.scale) if self.subject.named else 0.0

    @property
    def _indices(self) -> tuple[int, int, int]:
        """Pixels left of the input, above and below it for the indices of a border of copies."""
        if not borders.told(self.subject):
            return 0, 0, 0
        rows, columns = borders.copies(self.rows), borders.copies(self.columns)
        return borders.LEFT, borders.ABOVE if columns else 0, borders.BELOW if rows else 0

    def _notes(self) -> list[str]:
        """Where the zeros come from, each a line below the input."""
        if self.subject.words != "all":
            return []
        return [*zeros.all_notes(self.layer.own, self.subject.language), *borders.notes(self.subject)]

    def _products(self, step: Step) -> list[products.Product]:
        """In the order of the window, which meets a turned kernel from its end."""
        found = [
            products.Product(
                self.notation.write(values.value(self.numbers, tap)),
                self.notation.write(values.weight(self.numbers, tap)),
                tap.input is not None,
            )
            for tap in step.taps
        ]
        return found[::-1] if self._flipped else found

    @property
    def _flipped(self) -> bool:
        return any(axis.flipped for axis in self.layer.axes)

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever on the panel."""
        plan = self._moved(corner)
        numbered = Numbered(plan.input, plan.output, self.subject, self.numbers, self.notation)
        yield from numbered.areas()
        yield from self._kernels(plan)
        yield from numbered.windows()
        if borders.told(self.subject):
            yield from borders.beside(plan.input, self.subject, self.scale)
        for number, step in enumerate(self.steps if self.layer.border == "copy" else ()):
            span = self.subject.timeline.span(number)
            yield from borders.step(plan.input, self.subject, (step.output[0], step.output[1]), span, self.scale)
        yield from numbered.digits()
        yield from self._words(plan)
        for number, step in enumerate(self.steps if self.tells_sums else ()):
            yield from self._step(plan, number, step)

    def _moved(self, corner: Corner) -> Plan:
        plan, (x, y) = self.plan, corner
        return plan._replace(
            input=plan.input.moved(x, y),
            stored=plan.stored and plan.stored.moved(x, y),
            kernel=plan.kernel.moved(x, y),
            output=plan.output.moved(x, y),
            products=(plan.products[0] + x, plan.products[1] + y),
            operators=[(sign, left + x) for sign, left in plan.operators],
            middle=plan.middle + y,
        )

    def _kernels(self, plan: Plan) -> Iterator[Item]:
        """The kernel in one tint, or, where it is turned, both of it in tints that tell its rows."""
        weights: Numbers = self.numbers
        rows, columns = self.layer.kernel_size
        for plane in filter(None, (plan.stored, plan.kernel)):
            yield from cells.sheet(plane, range(rows), range(columns), "kernel")
            is_turned_one = plane is plan.kernel and plan.stored is not None
            for row in range(rows) if plan.stored else ():
                tint = tints.kernel_row(rows - 1 - row if is_turned_one else row, rows)
                yield Item(cells.block(plane, 1, columns), *plane(row, 0), Style(fill=tint), 0, ALWAYS)
            if plan.stored:
                yield from cells.lattice(plane, range(rows), range(columns))
            # With flip the numbers come turned already; a transposed convolution turns what is stored.
            turned = is_turned_one != self._comes_turned(plan) if plan.stored else self._flipped
            yield from kernel_numbers(plane, self.layer.kernel_size, weights, self.notation, turned=turned)
        for sign, x in plan.operators:
            size = (17 if self.subject.card else 24) * self.scale
            yield from lettering.line([Part(sign, size, "grey")], x, plan.middle + 0.3 * size, "middle")

    def _comes_turned(self, plan: Plan) -> bool:
        return plan.stored is not None and self.subject.source.flip and not self._flipped

    def _words(self, plan: Plan) -> Iterator[Item]:
        """The names above the planes, and the notes below the input."""
        if not self.subject.named:
            return
        say, layer, full = self.subject.say, self.layer, self.subject.words == "all"
        kernel = size_in_words(layer.own.kernel_size)
        input_ = plan.input.moved(self.columns.positions.start * self.cell_px, self.rows.positions.start * self.cell_px)
        input_name = Name(say("input"), "input_text", self._input_size())
        stored = kernel if plan.stored is None or self.subject.card else f"{kernel}, {say('as_stored')}"
        kernel_name = Name(say("kernel_name"), "accent_text", stored)
        named = [
            (self._fitting(input_name, len(self.columns.positions)), input_),
            (self._output_name, plan.output),
            (self._fitting(kernel_name, layer.kernel_size[1]), plan.stored or plan.kernel),
        ]
        if plan.stored is not None:
            named.append(
                (Name("", "accent_text", "↻ 180°" if self.subject.card else f"↻ {say('turned')}"), plan.kernel)
            )
        for name, plane in named:
            lift = self._indices[1] if plane is input_ else 0
            yield from name.items(plane.x - 0.5, plane.y - (10 + lift) * self.scale, self.scale)
        if full:
            count = math.prod(layer.kernel_size)
            step = Name(
                say("this_step"), "ink", say("input_weight") if self.listed else say("products_many", count=count)
            )
            yield from step.items(plan.products[0] + 6 * self.scale, plan.kernel.y - 10 * self.scale, self.scale)
            y = plan.input(self.rows.positions.stop, 0)[1] + (NOTE + self._indices[2]) * self.scale
            for note in self._notes():
                yield from lettering.line([Part(note, lettering.NOTE * self.scale, "grey")], input_.x - 0.5, y)
                y += 17 * self.scale

    def _step(self, plan: Plan, number: int, step: Step) -> Iterator[Item]:
        """The products, their sum, and its way into the output."""
        span = self.subject.timeline.span(number)
        if self.listed:
            yield from plan.grid.items(self._products(step), *plan.products, self.scale, span)
        result = self.numbers.output[step.output]
        terms = values.terms(self.numbers, step)
        written = self.layer.definition.written_sum(terms, self.layer.divisor(step), self.notation)
        equals = self.notation.relation(written.seen, result)
        parts = [
            Part(equals, 17 * self.scale, "grey"),
            Part(self.notation.write(result), 22 * self.scale, "output_text", 6 * self.scale),
        ]
        middle = plan.products[0] + plan.grid.width / 2
        y = plan.kernel(self.layer.kernel_size[0], 0)[1] + RESULT * self.scale
        yield from lettering.line(parts, middle, y + 7 * self.scale, "middle", span)
        yield from self._way(plan, step, middle + lettering.width(parts) / 2 + 10 * self.scale, y, span)

    def _way(self, plan: Plan, step: Step, x: float, y: float, span: tuple[int, int]) -> Iterator[Item]:
        """From the sum to the cell that it makes: up from below, or in from the left."""
        rows, _ = self.layer.output_size
        foot = plan.output(rows, 0)[1]
        style = Style(stroke="output_text", width=1.25 * self.scale)
        to_x, _ = plan.output(0, step.output[1] + 0.5)
        if foot + 12 * self.scale < y:
            points = marks.elbow([(x, y), (to_x, y), (to_x, foot + 6 * self.scale)], 6 * self.scale)
        elif plan.output.x - x > 30 * self.scale:
            # To the row of the cell, and in from the left.
            aside, row_y = plan.output.x - 16 * self.scale, plan.output(step.output[0] + 0.5, 0)[1]
            way = [(x, y), (aside, y), (aside, row_y), (plan.output.x - 4 * self.scale, row_y)]
            points = marks.elbow(way, 6 * self.scale)
        else:
            return
        for path, drawn in marks.arrow(points, style, 5 * self.scale):
            yield Item(path, 0, 0, drawn, *span)

    def _input_size(self) -> str:
        layer = self.layer.own
        full = self.subject.words == "all"
        return zeros.spread_size(layer, self.subject.language) if full else size_in_words(layer.input_size)

    def spots(self, corner: Corner) -> list[Spot]:
        """The cells of the input and of the output."""
        plan = self._moved(corner)
        return hotspots.input_and_output_spots(self.layer, plan.input, plan.output)

    def parts(self) -> list[tuple[float, float, float, float]]:
        """Input, kernel and output, each with its name and without what the step computes between them."""
        plan, unit, (rows, columns) = self.plan, self.cell_px, self.layer.kernel_size
        head = NAME_ROOM * self.scale if self.subject.named else 0
        aside = 24 * self.scale if self.subject.named else 0
        high, wide = (len(axis.positions) * unit for axis in (self.rows, self.columns))
        foot = NOTE * len(self._notes()) * self.scale
        left, top = plan.input(self.rows.positions.start, self.columns.positions.start)
        out_rows, out_columns = (size * unit for size in self.layer.output_size)
        found = [(left, top - head, float(wide), high + head + foot)]
        if plan.stored:
            found.append((plan.stored.x, plan.stored.y - head, columns * unit + 3 * aside, rows * unit + head))
        found.append((plan.kernel.x, plan.kernel.y - head, columns * unit + aside / 2, rows * unit + head))
        return [*found, (plan.output.x, plan.output.y - head, out_columns + aside, out_rows + head)]


def panel(subject: Subject, cell_px: int) -> Panel:
    """The planes in a row, and what the step computes between them."""
    drawn = Weighted(subject, cell_px)
    rows, columns = subject.layer.axes
    legend = key.entries(subject.layer, rows, columns, subject.language)
    return Panel(drawn.plan.width, drawn.plan.height, drawn.items, drawn.spots, legend=legend, parts=drawn.parts())
