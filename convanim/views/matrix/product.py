"""The matrix view as it plays: the kernel unrolls to rows, the input to a column, a row a step, and the folding."""

from collections.abc import Iterator

from convanim.drawing import cells
from convanim.drawing.plane import Plane
from convanim.drawing.subject import Subject
from convanim.geometry.steps import Index
from convanim.layers import matrix as unrolled
from convanim.options.sizes import PlaneSize
from convanim.scene.items import Item, Path, Style, Text
from convanim.scene.timeline import ALWAYS, between
from convanim.style import tints
from convanim.style.number_text import Notation, total
from convanim.views.matrix import placing
from convanim.views.matrix.flight import Flight, fly
from convanim.views.matrix.parts import (
    INK,
    MOST_ZEROS,
    PALE,
    ZERO,
    Shown,
    Span,
    Words,
    empty_plane,
    every_index,
    narrowed,
    outline_of,
    row_groups,
    strong_line,
    word_in_cell,
)
from convanim.views.matrix.placing import Planes, fitting_size, room


class Film:
    """A layer as a matrix product, as it plays."""

    def __init__(self, subject: Subject, planes: Planes) -> None:
        self.layer, self.theme, self.planes = subject.layer, subject.theme, planes
        self.language = subject.language
        self.numbers = subject.numbers() if subject.written or subject.round_trip else None
        self.matrix = unrolled.unrolled(self.layer, limit=False)
        self.groups = row_groups(len(self.matrix.rows))
        self.column_step = len(self.groups)
        self.fold = self.column_step + 1 + len(self.matrix.rows)
        self.turn = self.fold + 1
        self.timeline = subject.timeline
        self.inputs = list(every_index(self.layer.input_size))
        self.outputs = list(every_index(self.layer.output_size))
        self.input_role = self.theme.looks["input"].fill or "paper"
        self.output_role = self.theme.looks["output"].fill or "paper"
        sizes = [self.matrix.size, self.matrix.size[::-1]] if subject.round_trip else [self.matrix.size]
        self.write_zeros = all(rows * columns <= MOST_ZEROS for rows, columns in sizes)
        self.round_trip = subject.round_trip
        self.returned = self._sent_back() if subject.round_trip else []
        cells_ = planes.there.matrix, planes.kernel, planes.input, planes.output
        notation = Notation(min(room(plane.cell_px) for plane in cells_))
        self.words = Words(self.layer, self.numbers, notation, flip=subject.source.flip)

    def items(self) -> Iterator[Item]:
        """All that is ever on the page."""
        yield from self._small_planes()
        there = self._there()
        yield from self._product(there)
        yield from self._unrolling(there)
        yield from self._windows(there)
        yield from self._folding(there)

    def _given(self) -> list[float]:
        return list(self.numbers.input.values()) if self.numbers else []

    def _made(self) -> list[float]:
        return list(self.numbers.output.values()) if self.numbers else []

    def _sent_back(self) -> list[float]:
        """The transposed matrix times the output."""
        assert self.numbers is not None
        assert self.numbers.weights is not None
        output = list(self.numbers.output.values())
        rows = [unrolled.in_numbers(row, self.numbers.weights) for row in self.matrix.transposed().rows]
        return [total(number * output[column] for column, number in row.items()) for row in rows]

    # What is always there

    def _small_planes(self) -> Iterator[Item]:
        planes, layer = self.planes, self.layer
        rows, columns = layer.axes
        yield from self._titles()
        yield from self._kernel()
        yield from cells.input_cells(planes.input, rows, columns, self.theme)
        yield from empty_plane(planes.output, layer.output_size, (0, ALWAYS))
        size = fitting_size([self.words.input(index) for index in self.inputs], planes.input.cell_px)
        for row, column in self.inputs:
            at = row * rows.input_dilation, column * columns.input_dilation
            string = self.words.input((row, column))
            yield from self._word(string, size, planes.input, at, self.input_role, (0, ALWAYS))

    def _titles(self) -> Iterator[Item]:
        size, last = self.planes.title_size, self.timeline.rest(self.timeline.steps - 1)
        for plane, string, x, y, most in self.planes.titles:
            baseline, told = y - 0.45 * size, {0: string}
            if plane == "returned":
                same = self.returned == self._given()
                told = {0: self.language.say("returned")}
                told[last] = self.language.say("returned_same" if same else "returned_other")
            for start, stop in zip(told, [*list(told)[1:], ALWAYS], strict=True):
                yield Item(narrowed(told[start], size, most), x, baseline, INK, start, stop)

    def _kernel(self) -> Iterator[Item]:
        plane, size = self.planes.kernel, self.layer.kernel_size
        weights = list(every_index(size))
        for weight in weights:
            style = Style(fill=tints.weight_shade(weight, size))
            yield Item(cells.shape(plane, [0], [0]), *plane(*weight), style, 0, ALWAYS)
        yield from empty_plane(plane, size, (0, ALWAYS))
        em = fitting_size([self.words.weights((weight,)) for weight in weights], plane.cell_px)
        for weight in weights:
            role = tints.weight_shade(weight, size)
            yield from self._word(self.words.weights((weight,)), em, plane, weight, role, (0, ALWAYS))

    # A product

    def _there(self) -> Shown:
        rest = self.timeline.rest
        since = [rest(step) for step, group in enumerate(self.groups) for _ in group]
        return Shown(
            self.planes.there,
            self.matrix,
            self.words.equals(self.matrix, self._given(), self._made()),
            [self.words.input(index) for index in self.inputs],
            self.input_role,
            [self.words.output(index) for index in self.outputs],
            self.output_role,
            0,
            since,
            rest(self.column_step),
            self.column_step + 1,
            rest(self.turn) if self.round_trip else ALWAYS,
        )

    def _product(self, shown: Shown) -> Iterator[Item]:
        rows, columns = shown.matrix.size
        matrix, factor, result = shown.planes
        shared = shown.start, shown.stop
        yield from self._matrix_areas(shown)
        factor_area = Path((factor.block(0, 0, columns),))
        yield Item(factor_area, 0, 0, Style(fill=shown.factor_look), shown.factor_since, shown.stop)
        for row in range(rows):
            since = self.timeline.rest(shown.first + row)
            fill = Style(fill=shown.result_look)
            yield Item(cells.shape(result, [0], [0]), *result(row, 0), fill, since, shown.stop)
        for plane, size in ((matrix, (rows, columns)), (factor, (columns, 1)), (result, (rows, 1))):
            yield from empty_plane(plane, size, shared)
        yield from self._signs(shown)
        yield from self._matrix_words(shown)
        em = self._column_size(shown)
        for column, string in enumerate(shown.factor):
            span = shown.factor_since, shown.stop
            yield from self._word(string, em, factor, (column, 0), shown.factor_look, span)
        for row, string in enumerate(shown.result):
            span = self.timeline.rest(shown.first + row), shown.stop
            yield from self._word(string, em, result, (row, 0), shown.result_look, span)

    def _column_size(self, shown: Shown) -> float | None:
        return fitting_size([*shown.factor, *shown.result], shown.planes.factor.cell_px)

    def _matrix_areas(self, shown: Shown) -> Iterator[Item]:
        """What appears together is one shape a colour."""
        plane, origin = shown.planes.matrix, shown.planes.matrix._replace(x=0, y=0)
        # What is as large as the matrix is painted fastest where it never changes.
        area = Path((origin.block(0, 0, *shown.matrix.size),))
        yield Item(area, plane.x, plane.y, Style(fill=ZERO), shown.start, shown.stop)
        for since in sorted(set(shown.rows_since)):
            rows = [row for row, own in enumerate(shown.rows_since) if own == since]
            tinted: dict[str, list[tuple[tuple[float, float], ...]]] = {}
            for row in rows:
                for column, summed in shown.matrix.rows[row].items():
                    for nth, weight in enumerate(summed):
                        role = tints.weight_shade(weight, self.layer.kernel_size)
                        stripe = origin.block(row + nth / len(summed), column, 1 / len(summed), 1)
                        tinted.setdefault(role, []).append(stripe)
            for role, stripes in tinted.items():
                yield Item(Path(tuple(stripes)), plane.x, plane.y, Style(fill=role), since, shown.stop)

    def _matrix_words(self, shown: Shown) -> Iterator[Item]:
        plane = shown.planes.matrix
        em = self._weight_size(plane.cell_px)
        if em is None:
            return
        for row, cells_ in enumerate(shown.matrix.rows):
            span = shown.rows_since[row], shown.stop
            for column, summed in cells_.items():
                yield from self._element(summed, em, plane, (row, column), span)
            for column in range(shown.matrix.columns if self.write_zeros else 0):
                if column not in cells_:
                    yield from word_in_cell("0", em, plane, (row, column), PALE, span)

    def _element(
        self, summed: tuple[Index, ...], em: float, plane: Plane, at: tuple[int, int], span: Span
    ) -> Iterator[Item]:
        """An element of the matrix; names that are summed have a line each."""
        role = tints.weight_shade(summed[0], self.layer.kernel_size)
        if len(summed) == 1 or self.numbers is not None:
            yield from self._word(self.words.weights(summed), em, plane, at, role, span)
            return
        strings = [self.words.weights(summed[:1]), *(f"+{self.words.weights((weight,))}" for weight in summed[1:])]
        size = fitting_size(strings, plane.cell_px, len(strings))
        for line, (string, weight) in enumerate(zip(strings, summed, strict=True)):
            role = tints.weight_shade(weight, self.layer.kernel_size)
            middle = at[0] - 0.5 + (line + 0.5) / len(strings), at[1]
            yield from self._word(string, size, plane, middle, role, span)

    def _weight_size(self, cell_px: float) -> float | None:
        return fitting_size([self.words.weights((weight,)) for weight in every_index(self.layer.kernel_size)], cell_px)

    def _signs(self, shown: Shown) -> Iterator[Item]:
        rows, columns = shown.matrix.size
        between_ = placing.gap(shown.matrix.size) / 2
        middle = min(rows, columns) / 2
        cell_px = shown.planes.matrix.cell_px
        size = max(0.8, 0.9 * between_) * cell_px
        for sign, plane in (("×", shown.planes.factor), (shown.equals, shown.planes.result)):
            x, y = plane(middle, -between_)
            yield Item(Text(sign, size, "middle"), x, y + 0.29 * size, INK, shown.start, shown.stop)

    # What happens

    def _unrolling(self, shown: Shown) -> Iterator[Item]:
        """The kernel becomes rows, then the input becomes a column."""
        for step, group in enumerate(self.groups):
            span = self.timeline.span(step)
            yield from self._window(group.start, span, kernel=True)
            frame = Path((shown.planes.matrix.block(group.start, 0, len(group), self.matrix.columns),))
            yield Item(frame, 0, 0, strong_line(shown.planes.matrix), *span)
            yield from self._frame(self.planes.output, self.outputs[group.start], span)
        for step, group in enumerate(self.groups[1:]):
            yield from self._flights(
                [
                    Flight(
                        self.planes.kernel,
                        summed[0],
                        shown.planes.matrix,
                        (group.start, column),
                        tints.weight_shade(summed[0], self.layer.kernel_size),
                        self.words.weights(summed[:1]),
                    )
                    for column, summed in self.matrix.rows[group.start].items()
                ],
                step,
            )
        rows, columns = self.layer.axes
        flights = [
            Flight(
                self.planes.input,
                (row * rows.input_dilation, column * columns.input_dilation),
                shown.planes.factor,
                (number, 0),
                self.input_role,
                self.words.input((row, column)),
            )
            for number, (row, column) in enumerate(self.inputs)
        ]
        yield from self._flights(flights, self.column_step - 1)

    def _windows(self, shown: Shown) -> Iterator[Item]:
        """For each row, the window that it is and the cells that it multiplies."""
        for row, output in enumerate(self.outputs):
            yield from self._factors(shown, row)
            yield from self._window(row, self.timeline.span(shown.first + row), kernel=False)
            following = self.outputs[min(row + 1, len(self.outputs) - 1)]
            yield from self._row_frames(shown, row)
            for moment in self.timeline.moments(shown.first + row):
                at = between(output, following, moment.share)
                yield from self._frame(self.planes.output, at, (moment.start, moment.stop))

    def _factors(self, shown: Shown, row: int) -> Iterator[Item]:
        """The cells of the column that a row multiplies, in the colours of their weights."""
        span, factor = self.timeline.span(shown.first + row), shown.planes.factor
        em = self._column_size(shown)
        outline = outline_of(factor.cell_px)
        for column, summed in shown.matrix.rows[row].items():
            role = tints.weight_shade(summed[0], self.layer.kernel_size)
            yield Item(cells.shape(factor, [0], [0]), *factor(column, 0), outline._replace(fill=role), *span)
            yield from self._word(shown.factor[column], em, factor, (column, 0), role, span)

    def _row_frames(self, shown: Shown, row: int) -> Iterator[Item]:
        rows, columns = shown.matrix.size
        for moment in self.timeline.moments(shown.first + row):
            at = min(row + moment.share, rows - 1)
            for plane, wide in ((shown.planes.matrix, columns), (shown.planes.result, 1)):
                frame = Path((plane._replace(x=0, y=0).block(0, 0, 1, wide),))
                yield Item(frame, *plane(at, 0), strong_line(plane), moment.start, moment.stop)

    def _window(self, row: int, span: Span, *, kernel: bool) -> Iterator[Item]:
        """The window of a row on the small input, with the kernel's names on it or the input's."""
        plane, layer = self.planes.input, self.layer
        rows, columns = layer.axes
        down, across = self.outputs[row]
        outline = outline_of(plane.cell_px)
        em = self._weight_size(plane.cell_px)
        own = fitting_size([self.words.input(index) for index in self.inputs], plane.cell_px)
        for weight in every_index(layer.kernel_size):
            at = rows.tap_position(down, weight[0]), columns.tap_position(across, weight[1])
            role = tints.weight_shade(weight, layer.kernel_size)
            yield Item(cells.shape(plane, [0], [0]), *plane(*at), outline._replace(fill=role), *span)
            places = rows.place(at[0]), columns.place(at[1])
            if kernel:
                yield from self._word(self.words.weights((weight,)), em, plane, at, role, span)
            elif all(place.kind == "input" for place in places):
                source = places[0].source or 0, places[1].source or 0
                yield from self._word(self.words.input(source), own, plane, at, role, span)
        start = rows.window_start(down), columns.window_start(across)
        spanned = Path((plane.block(*start, rows.effective_kernel_size, columns.effective_kernel_size),))
        yield Item(spanned, 0, 0, strong_line(plane), *span)

    def _folding(self, shown: Shown) -> Iterator[Item]:
        """The column that came out becomes the output."""
        plane = self.planes.output
        yield from self._filled(plane, self.outputs, shown.result, self.output_role, self.fold)
        flights = [
            Flight(shown.planes.result, (number, 0), plane, index, self.output_role, shown.result[number])
            for number, index in enumerate(self.outputs)
        ]
        yield from self._flights(flights, self.fold - 1)

    def _filled(self, plane: Plane, indices: list[PlaneSize], words: list[str], role: str, step: int) -> Iterator[Item]:
        span = self.timeline.since(step)
        em = fitting_size(words, plane.cell_px)
        style = outline_of(plane.cell_px)._replace(fill=role)
        for index, string in zip(indices, words, strict=True):
            yield Item(cells.shape(plane, [0], [0]), *plane(*index), style, *span)
            yield from self._word(string, em, plane, index, role, span)

    # Pieces

    def _word(
        self, string: str, size: float | None, plane: Plane, at: tuple[float, float], ground: str, span: Span
    ) -> Iterator[Item]:
        if size is not None:
            yield from word_in_cell(string, size, plane, at, tints.letters_on(ground), span)

    def _frame(self, plane: Plane, at: tuple[float, float], span: Span) -> Iterator[Item]:
        yield Item(cells.shape(plane, [0], [0]), *plane(*at), strong_line(plane), *span)

    def _flights(self, flights: list[Flight], step: int) -> Iterator[Item]:
        """Cells that fly from ``step`` to the next one."""
        for moment in self.timeline.moments(step):
            if moment.share:
                yield from fly(flights, moment)
