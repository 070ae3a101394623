"""Input and output seen from above with their numbers, and the window between them: what several views show."""

from collections.abc import Iterator

from convanim.drawing import cell_text, cells
from convanim.drawing.plane import Plane
from convanim.drawing.subject import Subject
from convanim.geometry.steps import crossing
from convanim.layers.values import Numbers
from convanim.options.sizes import Size
from convanim.scene.items import Item, Style
from convanim.scene.timeline import ALWAYS, Moment, between
from convanim.style.number_text import Notation
from convanim.style.theme import Theme
from convanim.style.tints import WASH, letters_on


class Numbered:
    """Two planes of a figure; places of the input count from its first value."""

    def __init__(self, input_: Plane, output: Plane, subject: Subject, numbers: Numbers, notation: Notation) -> None:
        self.input, self.output, self.subject = input_, output, subject
        self.layer, self.theme = subject.layer, subject.theme
        self.numbers, self.notation = numbers, notation
        self.rows, self.columns = subject.layer.axes

    @staticmethod
    def room(cell_px: int) -> float:
        """Pixels that a number has."""
        return cell_text.room(cell_px)

    def areas(self) -> Iterator[Item]:
        """Cells and lines: the input with its border, the output as it fills."""
        yield from cells.input_cells(self.input, self.rows, self.columns, self._theme, marks=False)
        fill, size = self.theme.looks["output"].fill, self.layer.output_size
        cell = cells.shape(self.output, [0], [0])
        yield Item(cells.block(self.output, *size), *self.output(0, 0), Style(fill="paper"), 0, ALWAYS)
        for number, place in enumerate(self._places()):
            yield Item(cell, *self.output(*place), Style(fill=fill), *self.subject.timeline.since(number))
        yield from cells.lattice(self.output, range(size[0]), range(size[1]))

    @property
    def _theme(self) -> Theme:
        """Only the planes of the projection look as published."""
        return self.theme._replace(published=False)

    def windows(self, fill: str | None = WASH) -> Iterator[Item]:
        """The window and the outline of the cell that it makes; they glide to the next step."""
        rows, columns = self.rows, self.columns
        shape = cells.window(self.input, rows, columns)
        outline = cells.now_line(self.input.cell_px)
        current, cell = cells.now_line(self.output.cell_px), cells.shape(self.output, [0], [0])
        for moment, place in self._moments():
            start = place[0] * rows.stride - rows.before, place[1] * columns.stride - columns.before
            yield Item(shape, *self.input(*start), outline._replace(fill=fill), *moment.span, moment.then)
            yield Item(cell, *self.output(*place), current, *moment.span, moment.then)

    def digits(self) -> Iterator[Item]:
        """Values, zeros and results, painted last."""
        for row in self.rows.positions:
            for column in self.columns.positions:
                text, role = self._text_at(row, column)
                yield from cell_text.middle(self.input, (row, column), text, 0, ALWAYS, role)
        role = letters_on(self.theme.looks["output"].fill or "paper")
        for number, place in enumerate(self._places()):
            text = self.notation.write(self.numbers.output[place])
            yield from cell_text.middle(self.output, place, text, *self.subject.timeline.since(number), role)

    def _text_at(self, row: int, column: int) -> tuple[str, str]:
        """What stands at a position of the input, and the role of its letters."""
        places = self.rows.place(row), self.columns.place(column)
        kind, source = crossing(places[0].kind, places[1].kind), (places[0].source, places[1].source)
        if source[0] is not None and source[1] is not None:
            ground = cells.fill_of(self.theme, kind, self.rows) or "paper"
            return self.notation.write(self.numbers.input[source[0], source[1]]), letters_on(ground, WASH)
        # What rounding up adds is nothing at all; what output_padding adds is a zero.
        text = "" if kind == "extra" and self.layer.ceil_mode else self.layer.border_sign
        return text, "zero_washed"

    def _places(self) -> list[tuple[int, int]]:
        rows, columns = self.layer.output_size
        return [(row, column) for row in range(rows) for column in range(columns)]

    def _moments(self) -> Iterator[tuple[Moment, tuple[float, float]]]:
        """All moments, and the output place where the window is then."""
        places = self._places()
        for step, place in enumerate(places):
            following = places[min(step + 1, len(places) - 1)]
            for moment in self.subject.timeline.moments(step):
                yield moment, between(place, following, moment.share)


def kernel_numbers(
    plane: Plane, size: Size, numbers: Numbers, notation: Notation, *, turned: bool = False
) -> Iterator[Item]:
    """The weights, from the last to the first where the kernel is turned."""
    assert numbers.weights is not None
    rows, columns = size
    for row in range(rows):
        for column in range(columns):
            index = (rows - 1 - row, columns - 1 - column) if turned else (row, column)
            text = notation.write(numbers.weights[index])
            yield from cell_text.middle(plane, (row, column), text, 0, ALWAYS, "weight")
