"""The way back: the transposed matrix times the result, which has the shape of the input and not its values."""

from collections.abc import Iterator

from convanim.drawing import cells
from convanim.scene.items import Item
from convanim.scene.timeline import ALWAYS
from convanim.style import tints
from convanim.views.matrix.flight import Flight
from convanim.views.matrix.parts import Shown, Span, empty_plane, outline_of
from convanim.views.matrix.placing import fitting_size
from convanim.views.matrix.product import Film


class RoundTrip(Film):
    """A convolution, and the transposed one with the same weights behind it."""

    def items(self) -> Iterator[Item]:
        """All that is ever on the page."""
        yield from super().items()
        yield from self._way_back()

    def _way_back(self) -> Iterator[Item]:
        """The transposed matrix times the result: it has the shape of the input again."""
        turned, start = self.matrix.transposed(), self.timeline.rest(self.turn)
        words = [self.words.notation.write(each) for each in self.returned]
        output = [self.words.output(index) for index in self.outputs]
        back = Shown(
            self.planes.back,
            turned,
            self.words.equals(turned, self._made(), self.returned),
            output,
            self.output_role,
            words,
            self.input_role,
            start,
            [start] * len(turned.rows),
            start,
            self.turn + 1,
            ALWAYS,
        )
        yield from self._product(back)
        plane = self.planes.returned
        yield from empty_plane(plane, self.layer.input_size, (0, ALWAYS))
        for row, index in enumerate(self.inputs):
            yield from self._factors(back, row)
            yield from self._row_frames(back, row)
            span = self.timeline.span(back.first + row)
            yield from self._readers(row, output, span)
            yield from self._frame(plane, index, span)
            yield from self._frame(self.planes.input, index, span)
        last = self.turn + 1 + len(turned.rows)
        yield from self._filled(plane, self.inputs, words, self.input_role, last)
        flights = [
            Flight(back.planes.result, (number, 0), plane, index, self.input_role, words[number])
            for number, index in enumerate(self.inputs)
        ]
        yield from self._flights(flights, last - 1)

    def _readers(self, row: int, words: list[str], span: Span) -> Iterator[Item]:
        """The cells of the output that an input cell went into, in the colours of the weights."""
        plane = self.planes.output
        em = fitting_size(words, plane.cell_px)
        for number, cells_ in enumerate(self.matrix.rows):
            if row in cells_:
                role = tints.weight_shade(cells_[row][0], self.layer.kernel_size)
                style = outline_of(plane.cell_px)._replace(fill=role)
                yield Item(cells.shape(plane, [0], [0]), *plane(*self.outputs[number]), style, *span)
                yield from self._word(words[number], em, plane, self.outputs[number], role, span)
