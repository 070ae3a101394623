"""What happens in the planes of the layer while its matrix is multiplied."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from convanim.drawing import cells, lettering
from convanim.drawing.lettering import Part, Span
from convanim.drawing.names import Anchor, Name
from convanim.drawing.plane import Plane
from convanim.geometry.steps import crossing
from convanim.options.sizes import PlaneSize, Size
from convanim.scene.items import Item, Style
from convanim.scene.timeline import ALWAYS, Moment, Timeline, between
from convanim.style.tints import WASH, letters_on
from convanim.views.matrix import block, layer_planes
from convanim.views.matrix.content import Content, every_index
from convanim.views.matrix.layer_planes import LayerPlanes


class LayerDrawn:
    """The planes on the page; the output fills from step ``first`` on."""

    def __init__(self, content: Content, at: LayerPlanes, first: int, timeline: Timeline) -> None:
        self.content, self.at, self.first, self.timeline = content, at, first, timeline
        self.layer, self.theme = content.layer, content.subject.theme._replace(published=False)
        self.rows, self.columns = layer_planes.shown_axes(content)
        self.cell_px, self.scale = at.input.cell_px, at.scale

    def span(self, row: int) -> Span:
        """While a row is multiplied."""
        return self.timeline.span(self.first + row)

    def areas(self) -> Iterator[Item]:
        """Cells: the input with its border, the kernel in the tints of its rows, the output as it fills."""
        at = self.at
        yield from cells.input_cells(at.input, self.rows, self.columns, self.theme, marks=False)
        rows, columns = self.layer.kernel_size
        for row in range(rows):
            tint = Style(fill=self.content.tint(row))
            yield Item(cells.block(at.kernel, 1, columns), *at.kernel(row, 0), tint, 0, ALWAYS)
        yield from cells.lattice(at.kernel, range(rows), range(columns))
        yield from self._output_areas(at.output)

    def _output_areas(self, plane: Plane) -> Iterator[Item]:
        size, fill = self.layer.output_size, self.theme.looks["output"].fill
        yield Item(cells.block(plane, *size), *plane(0, 0), Style(fill="paper"), 0, ALWAYS)
        cell = cells.shape(plane, [0], [0])
        for row, place in enumerate(self.content.outputs):
            yield Item(cell, *plane(*place), Style(fill=fill), *self.timeline.since(self.first + row))

    def lines(self) -> Iterator[Item]:
        """On the output, over what fills it."""
        rows, columns = self.layer.output_size
        yield from cells.lattice(self.at.output, range(rows), range(columns))

    # What is now

    def windows(self) -> Iterator[Item]:
        """The window and the cell that it makes; or what a stamped cell is made of."""
        line, cell = cells.now_line(self.cell_px), cells.shape(self.at.output, [0], [0])
        for row, place in enumerate(self.content.outputs):
            if self.content.scatters:
                yield from self._stamped(row)
            for moment, at in self._moments(row, place):
                if not self.content.scatters:
                    yield self._window(at, moment.start, moment.stop)
                yield Item(cell, *self.at.output(*at), line, *moment.span, moment.then)

    def _moments(self, row: int, place: Size) -> Iterator[tuple[Moment, tuple[float, float]]]:
        """From a place to the next; from the end of a row nothing flies back over the data."""
        following = self.content.outputs[min(row + 1, len(self.content.outputs) - 1)]
        for moment in self.timeline.moments(self.first + row):
            if not moment.share or following[0] == place[0]:
                yield moment, between(place, following, moment.share)

    def _window(self, output: tuple[float, float], start: int, stop: int) -> Item:
        """On the input, where it lies for a place of the output."""
        rows, columns = self.layer.axes
        at = output[0] * rows.stride - rows.before, output[1] * columns.stride - columns.before
        style = cells.now_line(self.cell_px)._replace(fill=WASH)
        return Item(cells.window(self.at.input, rows, columns), *self.at.input(*at), style, start, stop)

    def window_on(self, row: int, span: Span) -> Iterator[Item]:
        """The window of a row, while it unrolls."""
        yield self._window(self.content.outputs[row], *span)

    def _stamped(self, row: int) -> Iterator[Item]:
        """The cells of the input and the weights whose products meet in an output."""
        line, content = cells.now_line(self.cell_px), self.content
        used = [content.inputs[column] for column in content.matrix.rows[row]]
        weights = list(layer_planes.kernel_cells(content, row))
        for plane, places, style in (
            (self.at.input, used, line._replace(fill=WASH)),
            (self.at.kernel, weights, line),
        ):
            if places:
                yield from _outlined(plane, places, style, self.span(row))

    # Digits and words

    def digits(self) -> Iterator[Item]:
        """Values, weights and results, painted last."""
        content, at = self.content, self.at
        inputs = {index: content.value(index) for index in content.inputs}
        results = [content.result(row) for row in range(len(content.outputs))]
        size = self._em([*inputs.values(), *results])
        for row in self.rows.positions:
            for column in self.columns.positions:
                text, role = self._text_at(row, column, inputs)
                yield from self._write(text, size, at.input, (row, column), role, (0, ALWAYS))
        weights = {index: content.weight(index) for index in every_index(self.layer.kernel_size)}
        weight_size = self._em(weights.values())
        for index, text in weights.items():
            yield from self._write(text, weight_size, at.kernel, index, "weight", (0, ALWAYS))
        role = letters_on(self.theme.looks["output"].fill or "paper")
        for row, text in enumerate(results):
            since = self.timeline.since(self.first + row)
            yield from self._write(text, size, at.output, content.outputs[row], role, since)

    def _em(self, strings: Iterable[str]) -> float | None:
        return block.em(strings, self.cell_px, self.scale, least=self.content.least_written)

    def _write(self, text: str, size: float | None, plane: Plane, place: Size, role: str, span: Span) -> Iterator[Item]:
        yield from block.write(text, size, plane(place[0] + 0.5, place[1] + 0.5), self.cell_px, role, span)

    def _text_at(self, row: int, column: int, inputs: Mapping[PlaneSize, str]) -> tuple[str, str]:
        """What stands at a position of the input, and the role of its letters."""
        places = self.rows.place(row), self.columns.place(column)
        kind = crossing(places[0].kind, places[1].kind)
        down, across = places[0].source, places[1].source
        if down is not None and across is not None:
            ground = cells.fill_of(self.theme, kind, self.rows) or "paper"
            return inputs[down, across], letters_on(ground, WASH)
        return self.layer.border_sign, "zero_washed"

    def words(self) -> Iterator[Item]:
        """The names above the planes, the notes below the input, and the operators."""
        if self.content.subject.named:
            for name, plane, anchor in self._named():
                yield from name.items(plane[0], plane[1] - 10 * self.scale, self.scale, anchor)
        y = self.at.input(self.rows.positions.stop, 0)[1] + layer_planes.NOTE * self.scale
        left = self.at.input(0, self.columns.positions.start)[0] - 0.5
        for note in layer_planes.notes(self.content):
            yield from lettering.line([Part(note, lettering.NOTE * self.scale, "grey")], left, y)
            y += layer_planes.NOTE * self.scale

    def _named(self) -> list[tuple[Name, tuple[float, float], Anchor]]:
        input_, kernel, output = layer_planes.names(self.content)
        at, columns = self.at, self.layer.output_size[1]
        corner = at.input(self.rows.positions.start, self.columns.positions.start)
        ends = at.output(0, columns)
        wider = output.width(self.scale) > columns * self.cell_px
        start = at.output.x - 0.5, at.output.y
        out: tuple[tuple[float, float], Anchor] = (ends, "end") if wider else (start, "start")
        return [
            (input_, (corner[0] - 0.5, corner[1]), "start"),
            (kernel, (at.kernel.x - 0.5, at.kernel.y), "start"),
            (output, *out),
        ]

    def operators(self, span: Span = (0, ALWAYS)) -> Iterator[Item]:
        """The signs between the planes; a transposed convolution's is a raised T longer."""
        size = 24 * self.scale
        for nth, (sign, x) in enumerate(self.at.operators):
            y = self.at.middle + 0.3 * size
            before_products = nth == 1 and self.at.grid is not None
            own = span if before_products else (0, ALWAYS)
            written = self.content.sign if sign == "=" else sign
            yield from lettering.line([Part(written, size, "grey")], x, y, "middle", own)
            if sign == "∗" and self.content.scatters:
                yield from lettering.line([Part("T", 0.55 * size, "grey")], x + 0.32 * size, y - 0.32 * size)

    def terms(self, row: int) -> Iterator[Item]:
        """The products of a row, in the place of the grid."""
        if self.at.grid is None:
            return
        listed = self.content.terms(row)
        grid = self.at.grid._replace(columns=self.content.terms_across(row))
        yield from grid.items(listed, *self.at.grid_at, self.scale, self.span(row))


def _outlined(plane: Plane, places: Sequence[Sequence[int]], style: Style, span: Span) -> Iterator[Item]:
    """One outline around places that fill a rectangle, or one around each."""
    rows, columns = sorted({row for row, _ in places}), sorted({column for _, column in places})
    whole = rows[-1] - rows[0] + 1 == len(rows) and columns[-1] - columns[0] + 1 == len(columns)
    if whole:
        shape = cells.block(plane, len(rows), len(columns))
    else:
        shape = cells.shape(plane, [row - rows[0] for row in rows], [column - columns[0] for column in columns])
    yield Item(shape, *plane(rows[0], columns[0]), style, *span)
