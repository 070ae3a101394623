"""Average pooling: each output is the mean of a window's cells."""

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
    most_padding,
    written_size,
)
from convanim.style.number_text import Notation, read, total

__all__ = ["DEFAULTS", "HAS_WEIGHTS", "INVERSE", "RANDOM_VALUES", "SCATTERS", "axis", "default_input_size"]
__all__ += ["most_padding", "named_padding", "size_formula", "written_size"]

SUMMARY = "Draw an average pooling."
EXAMPLE = "--i 5 --k 3 --s 2 --ceil-mode -o average.gif"
SOLVE_EXAMPLE = "--i 7 --o 1"
OPTIONS = ("dim", "input_size", "kernel_size", "stride", "padding", "ceil_mode", "count_include_pad")
BORDER = "zero"
WORDS = {
    "en": {
        "name": "Average pooling",
        "computes": "the mean of each window",
        "title": "An average pooling",
        "step": "Each step takes the mean of the cells under the window.",
        "step_left_out": "Each step takes the mean of the input cells under the window.",
    },
    "zh": {
        "name": "平均池化",
        "computes": "取每个窗口的平均值",
        "title": "平均池化",
        "step": "每一步取窗口下单元的平均值。",
        "step_left_out": "每一步取窗口下输入单元的平均值。",
    },
}


def divisor(kinds: Iterable[Kind], *, count_include_pad: bool) -> int:
    """The cells of the input, and those of padding where they count; places behind the padding never (PyTorch)."""
    counted = ("input", "padding") if count_include_pad else ("input",)
    return sum(kind in counted for kind in kinds)


def result(terms: Sequence[Term], divisor: int | None) -> float:
    """The mean; no number where nothing counts."""
    return total(term.value for term in terms) / divisor if divisor else math.nan


def winner(terms: Sequence[Term]) -> None:
    """None: all terms count."""


def written_sum(terms: Sequence[Term], divisor: int | None, notation: Notation) -> WrittenSum:
    """``(3 + 1 + 0) / 3``"""
    inputs = [term for term in terms if term.kind == "input"]
    # A divisor larger than their number counts the padding, too, and then all of it.
    counted = inputs if len(inputs) == divisor else [term for term in terms if term.kind != "extra"]
    texts = [notation.write(term.value) for term in counted]
    mean = total(map(read, texts)) / len(texts) if texts else math.nan
    return WrittenSum("(", texts, " + ", f") / {len(texts)}", mean)
