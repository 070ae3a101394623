"""One file an operation: which options its layer takes, and the ``Axis`` that they come to.

An operation's module holds what ``Operation`` lists; its file name is its name on the command line. Files whose
names start with an underscore hold what several operations share.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, cast

from convanim import parts
from convanim.errors import ConvanimError
from convanim.geometry.axis import Axis, PaddingMode


class LayerAxis(NamedTuple):
    """What a layer says of one of its axes, in the words of the frameworks. Sizes count cells."""

    input_size: int = 1
    kernel_size: int = 3
    stride: int = 1
    padding: tuple[int, int] = (0, 0)
    """(before, after)"""
    dilation: int = 1
    output_padding: int = 0
    padding_name: str | None = None
    """What the padding was called, where it was not given in numbers."""
    padding_mode: PaddingMode = "zeros"
    ceil_mode: bool = False

    @property
    def effective_kernel_size(self) -> int:
        """Cells that a window spans."""
        return self.dilation * (self.kernel_size - 1) + 1


class RefusedError(ConvanimError):
    """A layer that no framework would compute, and changes of its options that may be the way out.

    ``ways`` are values of options, to change one set at a time; the layer tries them before it tells them.
    """

    def __init__(self, message: str, ways: Sequence[Mapping[str, int]], others: Sequence[str] = ()) -> None:
        super().__init__(message, "")
        self.ways, self.others = ways, others


class Operation(Protocol):
    """What a module in this folder provides."""

    SUMMARY: str
    """One line for the help."""
    EXAMPLE: str
    """Options of a command worth trying."""
    OPTIONS: tuple[str, ...]
    """The whole names of the options that it takes."""
    DEFAULTS: dict[str, object]
    """Where it has other defaults than most; a stride of None is the kernel's size."""
    BORDER: Literal["zero", "−∞", "left out"]
    """What a cell of padding counts as."""

    @staticmethod
    def default_input_size(layer: LayerAxis) -> int:
        """The input to draw where none is given; ``layer.input_size`` is to be ignored."""

    @staticmethod
    def named_padding(name: str, layer: LayerAxis) -> LayerAxis:
        """The layer with the padding that ``name`` stands for; ``layer.padding`` is to be ignored."""

    @staticmethod
    def axis(layer: LayerAxis) -> Axis:
        """The general form of the layer; raises RefusedError for what no framework would compute."""


def names() -> tuple[str, ...]:
    """The names of all operations."""
    return parts.names("layers/operations")


def load(name: str) -> Operation:
    """The operation called ``name``."""
    return cast(Operation, parts.load("layers/operations", name, "operation"))
