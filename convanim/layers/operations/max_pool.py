"""Max pooling: each output is the largest of a window's cells."""

import math
from collections.abc import Iterable, Sequence

from convanim.geometry.axis import Kind
from convanim.layers.operations import Term, WrittenSum
from convanim.layers.operations._forward import SCATTERS, default_input_size, named_padding, size_formula
from convanim.layers.operations._pool import (
    DEFAULTS,
    HAS_WEIGHTS,
    INVERSE,
    RANDOM_VALUES,
    axis,
    chosen,
    most_padding,
    written_choice,
    written_size,
)
from convanim.style.number_text import Notation

__all__ = ["DEFAULTS", "HAS_WEIGHTS", "INVERSE", "RANDOM_VALUES", "SCATTERS", "axis", "default_input_size"]
__all__ += ["most_padding", "named_padding", "size_formula", "written_size"]

SUMMARY = "Draw a max pooling."
EXAMPLE = "--i 5 --k 3 --s 2 --p 1 -o max.gif"
SOLVE_EXAMPLE = "--i 6 --o 3"
OPTIONS = ("dim", "input_size", "kernel_size", "stride", "padding", "dilation", "ceil_mode")
BORDER = "−∞"
WORDS = {
    "en": {
        "name": "Max pooling",
        "computes": "the largest of each window",
        "title": "A max pooling",
        "step": "Each step takes the largest cell under the window.",
    },
    "zh": {
        "name": "最大池化",
        "computes": "取每个窗口的最大值",
        "title": "最大池化",
        "step": "每一步取窗口下最大的单元。",
    },
}


def divisor(kinds: Iterable[Kind], *, count_include_pad: bool) -> None:
    """None: a maximum is not divided."""


def result(terms: Sequence[Term], divisor: int | None) -> float:
    """The largest value; −∞ where there is nothing but border."""
    return max((term.value for term in terms if term.holds), default=-math.inf)


def winner(terms: Sequence[Term]) -> int | None:
    """Which term is the largest."""
    return chosen(max, terms)


def written_sum(terms: Sequence[Term], divisor: int | None, notation: Notation) -> WrittenSum:
    """``max(3, 1, −∞)``"""
    return written_choice(max, "max", BORDER, terms, notation)
