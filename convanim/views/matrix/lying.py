"""A matrix that is wider than high: the planes of the layer over it, everything on its own columns."""

from collections.abc import Iterator
from functools import cached_property

from convanim.drawing import lettering
from convanim.drawing.panel import Corner
from convanim.drawing.subject import Subject
from convanim.layers import matrix
from convanim.scene.items import Item, Spot
from convanim.scene.timeline import ALWAYS
from convanim.views.matrix import acts, layer_planes, product, stepper
from convanim.views.matrix.block import LEAST_WRITTEN, WIDEST
from convanim.views.matrix.content import Content
from convanim.views.matrix.film import Film
from convanim.views.matrix.layer_planes import NOTE, LayerPlanes
from convanim.views.matrix.row_names import ASIDE, RowName
from convanim.views.matrix.sums import Sums

BANDS = 44
"""Pixels between the planes and the vectors below."""
BESIDE, LEAST_SUM = 60, 190
"""Pixels from a narrow product to the sum beside it, and that this takes at the least."""
PRODUCTS = 3
"""The place of their name among those of the rows."""
LEAST_MEANING = 150
"""Pixels of the products in whose place the meaning of an act is told."""
SAME_CELL = 26
"""Pixels of the matrix' cells from which the planes have cells of the same size; below they have larger ones."""


def content_of(subject: Subject, cell_px: int, scale: float) -> Content:
    """Its numbers have the room of the narrowest cell in which they are written."""
    small = cell_px < LEAST_WRITTEN and not subject.card
    return Content(subject, WIDEST * (round(28 * scale) if small else cell_px), small=small)


