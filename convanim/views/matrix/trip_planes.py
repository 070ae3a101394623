"""The four shapes of a round trip: input, output, what returns, and how far that is off."""

from collections.abc import Iterator, Sequence

from convanim.drawing import cells, lettering, marks
from convanim.drawing.lettering import Part, Span
from convanim.drawing.names import Name
from convanim.drawing.plane import Plane, flat
from convanim.layers import labels
from convanim.scene.items import Item, Style
from convanim.scene.timeline import ALWAYS, between
from convanim.style.text_metrics import text_width
from convanim.style.tints import WASH, letters_on
from convanim.views.matrix import block
from convanim.views.matrix.content import Content
from convanim.views.matrix.layer_planes import NAME_ROOM
from convanim.views.matrix.returned import Returned

WIDE = 780
"""Pixels that the planes may take where the matrix is narrower."""
LARGEST = 38
"""Pixels of a cell, at the usual scale."""


class TripPlanes:
    """A row of planes with arrows between them, spread over a ``room`` in pixels."""

    def __init__(self, content: Content, found: Returned, room: float, scale: float) -> None:
        self.content, self.found, self.scale, self.subject = content, found, scale, content.subject
        self.rows, self.columns = content.layer.axes
        self.timeline = content.subject.timeline
        self.arrows = self._arrow_words()
        words = max((text_width(word, lettering.NAME * scale) for word in self.arrows), default=0.0)
        gap = max(words + 18 * scale, 56 * scale)
        sizes = self._sizes()
        named = [name.width(scale) for name in self._names()]

        def widths(cell_px: int) -> list[float]:
            return [max(size[1] * cell_px, name) for size, name in zip(sizes, named, strict=True)]

        most = max(room, WIDE * scale) - 3 * gap
        cells_px = range(1, round(LARGEST * scale) + 1)
        self.cell_px = max((cell_px for cell_px in cells_px if sum(widths(cell_px)) <= most), default=1)
        self.widths = widths(self.cell_px)
        self.gap = max((room - sum(self.widths)) / 3, gap)
        self.lefts = [round(sum(self.widths[:n]) + n * self.gap) for n in range(4)]
        self.width = round(self.lefts[3] + self.widths[3])
        self.head = round(NAME_ROOM * scale) if self.subject.named else 0
        self.tall = max(size[0] for size in sizes) * self.cell_px
        self.height = self.head + self.tall

    def _sizes(self) -> Sequence[Sequence[int]]:
        layer = self.content.layer
        bordered = len(self.rows.positions), len(self.columns.positions)
        return [bordered, layer.output_size, layer.input_size, layer.input_size]

    def _arrow_words(self) -> list[str]:
        if self.subject.words != "all":
            return []
        return [self.subject.say(f"there_and_back.{key}") for key in ("across", "down", "less_input")]

    def _names(self) -> list[Name]:
        say, layer = self.subject.say, self.content.layer
        if not self.subject.named:
            return [Name("", "ink")] * 4
        input_, output = labels.size(layer.input_size), labels.size(layer.output_size)
        return [
            Name(say("input"), "input_text", input_),
            Name(say("output"), "output_text", output),
            Name(say("returned"), "output_text", input_),
            Name(say("difference"), "difference_text", input_),
        ]

    def placed(self, corner: tuple[float, float]) -> list[Plane]:
        """The planes; places of the input count from its first value."""
        found = []
        for left, size in zip(self.lefts, self._sizes(), strict=True):
            y = self.head + (self.tall - size[0] * self.cell_px) / 2
            found.append(flat(self.cell_px).moved(round(corner[0] + left) + 0.5, round(corner[1] + y) + 0.5))
        start = self.rows.positions.start, self.columns.positions.start
        found[0] = found[0].moved(-start[1] * self.cell_px, -start[0] * self.cell_px)
        return found

    def words(self, planes: list[Plane], left: float) -> Iterator[Item]:
        """The names over the planes, and the arrows between them; ``left`` is where the first plane starts."""
        for name, plane, own in zip(self._names(), planes, self.lefts, strict=True):
            top = plane(self.rows.positions.start if plane is planes[0] else 0, 0)[1]
            yield from name.items(left + own, top - 10 * self.scale, self.scale)
        yield from self._arrows(left, planes[1](self.content.layer.output_size[0] / 2, 0)[1])

    # Which step fills which cell of a plane

    def _since(self, plane: int, number: int) -> Span:
        forward = self.content.layer.steps_count
        return self.timeline.since(number if plane == 1 else forward + number)

    def areas(self, planes: list[Plane]) -> Iterator[Item]:
        """The input with its border, and the cells of the others as they fill."""
        theme = self.subject.theme._replace(published=False)
        yield from cells.input_cells(planes[0], self.rows, self.columns, theme, marks=False)
        output = theme.looks["output"].fill
        for nth, size in enumerate(self._sizes()):
            if not nth:
                continue
            plane = planes[nth]
            cell = cells.shape(plane, [0], [0])
            yield Item(cells.block(plane, *size), *plane(0, 0), Style(fill="paper"), 0, ALWAYS)
            for number in range(size[0] * size[1]):
                fill = self.found.tint(number) if nth == 3 else output
                place = divmod(number, size[1])
                yield Item(cell, *plane(*place), Style(fill=fill), *self._since(nth, number))

    def lines(self, planes: list[Plane]) -> Iterator[Item]:
        """On what fills."""
        for plane, size in zip(planes[1:], self._sizes()[1:], strict=True):
            yield from cells.lattice(plane, range(size[0]), range(size[1]))

    def outlines(self, planes: list[Plane]) -> Iterator[Item]:
        """The window and what it makes; on the way back the output, and the cell that returns."""
        layer, line = self.content.layer, cells.now_line(self.cell_px)
        cell = cells.shape(planes[1], [0], [0])
        window = cells.window(planes[0], self.rows, self.columns)
        for start, stop, place in self._moments(0, self.content.outputs):
            at = place[0] * self.rows.stride - self.rows.before, place[1] * self.columns.stride - self.columns.before
            yield Item(window, *planes[0](*at), line._replace(fill=WASH), start, stop)
            yield Item(cell, *planes[1](*place), line, start, stop)
        whole = cells.block(planes[1], *layer.output_size)
        back = self.timeline.span(layer.steps_count)[0]
        yield Item(whole, *planes[1](0, 0), line, back, self.timeline.frames)
        for start, stop, place in self._moments(layer.steps_count, self.content.inputs):
            for plane in (planes[0], planes[2], planes[3]):
                yield Item(cell, *plane(*place), line, start, stop)

    def _moments(self, first: int, places: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, tuple[float, float]]]:
        """Start, stop and place; from the end of a row nothing flies back over the data."""
        for number, place in enumerate(places):
            following = places[min(number + 1, len(places) - 1)]
            for moment in self.timeline.moments(first + number):
                if not moment.share or following[0] == place[0]:
                    yield moment.start, moment.stop, between(place, following, moment.share)

    def digits(self, planes: list[Plane]) -> Iterator[Item]:
        """All numbers, painted last."""
        content, write, theme = self.content, self.content.notation.write, self.subject.theme
        inputs = [content.value(index) for index in content.inputs]
        outputs = [content.result(row) for row in range(len(content.outputs))]
        returned, differences = list(map(write, self.found.values)), list(map(write, self.found.differences))
        size = block.em(
            [*inputs, *outputs, *returned, *differences], self.cell_px, self.scale, least=self.content.least_written
        )
        yield from self._input_digits(planes[0], inputs, size)
        ground = letters_on(theme.looks["output"].fill or "paper")
        for nth, strings in ((1, outputs), (2, returned), (3, differences)):
            across = self._sizes()[nth][1]
            for number, string in enumerate(strings):
                row, column = divmod(number, across)
                role = letters_on(self.found.tint(number)) if nth == 3 else ground
                place = planes[nth](row + 0.5, column + 0.5)
                yield from block.write(string, size, place, self.cell_px, role, self._since(nth, number))

    def _input_digits(self, plane: Plane, inputs: list[str], size: float | None) -> Iterator[Item]:
        across = self.content.layer.input_size[1]
        ground = letters_on(self.subject.theme.looks["input"].fill or "paper", WASH)
        for row in self.rows.positions:
            for column in self.columns.positions:
                down, along = self.rows.place(row).source, self.columns.place(column).source
                inside = row in range(self.rows.input_size) and column in range(self.columns.input_size)
                holds = down is not None and along is not None
                text = inputs[down * across + along] if down is not None and along is not None else "0"
                role = ground if inside else letters_on("copy", WASH) if holds else "zero_washed"
                place = plane(row + 0.5, column + 0.5)
                yield from block.write(text, size, place, self.cell_px, role, (0, ALWAYS))

    def _arrows(self, start: float, y: float) -> Iterator[Item]:
        """From plane to plane, with what is done over them."""
        scale = self.scale
        for nth in range(3):
            left = start + self.lefts[nth] + self.widths[nth]
            right = start + self.lefts[nth + 1]
            margin = max((right - left - 100 * scale) / 2, 9 * scale)
            points = [(left + margin, y), (right - margin, y)]
            for path, style in marks.arrow(points, Style(stroke="grey", width=1.5 * scale), 6 * scale):
                yield Item(path, 0, 0, style, 0, ALWAYS)
            if self.arrows:
                role = "input_text" if nth == 2 else "grey"
                word = [Part(self.arrows[nth], 14 * scale, role)]
                yield from lettering.line(word, (left + right) / 2, y - 9 * scale, "middle")
