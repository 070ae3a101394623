"""What a figure of rows is about, looked up once."""

from functools import cached_property

from convanim.drawing import cell_text, lettering
from convanim.drawing.subject import Subject
from convanim.geometry.steps import Tap
from convanim.layers.values import Numbers
from convanim.style.number_text import Notation
from convanim.views._window_words import is_turned


class Content:
    """A layer of one dimension, its numbers and its measures."""

    def __init__(self, subject: Subject, cell_px: int) -> None:
        self.subject, self.layer, self.theme, self.cell_px = subject, subject.layer, subject.theme, cell_px
        self.scale = lettering.scale(cell_px)
        self.rows, self.axis = subject.layer.axes
        self.published = subject.theme.published
        self.weighted = subject.layer.definition.HAS_WEIGHTS
        self.notation = Notation(cell_text.room(cell_px, card=subject.card))
        self.steps = list(subject.layer.steps(limit=False))

    @cached_property
    def numbers(self) -> Numbers | None:
        """The numbers in the cells; None for a figure without."""
        source, written = self.subject.source, self.subject.written
        if written is None:
            given = source.values is not None or source.weights is not None or source.seed or source.flip
            written = bool(given) or not self.published
        return self.subject.numbers() if written else None

    @property
    def has_kernel(self) -> bool:
        """Whether the kernel is drawn in its place; the published rows have none, but for its numbers."""
        return self.weighted and not (self.published and self.numbers is None)

    @property
    def turned(self) -> bool:
        """Whether the window meets the kernel turned around."""
        return is_turned(self.subject)

    @property
    def stores_kernel(self) -> bool:
        """Whether the kernel is drawn as it is stored, beside the one in its place."""
        return self.has_kernel and self.turned and not self.subject.card

    @property
    def causal(self) -> bool:
        """Whether windows end at the cell of their own time."""
        axis = self.axis
        # What is copied from the other side may be of the future.
        if axis.flipped or axis.padding_mode != "zeros":
            return False
        return self.weighted and axis.before == axis.effective_kernel_size - 1 > 0 == axis.after

    @cached_property
    def weights(self) -> list[str]:
        """The weights as the window meets them, from left to right, as they are written."""
        if self.numbers is None or self.numbers.weights is None:
            return []
        used = [self.notation.write(weight) for weight in self.numbers.weights.values()]
        return used[::-1] if self.axis.flipped else used

    @property
    def stored_weights(self) -> list[str]:
        """The weights as frameworks store them."""
        return self.weights[::-1] if self.turned else self.weights

    def in_order(self, taps: tuple[Tap, ...]) -> tuple[Tap, ...]:
        """The taps of a step from left to right."""
        return taps[::-1] if self.axis.flipped else taps

    def read(self, step: int) -> range:
        """The positions that a step reads."""
        axis, start = self.axis, self.axis.window_start(step)
        return range(start, start + axis.effective_kernel_size, axis.dilation)
