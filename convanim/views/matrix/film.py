"""The film of a matrix: planes of the layer, the product, and between them the acts, whatever their places."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from convanim.drawing import cells, lettering, marks
from convanim.drawing.hotspots import input_spots, output_spots, value_spots
from convanim.drawing.lettering import Part, Span
from convanim.scene.items import Item, Path, Point, Spot, Style
from convanim.scene.timeline import between
from convanim.views.matrix import stepper
from convanim.views.matrix.acts import Acts
from convanim.views.matrix.content import Content
from convanim.views.matrix.elements import Elements
from convanim.views.matrix.layer_drawn import LayerDrawn
from convanim.views.matrix.layer_planes import LayerPlanes
from convanim.views.matrix.multiplied import Multiplied
from convanim.views.matrix.order import still_first
from convanim.views.matrix.product import Product

Box = tuple[Point, ...]


class Film:
    """All that the layouts share."""

    def __init__(self, content: Content, acts: Acts, at: tuple[LayerPlanes, Product], scale: float) -> None:
        self.content, self.subject, self.acts, self.scale = content, content.subject, acts, scale
        self.timeline = content.subject.timeline
        self.planes, self.product = at
        self.drawn = LayerDrawn(content, at[0], acts.first, self.timeline)
        self.multiplied = Multiplied(content, at[1], acts, self.timeline)

    def items(
        self, words: Iterable[Item], elements: Sequence[Elements] = (), outlines: Iterable[Item] = ()
    ) -> Iterator[Item]:
        """All that is ever there, with the words of a layout's own, and another matrix and the outlines on it."""
        rows = self.timeline.span(self.acts.first)[0], self.timeline.span(self.acts.fold)[0]
        areas = [self.drawn.areas(), self.multiplied.areas(), *(each.areas() for each in elements)]
        yield from still_first(chain(words, self.drawn.words(), self.drawn.operators(rows), *areas))
        yield from chain(self.drawn.lines(), self.multiplied.lines(), *(each.lines() for each in elements))
        yield from self.drawn.windows()
        yield from self.multiplied.outlines()
        yield from outlines
        yield from self._act_outlines()
        yield from self._flights()
        digits = [self.drawn.digits(), self.multiplied.digits(), *(each.digits() for each in elements)]
        yield from still_first(chain.from_iterable(digits))
        for row in range(len(self.content.outputs)):
            yield from self.drawn.terms(row)

    def spots(self) -> list[Spot]:
        """The cells of the input and of the output, with the steps that read and make them."""
        layer, first = self.content.layer, self.acts.first
        plane = self.planes.input
        # Where stamps are laid, the values stand without zeros between them.
        found = value_spots(layer, plane) if self.content.scatters else input_spots(layer, plane)
        found += output_spots(layer, self.planes.output)
        return [spot._replace(steps=tuple(step + first for step in spot.steps)) for spot in found]

    # The acts around the rows

    def act_span(self, act: str) -> Span:
        """The frames of an act."""
        if act == "unroll":
            return self.timeline.span(0)[0], self.timeline.span(len(self.acts.unrolled) - 1)[1]
        return self.timeline.span({"flatten": self.acts.flatten, "fold": self.acts.fold}[act])

    def _act_outlines(self) -> Iterator[Item]:
        """What becomes what: outlines around both, as long as the act lasts."""
        line = cells.now_line(self.planes.input.cell_px)
        yield Item(Path(tuple(self._kernel_rows())), 0, 0, line, *self.act_span("unroll"))
        if not self.content.scatters:
            for step, rows in enumerate(self.acts.unrolled):
                yield from self.drawn.window_on(rows.start, self.timeline.span(step))
        for act, ends in (("flatten", self._flat_ends()), ("fold", self._fold_ends())):
            for boxes in ends:
                yield Item(Path(tuple(boxes)), 0, 0, line, *self.act_span(act))

    def _flights(self) -> Iterator[Item]:
        """Outlines on their way, from one act to the next."""
        line = cells.now_line(self.product.matrix.cell_px)
        for step, rows in enumerate(self.acts.unrolled[1:], 1):
            if self.acts.turn is None:
                yield from self._fly(step - 1, *self._unroll_ends(rows.start), line)
        yield from self._fly(self.acts.flatten - 1, *self._flat_ends(), line)
        yield from self._fly(self.acts.fold - 1, *self._fold_ends(), line)

    def _fly(self, step: int, here: Sequence[Box], there: Sequence[Box], line: Style) -> Iterator[Item]:
        for moment in self.timeline.moments(step):
            if moment.share:
                boxes = tuple(_between(a, b, moment.share) for a, b in zip(here, there, strict=True))
                yield Item(Path(boxes), 0, 0, line, moment.start, moment.stop)

    def _kernel_rows(self) -> list[Box]:
        rows, columns = self.content.layer.kernel_size
        return [self.planes.kernel.block(row, 0, 1, columns) for row in range(rows)]

    def _unroll_ends(self, row: int) -> tuple[list[Box], list[Box]]:
        """Each row of the kernel, and where it lands."""
        elements, kernel = self.content.matrix.rows[row], self._kernel_rows()
        pieces = self.content.pieces(elements)
        here = [kernel[elements[piece.start][0][0]] for piece in pieces]
        return here, [self.product.matrix.box(range(row, row + 1), range(*piece)) for piece in pieces]

    def _flat_ends(self) -> tuple[list[Box], list[Box]]:
        """Each row of the input, in its plane and in the vector."""
        rows, columns = self.content.layer.input_size
        spread = (1, 1) if self.content.scatters else tuple(axis.input_dilation for axis in self.content.layer.axes)
        plane, vector = self.planes.input, self.product.input
        here = [plane.block(row * spread[0], 0, 1, columns) for row in range(rows)]
        upright = self.product.times is not None
        cells_ = [range(row * columns, (row + 1) * columns) for row in range(rows)]
        return here, [vector.box(each, range(1)) if upright else vector.box(range(1), each) for each in cells_]

    def _fold_ends(self) -> tuple[list[Box], list[Box]]:
        """Each row of the output, in the vector and in its plane."""
        rows, columns = self.content.layer.output_size
        cells_ = [range(row * columns, (row + 1) * columns) for row in range(rows)]
        here = [self.product.output.box(each, range(1)) for each in cells_]
        return here, [self.planes.output.block(row, 0, 1, columns) for row in range(rows)]

    # Pieces that layouts place

    def arrow(self, points: list[Point], span: Span) -> Iterator[Item]:
        """From what is there to what it becomes."""
        style = Style(stroke="accent", width=1.75 * self.scale)
        for path, drawn in marks.arrow(points, style, 7 * self.scale):
            yield Item(path, 0, 0, drawn, *span)

    def stepper(self, corner: tuple[float, float], room: float) -> Iterator[Item]:
        """The acts in words."""
        keys = stepper.keys(self.acts, column=self.product.times is not None)
        words = [self.subject.say(f"unrolled.act_{key}") for key in keys]
        yield from stepper.items(self.subject, self.acts, words, (*corner, room), self.scale)

    def meanings(self, at: tuple[float, float, float], high: float) -> Iterator[Item]:
        """What an act means, where later the products stand: at a left edge, around a middle, and so wide.

        What has no room in a ``high`` of so many pixels is left out.
        """
        (x, middle, room), size = at, 13 * self.scale
        for act, key in enumerate(stepper.keys(self.acts, column=self.product.times is not None)):
            if key == "multiply":
                continue
            columns = self.content.layer.output_size[1]
            text = self.subject.say(f"unrolled.means_{key}", count=columns)
            lines = lettering.wrapped(text, size, room)
            if len(lines) * 18 * self.scale > high:
                continue
            y = middle - 9 * self.scale * (len(lines) - 1) + 0.352 * size
            for line in lines:
                span = stepper.spans(self.subject, self.acts, act)
                yield from lettering.line([Part(line, size, "grey")], x, y, span=span)
                y += 18 * self.scale


def _between(here: Box, there: Box, share: float) -> Box:
    return tuple(between(corner, other, share) for corner, other in zip(here, there, strict=True))
