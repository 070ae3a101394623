"""The sum of a row below the planes: in one line where it has room, else as a grid."""

from collections.abc import Iterator

from convanim.drawing import lettering, products
from convanim.drawing.lettering import Part, Span
from convanim.scene.items import Item
from convanim.views.matrix import layer_planes
from convanim.views.matrix.content import Content

GAP = 14
"""Pixels from a grid of products to their sum."""
HEAD = 28
"""Pixels from the top to the sum's own."""
TERM, PLUS, RESULT = 18, 16, 22
"""Pixels of an em of a term, of the signs between them, and of the result."""


class Sums:
    """The sums of all rows, in pixels."""

    def __init__(self, content: Content, room: float, cell_px: int, scale: float) -> None:
        self.content, self.room, self.scale = content, room, scale
        rows = range(len(content.steps))
        lines = [lettering.width(self._line(row)) for row in rows]
        self.in_line = max(lines) <= room
        self.grid = layer_planes.sums(content, min(max(cell_px, 24 * scale), 34 * scale), scale)
        result = max(lettering.width(self._result(row)) for row in rows)
        self.across = max(map(content.terms_across, rows))
        down = max(-(-len(content.terms(row)) // content.terms_across(row)) for row in rows)
        grid_width = self.grid.width + result + GAP * scale
        self.fits = self.in_line or grid_width <= room
        self.width = round(max(lines) if self.in_line else grid_width) if self.fits else round(result)
        lines_high = 34 * scale if self.in_line or not self.fits else down * self.grid.pitch[1]
        self.down = down
        self.height = round(HEAD * scale + lines_high)

    def items(self, row: int, corner: tuple[float, float], span: Span) -> Iterator[Item]:
        """A row's head, its products, and what they add up to; the result alone where the products have no room."""
        x, y, scale, subject = *corner, self.scale, self.content.subject
        if subject.words == "all":
            yield from lettering.line(layer_planes.head(self.content, row + 1, scale), x, y + 13 * scale, span=span)
        top = y + HEAD * scale
        if self.in_line:
            yield from lettering.line(self._line(row), x, top + 20 * scale, span=span)
        elif not self.fits:
            yield from lettering.line(self._result(row), x, top + 20 * scale, span=span)
        else:
            terms, across = self.content.terms(row), self.content.terms_across(row)
            grid = self.grid._replace(columns=across)
            yield from grid.items(terms, x, top, scale, span)
            middle = top + self.grid.pitch[1] * -(-len(terms) // across) / 2
            place = x + grid.width + GAP * scale, middle + 0.352 * RESULT * scale
            yield from lettering.line(self._result(row), *place, span=span)

    def _line(self, row: int) -> list[Part]:
        parts: list[Part] = []
        for nth, term in enumerate(self.content.terms(row)):
            if nth:
                parts.append(Part("+", PLUS * self.scale, "zero", 9 * self.scale))
            first, *rest = products.written(term, TERM * self.scale)
            parts += [first._replace(gap=9 * self.scale if nth else 0), *rest]
        result = self._result(row)
        return [*parts, result[0]._replace(gap=9 * self.scale if parts else 0), *result[1:]]

    def _result(self, row: int) -> list[Part]:
        return [
            Part(self.content.relation(row), PLUS * self.scale, "grey"),
            Part(self.content.result(row), RESULT * self.scale, "output_text", 9 * self.scale),
        ]
