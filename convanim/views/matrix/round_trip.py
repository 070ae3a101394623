"""There and back: the matrix read across gives the output, and read down what returns, which is not the input."""

from collections.abc import Iterator, Sequence
from itertools import chain

from convanim.drawing import lettering, products
from convanim.drawing.hotspots import input_and_output_spots
from convanim.drawing.lettering import Part
from convanim.drawing.panel import Corner
from convanim.drawing.subject import Subject
from convanim.layers import matrix
from convanim.scene.items import Item, Spot
from convanim.views.matrix import product
from convanim.views.matrix.lying import BANDS, content_of
from convanim.views.matrix.order import still_first
from convanim.views.matrix.returned import returned
from convanim.views.matrix.row_names import ASIDE, RowName
from convanim.views.matrix.trip_planes import TripPlanes
from convanim.views.matrix.way_back import WayBack

OVER, BETWEEN = 16, 10
"""Pixels from the matrix to the returned row, and from there to the differences."""
SUM, NAMED = 34, 36
"""Pixels from the last row to the middle of the sum below it, and from one name of two lines to the next."""


class RoundTrip:
    """The layout, measured from its own corner."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.cell_px, self.scale = subject, cell_px, lettering.scale(cell_px)
        scale = self.scale
        self.content, self.full = content_of(subject, cell_px, scale), subject.words == "all"
        self.found = returned(self.content)
        self.product = product.product(subject.layer, cell_px, scale, column=False, products=False, close=subject.card)
        self.names_width = max((name.width(scale) for name in self._named()), default=0.0)
        self.left = round(self.names_width + ASIDE * scale) if self.names_width else 0
        self.planes = TripPlanes(self.content, self.found, max(self.product.width, 560 * scale), scale)
        self._place()

    def _place(self) -> None:
        scale, cell_px = self.scale, self.cell_px
        # A card has no room for the planes: the matrix and its rows tell of there and back.
        top = 0 if self.subject.card else self.planes.height + round(BANDS * scale)
        self.product = self.product.moved(self.left, top)
        matrix_middle = self.product.matrix.y + self.product.matrix.height / 2
        y = max(self.product.foot + OVER * scale, matrix_middle + NAMED * scale - cell_px / 2)
        row = self.product.input._replace(y=round(y) + 0.5)
        self.rows = row, row.moved(0, cell_px + round(BETWEEN * scale))
        self.sum_middle = self.rows[1].bottom(0) + SUM * scale
        self.told = self.subject.named and not self.subject.card
        self.height = round(self.sum_middle + 10 * scale) if self.told else round(self.rows[1].bottom(0)) + 2
        right = max(self.left + self.product.width, self._output_name_end)
        if not self.subject.card:
            right = max(right, self.left + self.planes.width)
        self.width = round(max(right, self.left + self._widest_sum())) + 1

    # Names

    def _named(self) -> list[RowName]:
        """Of each row."""
        if not self.subject.named:
            return []
        say, (rows, columns) = self.subject.say, matrix.size(self.subject.layer)
        read_down = say("there_and_back.read_down", size=f"{columns} × {rows}")
        found = [
            RowName(say("input"), say("unrolled.row_after_row"), "input_text"),
            RowName(say("matrix", size=f"{rows} × {columns}"), read_down, "accent_text"),
            RowName(say("returned"), say("there_and_back.sum_of_column"), "output_text"),
            RowName(say("difference"), say("there_and_back.returned_less_input"), "difference_text"),
        ]
        if self.cell_px < ROW_NAMED * self.scale:
            # Rows so near each other have room for one line.
            found[2:] = [name._replace(note="") for name in found[2:]]
        return found if self.full else [name._replace(note="") for name in found]

    @property
    def _output_name(self) -> RowName:
        count = self.subject.language.counted("there_and_back.numbers", self.subject.layer.steps_count)
        return RowName(self.subject.say("output"), count if self.full else "", "output_text")

    @property
    def _output_name_end(self) -> float:
        if not self.subject.named:
            return 0.0
        after_input = self.product.input.right(self.product.input.size[1] - 1) + 10 * self.scale
        return max(self.product.output.right(0), after_input + self._output_name.width(self.scale))

    # Items

    def items(self, corner: Corner) -> Iterator[Item]:
        """All that is ever there."""
        made, rows = self.product.moved(*corner), (self.rows[0].moved(*corner), self.rows[1].moved(*corner))
        drawn = WayBack(self.content, made, self.found, rows)
        planes = self.planes.placed((corner[0] + self.left, corner[1]))
        words = self._names(corner, drawn) if self.subject.named else ()
        if self.subject.card:
            yield from still_first(chain(words, drawn.areas()))
            yield from chain(drawn.lines(), drawn.outlines())
            yield from still_first(drawn.digits())
            return
        still = chain(words, self.planes.words(planes, corner[0] + self.left), self.planes.areas(planes), drawn.areas())
        yield from still_first(still)
        yield from chain(self.planes.lines(planes), drawn.lines())
        yield from chain(self.planes.outlines(planes), drawn.outlines())
        yield from still_first(chain(self.planes.digits(planes), drawn.digits()))
        if self.told:
            yield from self._sums(corner, drawn)

    def _names(self, corner: Corner, drawn: WayBack) -> Iterator[Item]:
        """Beside the rows, centred on them."""
        half, right, made = self.cell_px / 2, corner[0] + self.names_width, drawn.at
        rows = drawn.returned.y, drawn.difference.y
        middles = made.input.y + half, made.matrix.y + made.matrix.height / 2, rows[0] + half, rows[1] + half
        for name, middle in zip(self._named(), middles, strict=True):
            yield from name.items(right, middle, self.scale)
        yield from self._output_name.items(corner[0] + self._output_name_end, made.input.y + half, self.scale)

    def spots(self, corner: Corner) -> list[Spot]:
        """The cells of the input and of the output; those of the input are read, and return in their own steps."""
        planes = self.planes.placed((corner[0] + self.left, corner[1]))
        found: list[Spot] = []
        if self.subject.card:
            return found
        for number, spot in enumerate(input_and_output_spots(self.subject.layer, planes[0], planes[1])):
            returns = () if spot.kind == "output" else (self.subject.layer.steps_count + number,)
            found.append(spot._replace(steps=(*spot.steps, *returns)))
        return found

    # The sums below

    def _widest_sum(self) -> float:
        """Pixels, of those that are written out."""
        if not self.told:
            return 0.0
        rows, columns = matrix.size(self.subject.layer)
        lines = [*map(self._across, range(rows)), *map(self._down, range(columns))]
        return max(map(lettering.width, lines))

    def _sums(self, corner: Corner, drawn: WayBack) -> Iterator[Item]:
        rows, columns = matrix.size(self.subject.layer)
        x, y = corner[0] + self.left, corner[1] + self.sum_middle + 6 * self.scale
        for row in range(rows):
            yield from lettering.line(self._across(row), x, y, span=drawn.span(row))
        for column in range(columns):
            yield from lettering.line(self._down(column), x, y, span=drawn.back(column))

    def _across(self, row: int) -> list[Part]:
        """``Row 3: 1·1 + 3·2 + … = −2``"""
        head = self.subject.say("there_and_back.row", number=row + 1)
        terms = [term for term in self.content.terms(row) if term.holds]
        return self._written(head, terms, "input_text", (self.content.relation(row), self.content.result(row)))

    def _down(self, column: int) -> list[Part]:
        """``Column 10: 9·(−1) + 3·2 = −19 but the input was 1: off by −20``"""
        content, say, write = self.content, self.subject.say, self.content.notation.write
        cells = content.matrix.transposed().rows[column]
        assert content.numbers is not None
        pairs = [(content.numbers.output[content.outputs[row]], content.summed(own)) for row, own in cells.items()]
        terms = [products.Product(write(value), write(weight), True) for value, weight in pairs]
        returned_, off = self.found.values[column], self.found.differences[column]
        relation = content.notation.relation(content.notation.products(pairs), returned_)
        head = say("there_and_back.column", number=column + 1)
        size, scale = 15 * self.scale, self.scale
        was = say("there_and_back.input_was" if off else "there_and_back.input_was_same")
        verdict = say("there_and_back.off_by", difference=write(off)) if off else say("there_and_back.the_same")
        tail = [
            Part(was, size, "grey", 14 * scale),
            Part(content.value(content.inputs[column]), 20 * scale, "input_text", 7 * scale),
            Part(":" if off else "", size, "grey"),
            Part(verdict, 16 * scale, "difference_text" if off else "grey", 9 * scale),
        ]
        return self._written(head, terms, "output_text", (relation, write(returned_)), tail)

    def _written(
        self, head: str, terms: list[products.Product], role: str, result: tuple[str, str], tail: Sequence[Part] = ()
    ) -> list[Part]:
        """The sum, its values in a colour of this ``role``; without its terms where they are too many for a line."""
        scale = self.scale
        size, gap = 16 * scale, 8 * scale
        first, rest = Part(head, 15 * scale, "grey"), [Part(result[1], 20 * scale, "output_text", gap), *tail]
        parts: list[Part] = []
        for nth, term in enumerate(terms):
            value, weight = products.bracketed(term.value), products.bracketed(term.weight)
            parts += [Part("+", 14 * scale, "zero", gap)] if nth else []
            parts += [Part(value, size, role, gap), Part("·", size, "zero"), Part(weight, size, "accent_text")]
        parts += [Part(result[0], size, "grey", gap)] if terms else []
        whole = [first, *parts, *rest]
        return whole if lettering.width(whole) <= WIDEST * scale - self.left else [first, *rest]


WIDEST = 930
"""Pixels that the line of the sum may take with the names' column; a longer sum is not written out."""
ROW_NAMED = 24
"""Pixels of a row from which its name has a line more."""
