"""A matrix that is higher than wide, and the one of a transposed convolution beside the one that it is turned from."""

from collections.abc import Iterator

from convanim.drawing import cells, lettering, marks
from convanim.drawing.lettering import Part, Span
from convanim.drawing.names import Name
from convanim.drawing.panel import Corner
from convanim.drawing.subject import Subject
from convanim.layers import matrix
from convanim.scene.items import Item, Path, Point, Spot, Style
from convanim.views.matrix import acts, layer_planes, product, stepper
from convanim.views.matrix.block import Block
from convanim.views.matrix.elements import Elements
from convanim.views.matrix.film import Film
from convanim.views.matrix.lying import content_of
from convanim.views.matrix.row_names import ASIDE
from convanim.views.matrix.sums import Sums

BETWEEN = 56
"""Pixels from the planes and what stands below them to the matrix."""
LINK = 44
"""Pixels over the first matrix for the way from its columns to the rows of the other."""
NAME = 24
"""Pixels under a matrix for its name."""
LARGEST = 44
"""Pixels of a cell of the planes, which have more room here than the matrix."""
WIDE = 790
"""Pixels that planes and product take together, without the names beside this."""
LEAST = 440
"""Pixels that planes and sums may take, however narrow the first matrix is."""


class Standing:
    """The layout, measured from its own corner."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.cell_px, self.scale = subject, cell_px, lettering.scale(cell_px)
        scale = self.scale
        self.content, self.column = content_of(subject, cell_px, scale), subject.own["vectors"] == "column"
        self.acts, self.full = acts.acts(subject.layer), subject.words == "all"
        self.turned = self.content.matrix.transposed() if self.content.scatters else None
        self.product = product.product(subject.layer, cell_px, scale, column=self.column, products=False)
        first = self._first()
        free = WIDE * scale - self.product.width - BETWEEN * scale
        room = max(first.width if first else 0, free, LEAST * scale)
        least = min(cell_px, round(20 * scale))
        self.planes = layer_planes.fitted(self.content, room, least, scale, with_grid=False, largest=LARGEST)
        self.sums = Sums(self.content, max(room, self.planes.width), self.planes.input.cell_px, scale)
        self._place(first)

    def _first(self) -> Block | None:
        """The matrix of the convolution, where the layer's own is that one turned."""
        if self.turned is None:
            return None
        layer = self.subject.layer
        return product.blocks(self.turned.size, (layer.input_size[1], layer.output_size[1]), self.cell_px)

    def _place(self, first: Block | None) -> None:
        """The planes, the sum and the first matrix below each other, and the product right of them."""
        scale, named = self.scale, self.subject.named
        head = round((stepper.ROOM + 14) * scale) if self.full else 0
        name = round(NAME * scale) if named else 0
        over = round(layer_planes.NAME_ROOM * scale) if named and self.column else 0
        stack = self.planes.height + round(40 * scale) + self.sums.height
        if first is not None:
            stack += round(LINK * scale) + first.height
        body = max(stack, over + self.product.height)
        self.height = head + body + name + 2
        left = max(self.planes.width, self.sums.width, first.width if first else 0)
        x = round(left + BETWEEN * scale)
        self.meaning_width = x - ASIDE * scale
        spare = max(body - stack, 0) // 3
        down = 0 if first is not None else spare // 2
        self.planes = self.planes.moved(0, head + down)
        self.sums_at = 0.0, head + down + self.planes.height + round(40 * scale) + spare
        self.first = first and first.moved(0, head + body - first.height)
        self.product = self.product.moved(x, head + over + (body - over - self.product.height if first else 0))
        self.width = round(max(self.product.output.right(0), *(end for end, _ in self._name_ends()))) + 1

    # Names

    def _names(self) -> list[tuple[Name, Point]]:
        """Each name, and where it starts."""
        if not self.subject.named:
            return []
        say, made, scale = self.subject.say, self.product, self.scale
        rows, columns = matrix.size(self.subject.layer)
        notes = [say("unrolled.row_after_row")] if self.full and not self.column else []
        input_, output = Name(say("input"), "input_text", "", notes), Name(say("output"), "output_text", "", notes)
        foot = max(made.matrix.bottom(rows - 1) + 20 * scale, made.output.y + 54 * scale)
        if self.turned is None:
            name = Name(say("matrix", size=f"{rows} × {columns}"), "accent_text")
            found = [(name, (made.matrix.x, foot))]
        else:
            assert self.first is not None
            found = [(Name(say("unrolled.turned"), "accent_text", f"{rows} × {columns}"), (made.matrix.x, foot))]
            name = Name(say("unrolled.of_convolution"), "accent_text", f"{columns} × {rows}")
            found.append((name, (self.first.x, self.first.bottom(columns - 1) + 20 * scale)))
        if self.column:
            for each, at in ((input_, made.input), (output, made.output)):
                found.append((each, (at.middle(0, 0)[0] - each.width(scale) / 2, at.y - 10 * scale)))
            return found
        x = made.input.right(columns - 1) + 14 * scale
        found.append((input_, (x, made.input.y + (13 if notes else 0.5 * self.cell_px / scale + 5) * scale)))
        place = made.output.right(0) + 14 * scale, made.output.y + 14 * scale
        return [*found, (output, place)]

    def _name_ends(self) -> list[tuple[float, float]]:
        return [(place[0] + name.width(self.scale), place[1]) for name, place in self._names()] or [(0.0, 0.0)]

    # Items

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever there."""
        film = Film(self.content, self.acts, (self.planes.moved(*corner), self.product.moved(*corner)), self.scale)
        words = [
            item
            for name, place in self._names()
            for item in name.items(place[0] + corner[0], place[1] + corner[1], self.scale)
        ]
        elements = self._first_elements(film, corner)
        if elements is None:
            yield from film.items(words)
        else:
            yield from film.items(words, [elements], self._first_outlines(film, elements.at))
        x, y = self.sums_at[0] + corner[0], self.sums_at[1] + corner[1]
        for row in range(len(self.content.outputs)):
            yield from self.sums.items(row, (x, y), film.drawn.span(row))
        if self.full:
            yield from film.stepper(corner, self.width)
            yield from film.meanings(
                (x, y + self.sums.height / 2, self.meaning_width), self.sums.height + LINK * self.scale
            )

    def spots(self, corner: Corner) -> list[Spot]:
        """The cells that answer when pointed at."""
        at = self.planes.moved(*corner), self.product.moved(*corner)
        return Film(self.content, self.acts, at, self.scale).spots()

    def _first_elements(self, film: Film, corner: Corner) -> Elements | None:
        if self.first is None or self.turned is None:
            return None
        since = {row: step for step, rows in enumerate(self.acts.unrolled) for row in rows}
        spans = [film.timeline.since(since[row]) for row in range(len(self.turned.rows))]
        return Elements(self.content, self.first.moved(*corner), self.turned, spans)

    def _first_outlines(self, film: Film, first: Block) -> Iterator[Item]:
        """The rows that unroll, then the column that is the row of the step, and the way from the one to the other."""
        line, timeline = cells.now_line(self.cell_px), film.timeline
        rows, columns = first.size
        for step, unrolled in enumerate(self.acts.unrolled):
            yield Item(Path((first.box(unrolled, range(columns)),)), 0, 0, line, *timeline.span(step))
        assert self.acts.turn is not None
        turning = timeline.span(self.acts.turn)
        for each in (first, film.product.matrix):
            whole = each.box(range(each.size[0]), range(each.size[1]))
            yield Item(Path((whole,)), 0, 0, line, *turning)
        yield from self._link(film, first, 0, turning, self.subject.say("unrolled.column_is_row", number=1))
        shape = Path((tuple((x - first.x, y) for x, y in first.box(range(rows), range(1))),))
        for row in range(columns):
            following = min(row + 1, columns - 1)
            for moment in timeline.moments(self.acts.first + row):
                x = first.left(row) + (first.left(following) - first.left(row)) * moment.share
                yield Item(shape, x, 0, line, moment.start, moment.stop)
            text = self.subject.say("unrolled.column_is_row", number=row + 1)
            yield from self._link(film, first, row, film.drawn.span(row), text)

    def _link(self, film: Film, first: Block, column: int, span: Span, text: str) -> Iterator[Item]:
        """From the head of a column up, to the right in the gap over the matrix, and to the row of the other."""
        scale, target = self.scale, film.product.matrix
        x, level = first.left(column) + first.cell_px / 2, first.y - 16 * scale
        lane, y = target.x - 30 * scale, target.middle(column, 0)[1]
        end = target.x - 5 * scale
        points = marks.elbow([(x, first.y - 3 * scale), (x, level), (lane, level), (lane, y), (end, y)], 6 * scale)
        for path, style in marks.arrow(points, Style(stroke="guide", width=1.5 * scale), 6 * scale):
            yield Item(path, 0, 0, style, *span)
        if self.subject.named:
            part = [Part(text, 13 * scale, "accent_text")]
            yield from lettering.line(part, lane - 8 * scale, level - 6 * scale, "end", span)
