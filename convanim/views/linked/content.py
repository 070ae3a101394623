"""What a linked figure is about, looked up once: its numbers, and which products meet in each output cell."""

from functools import cached_property

from convanim.drawing import cell_text, lettering, products
from convanim.drawing.subject import Subject
from convanim.errors import ConvanimError
from convanim.geometry.steps import Index, Step, Tap
from convanim.layers import scatter, values
from convanim.layers.labels import size as size_in_words
from convanim.layers.planar import PlanarLayer
from convanim.style.number_text import Notation

SMALL = 0.76
"""Units of a cell of the given input, the kernel and the output."""
MOST_SMALL = 7
"""Cells of these planes that are so large; of more the cells shrink."""
MOST_INPUTS, MOST_PLACES = 400, 100
"""Input cells in a matrix' row, and places in a row, that can still be told apart."""


def refuse_large(layer: PlanarLayer) -> None:
    """Raise ConvanimError where cells would be dots."""
    rows, columns = layer.axes
    count = layer.input_size[0] * layer.input_size[1]
    shown = size_in_words(layer.own.input_size)
    if count > MOST_INPUTS:
        raise ConvanimError(
            f"an input of {shown} makes a matrix of {count:,} columns, and linked has room for {MOST_INPUTS}.",
            "use a smaller input or the view scatter.",
        )
    places = max(len(rows.positions), len(columns.positions), *layer.output_size, *layer.kernel_size)
    if places > MOST_PLACES:
        raise ConvanimError(
            f"an input of {shown} is {places:,} cells wide or high when it is spread, "
            f"and linked has room for {MOST_PLACES}.",
            "use a smaller input, kernel or stride, or the view scatter.",
        )


class Content:
    """A transposed convolution, its numbers and its measures."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.layer, self.theme, self.cell_px = subject, subject.layer, subject.theme, cell_px
        self.scale = lettering.scale(cell_px)
        self.rows, self.columns = subject.layer.axes
        self.full = subject.words == "all"
        self.numbers = subject.numbers()
        self.notation = Notation(min(cell_text.room(unit, card=subject.card) for unit in (cell_px, *self.small)))
        self._products: dict[tuple[float, float, bool], products.Product] = {}
        self.steps = list(subject.layer.steps(limit=False))
        self.hits = [[tap for tap in self.taps(step) if tap.input is not None] for step in self.steps]

    @property
    def small(self) -> tuple[int, int, int]:
        """Pixels of a cell of the given input, of the kernel and of the output."""
        usual, layer = SMALL * self.cell_px, self.layer
        sizes = (layer.input_size, layer.kernel_size, layer.output_size)
        # A row can be longer than a plane.
        most = MOST_SMALL if not layer.is_line else 2 * MOST_SMALL
        first, second, third = (max(2, int(usual * min(1.0, most / max(size)))) for size in sizes)
        return first, second, third

    @property
    def turned(self) -> bool:
        """Whether the gathering window meets the kernel turned around."""
        return not self.subject.source.flip and max(self.layer.kernel_size) > 1

    @property
    def inputs(self) -> int:
        """How many input cells there are, and columns of the matrix."""
        return self.layer.input_size[0] * self.layer.input_size[1]

    @cached_property
    def most_hits(self) -> tuple[int, int]:
        """How many input cells (down, across) meet one output cell at most."""
        down = max(len({tap.input[0] for tap in hits if tap.input}) for hits in self.hits)
        across = max(len({tap.input[1] for tap in hits if tap.input}) for hits in self.hits)
        return max(down, 1), max(across, 1)

    @cached_property
    def entries(self) -> list[dict[int, Index]]:
        """Of each row of the matrix its columns that are not zero by structure, and the weight in each."""
        found: list[dict[int, Index]] = [{} for _ in self.steps]
        across = self.layer.output_size[1]
        for nth, cell in enumerate(scatter.inputs(self.layer)):
            for kernel, place in scatter.stamp(self.layer, cell):
                if scatter.kept(self.layer, place):
                    found[place[0] * across + place[1]][nth] = kernel
        return found

    def taps(self, step: Step) -> tuple[Tap, ...]:
        """The taps in the order of the window, which meets the kernel from its end."""
        return step.taps[::-1]

    def column(self, tap: Tap) -> int:
        """The matrix' column of the input cell that a tap meets."""
        assert tap.input is not None
        return tap.input[0] * self.layer.input_size[1] + tap.input[1]

    def product(self, tap: Tap) -> products.Product:
        """A tap as it is written."""
        value, weight = self.pair(tap)
        known = value, weight, tap.input is not None
        if known not in self._products:
            written = self.notation.write(value), self.notation.write(weight)
            self._products[known] = products.Product(*written, known[2])
        return self._products[known]

    def pair(self, tap: Tap) -> tuple[float, float]:
        """The value and the weight of a tap."""
        return values.value(self.numbers, tap), values.weight(self.numbers, tap)

    def input_text(self, nth: int) -> str:
        """The value of the input cell in the matrix' column ``nth``."""
        return self.notation.write(self.numbers.input[divmod(nth, self.layer.input_size[1])])

    def weight_text(self, kernel: Index) -> str:
        """A weight."""
        assert self.numbers.weights is not None
        return self.notation.write(self.numbers.weights[kernel])

    def result_text(self, number: int) -> str:
        """What a step makes."""
        return self.notation.write(self.numbers.output[self.steps[number].output])
