"""The elements of a matrix: tints that tell the rows of the kernel, weights, and the zeros between them."""

from collections.abc import Iterator, Sequence

from convanim.drawing import lettering
from convanim.drawing.lettering import Span
from convanim.geometry.steps import Index
from convanim.layers.matrix import Row, Unrolled
from convanim.scene.items import Item, Point
from convanim.scene.timeline import ALWAYS
from convanim.views.matrix import block
from convanim.views.matrix.block import Block
from convanim.views.matrix.content import Content

MOST_ZEROS = 400
"""Elements of a matrix whose zeros are written: more of them hide the weights."""


class Elements:
    """A matrix in its block; each row is there for its ``spans``."""

    def __init__(self, content: Content, at: Block, matrix: Unrolled, spans: Sequence[Span]) -> None:
        self.content, self.at, self.matrix, self.spans = content, at, matrix, spans
        self.scale = lettering.scale(at.cell_px)

    def areas(self) -> Iterator[Item]:
        """White cells and tints; what appears together is one shape a colour."""
        yield from block.fill(self.at, self.at.groups(), "paper", (0, ALWAYS))
        tinted: dict[tuple[str, Span], list[tuple[range, range]]] = {}
        for row, (elements, span) in enumerate(zip(self.matrix.rows, self.spans, strict=True)):
            for piece in self.content.pieces(elements, self.at.group[1]):
                for columns, kernel_row in _runs(elements, range(*piece)):
                    tinted.setdefault((self.content.tint(kernel_row), span), []).append((range(row, row + 1), columns))
        for (role, span), areas in tinted.items():
            yield from block.fill(self.at, areas, role, span)

    def lines(self) -> Iterator[Item]:
        """The lines between cells and around blocks."""
        yield from block.lines(self.at, strong=False)

    def digits(self) -> Iterator[Item]:
        """Weights, and the zeros where they are not too many."""
        content, cell_px = self.content, self.at.cell_px
        strings = {own: content.element(own) for elements in self.matrix.rows for own in elements.values()}
        single = [string for own, string in strings.items() if not content.named or len(own) == 1]
        size = block.em(single or ["0"], cell_px, self.scale, least=self.content.least_written)
        zeros = len(self.matrix.rows) * self.matrix.columns <= MOST_ZEROS
        for row, (elements, span) in enumerate(zip(self.matrix.rows, self.spans, strict=True)):
            for column in range(self.matrix.columns) if zeros else elements:
                place = self.at.middle(row, column)
                if column not in elements:
                    yield from block.write("0", size, place, cell_px, "zero", span)
                elif content.named and len(elements[column]) > 1:
                    yield from self._added_names(elements[column], place, span)
                else:
                    yield from block.write(strings[elements[column]], size, place, cell_px, "weight", span)

    def _added_names(self, weights: tuple[Index, ...], place: Point, span: Span) -> Iterator[Item]:
        """Names that are added up have a line each."""
        names = [("+" if nth else "") + self.content.weight(weight) for nth, weight in enumerate(weights)]
        cell_px = self.at.cell_px
        size = block.em(names, cell_px, self.scale, len(names), least=self.content.least_written)
        for nth, name in enumerate(names):
            y = place[1] + (nth - (len(names) - 1) / 2) * cell_px / (len(names) + 0.3)
            yield from block.write(name, size, (place[0], y), cell_px, "weight", span)


def _runs(elements: Row, columns: range) -> Iterator[tuple[range, int]]:
    """The columns side by side whose weights are of one row of the kernel, and which row that is."""
    first = columns.start
    for column in range(columns.start + 1, columns.stop + 1):
        if column == columns.stop or elements[column][0][0] != elements[first][0][0]:
            yield range(first, column), elements[first][0][0]
            first = column
