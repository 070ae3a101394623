"""The textbook's form of a matrix that is wider than high: matrix × column = column, with the planes over it."""

from collections.abc import Iterator

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.panel import Corner
from convanim.drawing.subject import Subject
from convanim.layers import matrix
from convanim.scene.items import Item, Spot
from convanim.views.matrix import acts, layer_planes, product, stepper
from convanim.views.matrix.film import Film
from convanim.views.matrix.layer_planes import NAME_ROOM
from convanim.views.matrix.lying import content_of
from convanim.views.matrix.row_names import ASIDE, RowName
from convanim.views.matrix.sums import Sums

LARGEST = 44
"""Pixels of a cell of the planes, where the matrix leaves them room."""
APART = 40
"""Pixels between planes, matrix and sum, at the least."""


class Upright:
    """The layout, measured from its own corner."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.cell_px, self.scale = subject, cell_px, lettering.scale(cell_px)
        scale = self.scale
        self.content, self.acts = content_of(subject, cell_px, scale), acts.acts(subject.layer)
        self.full = subject.words == "all"
        self.product = product.product(subject.layer, cell_px, scale, column=True, products=False)
        self.names_width = max((name.width(scale) for name in self._named()), default=0.0)
        self.left = round(self.names_width + ASIDE * scale) if self.names_width else 0
        room = max(self.product.matrix.width, 380 * scale)
        least = min(cell_px, round(20 * scale))
        self.planes = layer_planes.fitted(self.content, room, least, scale, with_grid=False, largest=LARGEST)
        self.sums = Sums(self.content, room, self.planes.input.cell_px, scale)
        self._place()

    def _place(self) -> None:
        """Planes, matrix and sum below each other, spread over the height of the input's column."""
        scale, matrix_high = self.scale, self.product.matrix.height
        head = round(stepper.ROOM * scale) if self.full else 0
        over = round(NAME_ROOM * scale) if self.subject.named else 0
        column = self.product.input.height
        parts = self.planes.height + matrix_high + self.sums.height
        apart = max(round(APART * scale), (over + column - parts) // 2)
        body = max(parts + 2 * apart, over + column)
        self.height = head + body + 2
        top = head + self.planes.height + apart
        self.planes = self.planes.moved(self.left, head)
        made = self.product.moved(self.left, top - self.product.matrix.y + 0.5)
        # The column is level with the matrix where it has room for that.
        level = min(max(top + (matrix_high - column) // 2, head + over), head + body - column)
        self.product = made._replace(input=made.input._replace(y=level + 0.5))
        self.sums_at = float(self.left), float(top + matrix_high + apart)
        wide = max(self.planes.width, self.sums.width)
        if self.product.input.left(0) < self.left + wide + ASIDE * scale:
            self._move_columns(self.left + wide + round(ASIDE * scale) - int(self.product.input.left(0)))
        name = RowName(self.subject.say("output"), "", "output_text").width(scale) if self.subject.named else 0.0
        output = self.product.output
        self.width = round(max(output.right(0), output.middle(0, 0)[0] + name / 2)) + 1

    def _move_columns(self, x: int) -> None:
        """Past planes and sums that are wider than the matrix."""
        made = self.product
        self.product = made._replace(
            input=made.input.moved(x, 0),
            output=made.output.moved(x, 0),
            equals=made.equals + x,
            times=None if made.times is None else made.times + x / 2,
        )

    def _named(self) -> list[RowName]:
        """The window's and the matrix'."""
        if not self.subject.named:
            return []
        say, (rows, columns) = self.subject.say, matrix.size(self.subject.layer)
        found = [
            RowName(say("window_name"), say("unrolled.window_means"), "accent_text"),
            RowName(say("matrix", size=f"{rows} × {columns}"), say("unrolled.kernel_shifted"), "accent_text"),
        ]
        return found if self.full else [name._replace(note="") for name in found]

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever there."""
        film = self._film(corner)
        yield from film.items(self._names(film, corner) if self.subject.named else ())
        x, y = self.sums_at[0] + corner[0], self.sums_at[1] + corner[1]
        for row in range(len(self.content.outputs)):
            yield from self.sums.items(row, (x, y), film.drawn.span(row))
        if self.full:
            yield from film.stepper(corner, self.width)
            yield from film.meanings(
                (x, y + self.sums.height / 2, self.sums.room), self.sums.height + APART * self.scale
            )
        yield from self._act_arrow(film)

    def spots(self, corner: Corner) -> list[Spot]:
        """The cells that answer when pointed at."""
        return self._film(corner).spots()

    def _film(self, corner: Corner) -> Film:
        at = self.planes.moved(*corner), self.product.moved(*corner)
        return Film(self.content, self.acts, at, self.scale)

    def _act_arrow(self, film: Film) -> Iterator[Item]:
        """Down from the kernel to the matrix."""
        made, (rows, columns) = film.product, self.subject.layer.kernel_size
        x, y = film.planes.kernel(rows, columns / 2)
        if x < made.matrix.right(made.matrix.size[1] - 1):
            points = [(x, y + 8 * self.scale), (x, made.matrix.y - 5 * self.scale)]
            yield from film.arrow(points, film.act_span("unroll"))

    def _names(self, film: Film, corner: Corner) -> Iterator[Item]:
        made, right = film.product, corner[0] + self.names_width
        middles = film.planes.middle, made.matrix.y + made.matrix.height / 2
        for name, middle in zip(self._named(), middles, strict=True):
            yield from name.items(right, middle, self.scale)
        for key, role, at in (("input", "input_text", made.input), ("output", "output_text", made.output)):
            part = Part(self.subject.say(key), lettering.NAME * self.scale, role)
            yield from lettering.line([part], at.middle(0, 0)[0], at.y - 10 * self.scale, "middle")