class Lying:
    """The layout with the input as a row over the matrix, measured from its own corner."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.cell_px, self.scale = subject, cell_px, lettering.scale(cell_px)
        self.content, self.acts = content_of(subject, cell_px, self.scale), acts.acts(subject.layer)
        self.full = subject.words == "all"
        self.product = product.product(
            subject.layer, cell_px, self.scale, column=False, products=not self.content.named
        )
        self.names_width = max((name.width(self.scale) for name in self._named()), default=0.0)
        self.left = round(self.names_width + ASIDE * self.scale) if self.names_width else 0
        planes, head = self._planes(), round(stepper.ROOM * self.scale) if self.full else 0
        self.height = head + planes.height + round(BANDS * self.scale) + self.product.height + 2
        self.planes = planes.moved(self.left, head)
        self.product = self.product.moved(self.left, self.height - 2 - self.product.height)
        right = max(self.left + self.product.width, self._output_name_end)
        self.sums, self.sums_at = self._sums(planes.width)
        self.width = round(max(self.left + planes.width, right)) + 1

    def _planes(self) -> LayerPlanes:
        across, cell_px, scale = self.product.output.right(0), self.cell_px, self.scale
        if cell_px < SAME_CELL * scale:
            return layer_planes.fitted(self.content, max(across, 480 * scale), cell_px, scale, with_grid=True)
        planes = layer_planes.planes(self.content, cell_px, across, scale, with_grid=True)
        if planes.width <= max(across + 0.5, 820 * scale):
            return planes
        return layer_planes.planes(self.content, cell_px, across, scale, with_grid=False)

    def _sums(self, width: int) -> tuple[Sums | None, tuple[float, float]]:
        """Right of a product that leaves room under the planes, where these have no products between them."""
        x = self.product.width + round(BESIDE * self.scale)
        room = width - x
        if self.planes.grid is not None or room < LEAST_SUM * self.scale:
            return None, (0.0, 0.0)
        sums = Sums(self.content, room, self.planes.input.cell_px, self.scale)
        if sums.height > self.product.height:
            return None, (0.0, 0.0)
        matrix_ = self.product.matrix
        return sums, (self.left + x, matrix_.y + max(matrix_.height - sums.height, 0) / 2)

    # Names

    def _named(self) -> list[RowName]:
        """The window's, and those of each row below."""
        if not self.subject.named:
            return []
        say, (rows, columns) = self.subject.say, matrix.size(self.subject.layer)
        found = [
            RowName(say("window_name"), say("unrolled.window_means"), "accent_text"),
            RowName(say("input"), say("unrolled.row_after_row"), "input_text"),
            RowName(say("matrix", size=f"{rows} × {columns}"), say("unrolled.kernel_shifted"), "accent_text"),
        ]
        if self.product.products is not None:
            found.append(RowName(say("products"), say("unrolled.column_by_column"), "output_text"))
        return found if self.full else [name._replace(note="") for name in found]

    @property
    def _output_name(self) -> RowName:
        note = self.subject.say("unrolled.row_after_row") if self.full else ""
        return RowName(self.subject.say("output"), note, "output_text")

    @cached_property
    def _output_name_end(self) -> float:
        """The right end of the output's name, which stands right of the input's row."""
        if not self.subject.named:
            return 0.0
        after_input = self.product.input.right(self.product.input.size[1] - 1) + 10 * self.scale
        return max(self.product.output.right(0), after_input + self._output_name.width(self.scale))

    # Items

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever there."""
        film = self._film(corner)
        yield from film.items(self._names(film, corner) if self.subject.named else ())
        yield from self._act_arrows(film)
        if self.full:
            yield from film.stepper(corner, self.width)
            yield from self._over_products(film)
        if self.sums is not None:
            x, y = self.sums_at[0] + corner[0], self.sums_at[1] + corner[1]
            for row in range(len(self.content.outputs)):
                yield from self.sums.items(row, (x, y), film.drawn.span(row))
            if self.full:
                yield from film.meanings((x, y + self.sums.height / 2, self.sums.room), self.product.height)

    def spots(self, corner: Corner) -> list[Spot]:
        """The cells that answer when pointed at."""
        return self._film(corner).spots()

    def _film(self, corner: Corner) -> Film:
        at = self.planes.moved(*corner), self.product.moved(*corner)
        return Film(self.content, self.acts, at, self.scale)

    def _act_arrows(self, film: Film) -> Iterator[Item]:
        """Down from the kernel to the matrix and from the input to its vector, up from the results to the output."""
        planes, made, layer = film.planes, film.product, self.subject.layer
        away, near = 8 * self.scale, 5 * self.scale
        x, y = planes.kernel(layer.kernel_size[0], layer.kernel_size[1] / 2)
        if x < made.matrix.right(made.matrix.size[1] - 1):
            yield from film.arrow([(x, y + away), (x, made.matrix.y - near)], film.act_span("unroll"))
        x, y = planes.input(film.drawn.rows.positions.stop, film.drawn.columns.spread_size / 2)
        y += NOTE * self.scale * len(layer_planes.notes(self.content)) + away
        if x < made.matrix.right(made.matrix.size[1] - 1):
            yield from film.arrow([(x, y), (x, made.input.y - near)], film.act_span("flatten"))
        rows, columns = layer.output_size
        left, right = planes.output(0, 0)[0] + 4, planes.output(0, columns)[0] - 4
        start = (made.input if self.subject.named else made.output).y - near
        x = made.output.middle(0, 0)[0]
        if left <= x <= right:
            yield from film.arrow([(x, start), (x, planes.output(rows, 0)[1] + away)], film.act_span("fold"))

    def _over_products(self, film: Film) -> Iterator[Item]:
        """The head of the products, and in their place what an act means that has none."""
        planes, scale = film.planes, self.scale
        if planes.grid is None:
            return
        x, y = planes.grid_at[0] + 6 * scale, min(planes.grid_at[1], planes.kernel.y) - 10 * scale
        for row in range(len(self.content.outputs)):
            head = layer_planes.head(self.content, row + 1, scale)
            yield from lettering.line(head, x, y, span=film.drawn.span(row))
        if planes.grid.width >= LEAST_MEANING * scale:
            yield from film.meanings((x, planes.middle, planes.grid.width - 6 * scale), planes.height + BANDS * scale)

    def _names(self, film: Film, corner: Corner) -> Iterator[Item]:
        """Beside the rows, centred on them."""
        made, right = film.product, corner[0] + self.names_width
        middles = [film.planes.middle, made.input.y + self.cell_px / 2, made.matrix.y + made.matrix.height / 2]
        if made.products is not None:
            middles.append(made.products.y + self.cell_px / 2)
        rows = film.timeline.span(self.acts.first)[0], film.timeline.span(self.acts.fold)[0]
        for nth, (name, middle) in enumerate(zip(self._named(), middles, strict=True)):
            # The products are there while rows are multiplied.
            yield from name.items(right, middle, self.scale, rows if nth == PRODUCTS else (0, ALWAYS))
        end = corner[0] + self._output_name_end
        yield from self._output_name.items(end, made.input.y + self.cell_px / 2, self.scale)
