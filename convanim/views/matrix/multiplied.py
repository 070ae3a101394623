"""A matrix as it is multiplied: what each of its rows meets, makes, and where the sum goes."""

from collections.abc import Iterator

from convanim.drawing import cells, lettering, marks
from convanim.drawing.lettering import Part, Span
from convanim.scene.items import Item, Path, Point, Style
from convanim.scene.timeline import ALWAYS, Moment, Timeline
from convanim.style.text_metrics import text_width
from convanim.style.tints import WASH, letters_on
from convanim.views.matrix import acts as acts_
from convanim.views.matrix import block
from convanim.views.matrix.acts import Acts
from convanim.views.matrix.block import Block
from convanim.views.matrix.content import Content
from convanim.views.matrix.elements import Elements
from convanim.views.matrix.product import OUT, Product

LEAST_SIGN = 22
"""Pixels of a row below which one sign stands for those of all rows."""


class Multiplied:
    """A product on the page, and what happens in it."""

    def __init__(self, content: Content, at: Product, acts: Acts, timeline: Timeline) -> None:
        self.content, self.at, self.acts, self.timeline = content, at, acts, timeline
        self.matrix, self.cell_px, self.scale = content.matrix, at.matrix.cell_px, at.scale
        self.output_role = content.subject.theme.looks["output"].fill or "paper"
        spans = [self.since(acts.since(row)) for row in range(len(self.matrix.rows))]
        self.elements = Elements(content, at.matrix, self.matrix, spans)
        self.input_role = content.subject.theme.looks["input"].fill or "paper"

    def since(self, step: int) -> Span:
        """From a step to the end."""
        return (0, ALWAYS) if step == acts_.ALWAYS else self.timeline.since(step)

    def span(self, row: int) -> Span:
        """While a row is multiplied."""
        return self.timeline.span(self.acts.first + row)

    # Areas and lines

    def areas(self) -> Iterator[Item]:
        """White cells, and what they are filled with."""
        at = self.at
        yield from self.elements.areas()
        flat = self.since(self.acts.flatten)
        if flat[0]:
            yield from block.fill(at.input, at.input.groups(), "paper", (0, flat[0]))
        yield from block.fill(at.input, at.input.groups(), self.input_role, flat)
        yield from block.fill(at.output, at.output.groups(), "paper", (0, ALWAYS))
        for row in range(len(self.matrix.rows)):
            yield from block.fill(at.output, [(range(row, row + 1), range(1))], self.output_role, self._made(row))

    def lines(self) -> Iterator[Item]:
        """On the areas; and the cells of the products, which come and go with theirs."""
        yield from self.elements.lines()
        yield from block.lines(self.at.input)
        yield from block.lines(self.at.output)
        yield from self._product_cells()

    def _made(self, row: int) -> Span:
        return self.timeline.since(self.acts.first + row)

    def _product_cells(self) -> Iterator[Item]:
        """The products that are not of a zero of the matrix are cells, in the groups of the window."""
        below = self.at.products
        if below is None:
            return
        for row, elements in enumerate(self.matrix.rows):
            areas = [(range(1), range(piece.start, piece.stop)) for piece in self.content.pieces(elements)]
            yield from block.fill(below, areas, "contribution", self.span(row))
            sides = [below.left(column) for _, each in areas for column in each[1:]]
            inner = [((x, below.top(0)), (x, below.bottom(0))) for x in sides]
            if inner:
                grid = Style(stroke="output_text", width=0.5)
                yield Item(Path(tuple(inner), closed=False), 0, 0, grid, *self.span(row))
            if areas:
                edge = Style(stroke="output_text", width=1.5 * self.scale)
                yield Item(Path(tuple(below.box(*area) for area in areas)), 0, 0, edge, *self.span(row))

    # What is now

    def outlines(self) -> Iterator[Item]:
        """The row that is read and the cell that it makes; in the input the window, cut into rows."""
        line = cells.now_line(self.cell_px)
        for step, rows in enumerate(self.acts.unrolled if self.acts.turn is None else ()):
            box = self.at.matrix.box(rows, range(self.matrix.columns))
            yield Item(Path((box,)), 0, 0, line, *self.timeline.span(step))
        for row in range(len(self.matrix.rows)):
            for moment in self.timeline.moments(self.acts.first + row):
                yield from self._row_at(row, moment, line)
                yield from self._window_at(row, moment, line)

    def _row_at(self, row: int, moment: Moment, line: Style) -> Iterator[Item]:
        following = min(row + 1, len(self.matrix.rows) - 1)
        for each in (self.at.matrix, self.at.output):
            shape = Path((_from_corner(each, each.box(range(row, row + 1), range(each.size[1]))),))
            y = each.top(row) + (each.top(following) - each.top(row)) * moment.share
            yield Item(shape, each.x, y, line, *moment.span, moment.then)

    def _window_at(self, row: int, moment: Moment, line: Style) -> Iterator[Item]:
        """Outlines on the input and the guides down from their sides; they glide where they keep their shape."""
        here = self._boxes(row)
        shift_x = shift_y = 0.0
        if moment.share:
            there = self._boxes(min(row + 1, len(self.matrix.rows) - 1))
            shifts = {shift for pair in zip(here, there, strict=False) for shift in _shifts(*pair)}
            if len(here) != len(there) or len(shifts) != 1:
                return
            ((dx, dy),) = shifts
            shift_x, shift_y = dx * moment.share, dy * moment.share
        if not here:
            return
        yield Item(Path(tuple(here)), shift_x, shift_y, line._replace(fill=WASH), *moment.span, moment.then)
        if self.at.times is None:
            foot = self.at.products.y if self.at.products else self.at.matrix.bottom(self.matrix.size[0] - 1)
            sides = tuple(((x, box[2][1]), (x, foot)) for box in here for x in (box[0][0], box[1][0]))
            guide = Style(stroke="guide", width=1.25 * self.scale if self.cell_px >= cells.FINE else 0.75)
            yield Item(Path(sides, closed=False), shift_x, 0, guide, *moment.span, moment.then)

    def _boxes(self, row: int) -> list[tuple[Point, ...]]:
        """The pieces of the input that a row reads."""
        upright = self.at.times is not None
        found = []
        for piece in self.content.pieces(self.matrix.rows[row]):
            cells_ = range(piece.start, piece.stop)
            found.append(self.at.input.box(cells_, range(1)) if upright else self.at.input.box(range(1), cells_))
        return found

    # Digits and signs

    def digits(self) -> Iterator[Item]:
        """All numbers, painted last."""
        yield from self.elements.digits()
        content, at = self.content, self.at
        inputs = [content.value(index) for index in content.inputs]
        results = [content.result(row) for row in range(len(content.outputs))]
        size = block.em([*inputs, *results], self.cell_px, self.scale, least=self.content.least_written)
        for nth, string in enumerate(inputs):
            place = at.input.middle(0, nth) if at.times is None else at.input.middle(nth, 0)
            role = letters_on(self.input_role, WASH)
            yield from block.write(string, size, place, self.cell_px, role, self.since(self.acts.flatten))
        for row, string in enumerate(results):
            role = letters_on(self.output_role)
            yield from block.write(string, size, at.output.middle(row, 0), self.cell_px, role, self._made(row))
        yield from self.signs()
        yield from self._product_digits()

    def signs(self) -> Iterator[Item]:
        """``=`` before each result; until it is there, pale bars."""
        size, count = max(11.0, min(18.0, 0.5 * self.cell_px / self.scale)) * self.scale, len(self.matrix.rows)
        signs = [self.content.relation(row) for row in range(count)]
        half, apart = 0.21 * size, 0.085 * size
        bars = Path(tuple(((-half, y), (half, y)) for y in (-apart, apart)), closed=False)
        if self.cell_px < LEAST_SIGN:
            y = (self.at.output.top(0) + self.at.output.bottom(count - 1)) / 2
            yield from operator(self.content.sign, self.at.equals, y, 18 * self.scale, "grey", (0, ALWAYS))
        else:
            for row, sign in enumerate(signs):
                y, since = self.at.output.middle(row, 0)[1], self._made(row)
                if since[0]:
                    yield Item(bars, self.at.equals, y, Style(stroke="rest", width=0.075 * size), 0, since[0])
                yield from operator(sign, self.at.equals, y, size, "grey", since)
        if self.at.times is not None:
            y = (self.at.matrix.top(0) + self.at.matrix.bottom(count - 1)) / 2
            yield from operator("×", self.at.times, y, 22 * self.scale, "grey", (0, ALWAYS))

    def _product_digits(self) -> Iterator[Item]:
        """The products under their columns, their sum, and its way into the output."""
        below, content = self.at.products, self.content
        if below is None:
            return
        rows = self.matrix.rows
        places = [(row, column) for row, elements in enumerate(rows) for column in elements]
        strings = {place: content.product(*place) for place in places}
        size = block.em(strings.values(), self.cell_px, self.scale, least=self.content.least_written)
        for row, elements in enumerate(rows):
            span = self.span(row)
            for column in range(self.matrix.columns):
                place = below.middle(0, column)
                if column in elements:
                    yield from block.write(strings[row, column], size, place, self.cell_px, "ink", span)
                else:
                    yield from block.write("0", size, place, self.cell_px, "zero", span)
            yield from self._sum(row, below.middle(0, 0)[1], span)

    def _sum(self, row: int, y: float, span: Span) -> Iterator[Item]:
        output, scale, string = self.at.output, self.scale, self.content.result(row)
        yield from operator(self.content.relation(row), self.at.equals, y, 18 * scale, "grey", span)
        x, room = output.middle(0, 0)[0], self.cell_px + 14 * scale
        size = min(20 * scale, 20 * scale * room / text_width(string, 20 * scale))
        yield from lettering.line([Part(string, size, "output_text")], x, y + 0.352 * size, "middle", span)
        start = x + text_width(string, size) / 2 + 4 * scale
        right, level = output.right(0), output.middle(row, 0)[1]
        out = right + OUT * scale
        points = [(min(start, out - 2), y), (out, y), (out, level), (right + 4 * scale, level)]
        for path, style in marks.arrow(points, Style(stroke="output_text", width=1.25 * scale), 5 * scale):
            yield Item(path, 0, 0, style, *span)


def _shifts(here: tuple[Point, ...], there: tuple[Point, ...]) -> Iterator[Point]:
    """How far each corner moves, to a hundredth of a pixel."""
    for (x, y), (to_x, to_y) in zip(here, there, strict=True):
        yield round(to_x - x, 2), round(to_y - y, 2)


def _from_corner(each: Block, box: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple((x - each.x, y - box[0][1]) for x, y in box)


def operator(sign: str, x: float, y: float, size: float, role: str, span: Span) -> Iterator[Item]:
    """A sign whose middle is at (x, y)."""
    if span[0] < span[1]:
        yield from lettering.line([Part(sign, size, role)], x, y + 0.29 * size, "middle", span)
