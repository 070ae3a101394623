"""A matrix on a card: the product, and the planes of the layer over it or, where it is high, left of it."""

from collections.abc import Iterator

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.panel import Corner
from convanim.drawing.subject import Subject
from convanim.layers import matrix
from convanim.scene.items import Item, Spot
from convanim.views.matrix import acts, layer_planes, product
from convanim.views.matrix.film import Film
from convanim.views.matrix.lying import content_of

BELOW, BESIDE = 22, 26
"""Pixels from the planes to the product."""
NAME = 21
"""Pixels below the matrix for its name."""


class OnCard:
    """The layout, measured from its own corner."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.cell_px, self.scale = subject, cell_px, lettering.scale(cell_px)
        self.content, self.acts = content_of(subject, cell_px, self.scale), acts.acts(subject.layer)
        column = subject.own["vectors"] == "column"
        made = product.product(subject.layer, cell_px, self.scale, column=column, products=False, close=True)
        rows, columns = matrix.size(subject.layer)
        # A column beside a low matrix leaves room over that.
        over = made.matrix.y - made.top
        stands, foot = rows > columns, round(NAME * self.scale) if subject.named else 0
        room = 0 if stands else made.matrix.width if column else made.width
        planes = layer_planes.planes(self.content, cell_px, room, self.scale, with_grid=False)
        if stands:
            self.height = max(planes.height, made.height + foot)
            self.planes = planes.moved(0, (self.height - planes.height) // 2)
            top = (self.height - made.height - foot) // 2
            self.product = made.moved(planes.width + round(BESIDE * self.scale), top)
            self.width = planes.width + round(BESIDE * self.scale) + made.width
        else:
            top = planes.height + round(BELOW * self.scale)
            top = max(top - round(over), 0) if column else top
            self.height = top + made.height + foot
            self.planes, self.product = planes, made.moved(0, top)
            self.width = max(planes.width, made.width)

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever there."""
        film = self._film(corner)
        yield from film.items(self._words(film) if self.subject.named else ())

    def _words(self, film: Film) -> Iterator[Item]:
        """The name of the matrix, below it."""
        rows, columns = matrix.size(self.subject.layer)
        name = self.subject.say("matrix", size=f"{rows} × {columns}")
        parts = [Part(name, lettering.NAME * self.scale, "accent_text")]
        made = film.product
        yield from lettering.line(parts, made.matrix.x, made.matrix.bottom(rows - 1) + (NAME - 3) * self.scale)

    def spots(self, corner: Corner) -> list[Spot]:
        """The cells that answer when pointed at."""
        return self._film(corner).spots()

    def _film(self, corner: Corner) -> Film:
        return Film(self.content, self.acts, (self.planes.moved(*corner), self.product.moved(*corner)), self.scale)
