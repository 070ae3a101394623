"""One file an operation, which says all of itself: options, axes, what a step computes, and all of that in words.

An operation's module holds what ``Operation`` lists; its file name is its name on the command line, and no other
file knows that name. Files whose names start with an underscore hold what several operations share.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, Protocol, cast

from convanim import parts
from convanim.errors import ConvanimError
from convanim.geometry.axis import Axis, Kind, PaddingMode
from convanim.style.language import ENGLISH, Language
from convanim.style.number_text import Notation


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

    def __init__(
        self, message: str, option: str, ways: Sequence[Mapping[str, int]], others: Sequence[str] = ()
    ) -> None:
        super().__init__(message, "", option)
        self.ways, self.others = ways, others


class WrittenSize(NamedTuple):
    """The output's size along an axis, written out: ``3 = ⌊(5 + 2·1 − 3) / 2⌋ + 1``, and the same in words."""

    numbers: str
    meaning: str
    effective: str
    """The kernel's effective size, ``effective 5 = 2·(3 − 1) + 1``, where it is not the kernel's size; else empty."""


Say = Callable[..., str]
"""Gives a template of a language by its key, with what belongs into its braces."""


class Term(NamedTuple):
    """One tap in numbers."""

    value: float
    """Of the input cell that it meets; 0 where it meets none."""
    weight: float
    """1 where the operation has no weights."""
    kind: Kind
    holds: bool
    """Whether it meets an input cell, or a copy of one."""


class WrittenSum(NamedTuple):
    """How a step's sum is written out: ``max(3, 1, −∞)``. Terms that have no room are left out at the end."""

    opening: str
    terms: list[str]
    between: str
    closing: str
    seen: float
    """What the numbers come to as they are written there, rounded perhaps."""


class Operation(Protocol):
    """What a module in this folder provides."""

    SUMMARY: str
    """One line for the help."""
    EXAMPLE: str
    """Options of a command worth trying."""
    SOLVE_EXAMPLE: str
    """Options of a ``solve`` worth trying."""
    OPTIONS: tuple[str, ...]
    """The whole names of the options that it takes."""
    DEFAULTS: dict[str, object]
    """Where it has other defaults than most; a stride of None is the kernel's size."""
    BORDER: str
    """What a cell of padding counts as: "zero", "left out", or the sign that stands in it ("−∞")."""
    RANDOM_VALUES: Sequence[int]
    """What random numbers of its input are drawn from: some of which the steps are worth reading."""
    HAS_WEIGHTS: bool
    """Whether it has a kernel of weights, and so a matrix; what has none is a pooling."""
    SCATTERS: bool
    """Whether each input cell puts the kernel on the output."""
    INVERSE: str | None
    """The operation that gives the shape back with the same parameters."""
    WORDS: dict[str, dict[str, str]]
    """By language what the texts for those who see no picture say.

    ``name``, what it ``computes`` in a few words, a ``title`` with its article, and a sentence on what a ``step``
    computes; ``step_turned`` is that sentence where the kernel is turned around, and ``step_left_out`` where padding is
    left out of an average.
    """

    @staticmethod
    def default_input_size(layer: LayerAxis) -> int:
        """The input to draw where none is given; ``layer.input_size`` is to be ignored."""

    @staticmethod
    def named_padding(name: str, layer: LayerAxis) -> LayerAxis:
        """The layer with the padding that ``name`` stands for; ``layer.padding`` is to be ignored."""

    @staticmethod
    def axis(layer: LayerAxis) -> Axis:
        """The general form of the layer; raises RefusedError for what no framework would compute."""

    @staticmethod
    def size_formula(layer: LayerAxis, axis: Axis) -> tuple[str, str]:
        """The output's size in letters, and the same with the numbers put in."""

    @staticmethod
    def written_size(layer: LayerAxis, axis: Axis, say: Say) -> WrittenSize:
        """The same for a figure, with whole words and without what changes nothing."""

    @staticmethod
    def most_padding(layer: LayerAxis) -> int:
        """Cells of padding, both sides together, that are ever of use."""

    @staticmethod
    def divisor(kinds: Iterable[Kind], *, count_include_pad: bool) -> int | None:
        """By how many a step with cells of these ``kinds`` divides; None where the operation is not an average."""

    @staticmethod
    def result(terms: Sequence[Term], divisor: int | None) -> float:
        """What a step returns."""

    @staticmethod
    def winner(terms: Sequence[Term]) -> int | None:
        """Which of the ``terms`` is returned alone, the first of equals; None where all count, or none is there."""

    @staticmethod
    def written_sum(terms: Sequence[Term], divisor: int | None, notation: Notation) -> WrittenSum:
        """How the step is written out."""


def names() -> tuple[str, ...]:
    """The names of all operations."""
    return parts.names("layers/operations")


@cache
def load(name: str) -> Operation:
    """The operation called ``name``."""
    return cast(Operation, parts.load("layers/operations", name, "operation"))


def takes(name: str, option: str) -> bool:
    """Whether an operation has an option."""
    return option in load(name).OPTIONS


def with_weights() -> tuple[str, ...]:
    """The names of the operations that are a matrix of weights."""
    return tuple(name for name in names() if load(name).HAS_WEIGHTS)


def words(name: str, language: Language = ENGLISH) -> dict[str, str]:
    """What an operation is called and does: in its own words, in those of the language's file, or in English."""
    own = load(name).WORDS
    return own.get(language.name) or language.operations.get(name) or own[ENGLISH.name]
