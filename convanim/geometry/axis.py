"""The arithmetic of sliding windows, in one dimension.

A window in two dimensions is the product of two windows in one, so an ``Axis`` is all there is. Every operation
is one case of it, as in XLA's general convolution: the input is spread (``input_dilation - 1`` zeros between its
cells), gets a border (``before`` and ``after``; a negative border crops), and a window of ``kernel_size`` taps,
``dilation`` apart, moves over it ``stride`` places at a time.
https://openxla.org/xla/operation_semantics#convwithgeneralpadding_convolution
"""

from typing import Literal, NamedTuple

Kind = Literal["input", "padding", "inserted", "extra"]

PaddingMode = Literal["zeros", "reflect", "replicate", "circular"]


class Place(NamedTuple):
    """One place of the spread and bordered input along an axis."""

    kind: Kind
    source: int | None
    """Index of the input cell whose value the place holds; None where it holds none."""


class Axis(NamedTuple):
    """One axis of a layer, brought to the general form. Sizes count cells; all but the borders are at least 1.

    Positions count from the first input cell: 0 is that cell, negative positions are the border before it.
    """

    input_size: int
    kernel_size: int
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0
    input_dilation: int = 1
    extra: int = 0
    """How many places of ``after`` are the doing of ``output_padding`` or of rounding the output's size up."""
    flipped: bool = False
    """Whether the window meets the kernel turned around, as transposed convolution does when it gathers."""
    padding_mode: PaddingMode = "zeros"
    """What stands in the border: nothing, or copies of input cells."""

    @property
    def effective_kernel_size(self) -> int:
        """Places that a window spans: d(k - 1) + 1 (Dumoulin and Visin, arXiv:1603.07285, section 5.1)."""
        return self.dilation * (self.kernel_size - 1) + 1

    @property
    def spread_size(self) -> int:
        """Places from the first input cell to the last one, with the zeros inserted between them."""
        return self.input_dilation * (self.input_size - 1) + 1

    @property
    def rounded_up_size(self) -> int:
        """Windows where a part of one counts as one: at the end they may hang over all but ``extra``."""
        return -(-(self.padded_size - self.extra - self.effective_kernel_size) // self.stride) + 1

    @property
    def padded_size(self) -> int:
        """Places that windows may cover."""
        return self.before + self.spread_size + self.after

    @property
    def output_size(self) -> int:
        """Windows that fit: floor((padded - effective kernel) / stride) + 1 (arXiv:1603.07285, relationship 6)."""
        return (self.padded_size - self.effective_kernel_size) // self.stride + 1

    @property
    def positions(self) -> range:
        """Every position there is to show: the border, the spread input, and what a negative border crops."""
        return range(min(-self.before, 0), self.spread_size + max(self.after, 0))

    def place(self, position: int) -> Place:
        """What stands at ``position``."""
        if position < 0:
            return Place("padding", self._copied(position))
        if position >= self.spread_size:
            if position >= self.spread_size + self.after - self.extra:
                return Place("extra", None)
            return Place("padding", self._copied(position))
        if position % self.input_dilation:
            return Place("inserted", None)
        return Place("input", position // self.input_dilation)

    def _copied(self, position: int) -> int | None:
        """The input cell that a border cell copies, by the rules of torch.nn.functional.pad."""
        last = self.input_size - 1
        if self.padding_mode == "replicate":
            return min(max(position, 0), last)
        if self.padding_mode == "reflect":
            return -position if position < 0 else 2 * last - position
        if self.padding_mode == "circular":
            return position % self.input_size
        return None

    def window_start(self, output: int) -> int:
        """The first position of the window that makes output cell ``output``."""
        return output * self.stride - self.before

    def tap_position(self, output: int, kernel: int) -> int:
        """The position that kernel element ``kernel`` meets for output cell ``output``."""
        # Gathering turns the kernel around.
        nth = self.kernel_size - 1 - kernel if self.flipped else kernel
        return self.window_start(output) + nth * self.dilation

    def read_positions(self) -> frozenset[int]:
        """The positions that at least one window reads; all others are unused."""
        return frozenset(
            self.tap_position(output, kernel)
            for output in range(self.output_size)
            for kernel in range(self.kernel_size)
        )
