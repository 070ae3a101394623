"""The same matrix, read down: a column at a time, whose sum is what returns to a cell of the input."""

from collections.abc import Iterator

from convanim.drawing import cells, marks
from convanim.drawing.lettering import Span
from convanim.scene.items import Item, Path, Point, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.tints import letters_on
from convanim.views.matrix import acts, block
from convanim.views.matrix.block import Block
from convanim.views.matrix.content import Content
from convanim.views.matrix.multiplied import LEAST_SIGN, Multiplied, operator
from convanim.views.matrix.product import Product
from convanim.views.matrix.returned import Returned


class WayBack(Multiplied):
    """The product, and two rows below it: what returns, and how far it is off."""

    def __init__(self, content: Content, at: Product, found: Returned, rows: tuple[Block, Block]) -> None:
        super().__init__(content, at, acts.reading(content.layer), content.subject.timeline)
        self.found, self.returned, self.difference = found, *rows
        self.turn = len(self.matrix.rows)

    def back(self, column: int) -> Span:
        """While a column is read."""
        return self.timeline.span(self.turn + column)

    def since_back(self, column: int) -> Span:
        """From then on."""
        return self.timeline.since(self.turn + column)

    def areas(self) -> Iterator[Item]:
        """The product's, and the two rows as they fill."""
        yield from super().areas()
        for each in (self.returned, self.difference):
            yield from block.fill(each, each.groups(), "paper", (0, ALWAYS))
        for column in range(self.matrix.columns):
            area, since = [(range(1), range(column, column + 1))], self.since_back(column)
            yield from block.fill(self.returned, area, self.output_role, since)
            yield from block.fill(self.difference, area, self.found.tint(column), since)

    def lines(self) -> Iterator[Item]:
        """The product's, and those of the two rows."""
        yield from super().lines()
        yield from block.lines(self.returned)
        yield from block.lines(self.difference)

    def outlines(self) -> Iterator[Item]:
        """The rows read across; then the column that is read, what it is multiplied with, and what it makes."""
        yield from super().outlines()
        line, at, scale = cells.now_line(self.cell_px), self.at, self.scale
        rows, columns = self.matrix.size
        output = at.output.box(range(rows), range(1))
        yield Item(Path((output,)), 0, 0, line, self.back(0)[0], self.timeline.frames)
        column_box, cell = _at_zero(at.matrix, rows), _at_zero(self.returned, 1)
        head = self.returned.y - at.matrix.bottom(rows - 1)
        for column in range(columns):
            following = min(column + 1, columns - 1)
            for moment in self.timeline.moments(self.turn + column):
                x = at.matrix.left(column) + (at.matrix.left(following) - at.matrix.left(column)) * moment.share
                span = moment.start, moment.stop
                yield Item(column_box, x, at.matrix.y, line, *span)
                for each in (self.returned, self.difference):
                    yield Item(cell, x, each.y, line, *span)
                start = at.matrix.bottom(rows - 1)
                tip = [(x + self.cell_px / 2, start + 0.15 * head), (x + self.cell_px / 2, start + 0.8 * head)]
                for path, style in marks.arrow(tip, Style(stroke="accent", width=1.5 * scale), 4 * scale):
                    yield Item(path, 0, 0, style, *span)

    def digits(self) -> Iterator[Item]:
        """The product's, and those of the two rows."""
        yield from super().digits()
        write = self.content.notation.write
        returned, differences = list(map(write, self.found.values)), list(map(write, self.found.differences))
        size = block.em([*returned, *differences], self.cell_px, self.scale, least=self.content.least_written)
        for each, strings in ((self.returned, returned), (self.difference, differences)):
            for column, string in enumerate(strings):
                fill = self.output_role if each is self.returned else self.found.tint(column)
                place, role = each.middle(0, column), letters_on(fill)
                yield from block.write(string, size, place, self.cell_px, role, self.since_back(column))

    def signs(self) -> Iterator[Item]:
        """``=`` while the matrix is read across, ``·`` while its columns are multiplied with the output."""
        turn = self.back(0)[0]
        for item in super().signs():
            if item.start < turn:
                yield item._replace(stop=min(item.stop, turn))
        for row in range(len(self.matrix.rows)):
            if self.cell_px >= LEAST_SIGN or row == len(self.matrix.rows) // 2:
                y = self.at.output.middle(row, 0)[1]
                size = min(22 * self.scale, max(1.2 * self.cell_px, 11))
                yield from operator("·", self.at.equals, y, size, "grey", (turn, ALWAYS))


def _at_zero(each: Block, rows: int) -> Path:
    """The first cells of a column, seen from their corner."""
    corners: list[Point] = [(x - each.x, y - each.y) for x, y in each.box(range(rows), range(1))]
    return Path((tuple(corners),))
