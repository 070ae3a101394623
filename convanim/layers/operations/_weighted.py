"""What the operations with weights share: a step adds up the products of weights and cells."""

from collections.abc import Iterable, Sequence

from convanim.geometry.axis import Kind
from convanim.layers.operations import LayerAxis, Term, WrittenSum
from convanim.style.number_text import Notation, total

HAS_WEIGHTS = True
RANDOM_VALUES = range(4)
"""Small ones: most sums of products have one digit or two."""

_COMPUTES = {"en": "the weighted sum of each window", "zh": "求每个窗口的加权和"}
_STEPS = {
    "en": {
        "step": "Each step adds up the products of the kernel's weights and the cells under the window.",
        "step_turned": "Each step adds up the products of the turned kernel's weights and the cells under the window.",
    },
    "zh": {
        "step": "每一步把卷积核的权重与窗口下的单元相乘后求和。",
        "step_turned": "每一步把翻转后的卷积核的权重与窗口下的单元相乘后求和。",
    },
}


def words(**called: tuple[str, str]) -> dict[str, dict[str, str]]:
    """The words of an operation with this name and title, by language."""
    return {
        language: {"name": name, "title": title, "computes": _COMPUTES[language], **_STEPS[language]}
        for language, (name, title) in called.items()
    }


def most_padding(layer: LayerAxis) -> int:
    """The reach of the kernel on both sides: in more of it a window meets nothing but padding."""
    return 2 * (layer.effective_kernel_size - 1)


def divisor(kinds: Iterable[Kind], *, count_include_pad: bool) -> None:
    """None: a sum is not divided."""


def result(terms: Sequence[Term], divisor: int | None) -> float:
    """The sum of products."""
    return total(term.weight * term.value for term in terms)


def winner(terms: Sequence[Term]) -> None:
    """None: all terms count."""


def written_sum(terms: Sequence[Term], divisor: int | None, notation: Notation) -> WrittenSum:
    """``1·3 + 0·(−2)``"""
    pairs = [(term.weight, term.value) for term in terms]
    products = [f"{notation.write(weight)}·{_factor(notation.write(value))}" for weight, value in pairs]
    return WrittenSum("", products, " + ", "", notation.products(pairs))


def _factor(text: str) -> str:
    return f"({text})" if text.startswith("−") else text
