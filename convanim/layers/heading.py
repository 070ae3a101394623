"""What stands over and under every figure of a layer: its name, its sizes and parameters, the formula of its output."""

from typing import NamedTuple

from convanim.layers import labels, operations
from convanim.layers.layer import Layer
from convanim.layers.operations import WrittenSize
from convanim.style.language import ENGLISH, Language


class Heading(NamedTuple):
    """The words of a layer around a picture of it."""

    title: str
    """The operation: "Transposed convolution"."""
    sizes: str
    """``2 × 2 → 5 × 5 · kernel 3 × 3 · stride 2 · padding 0``"""
    formulas: list[tuple[str, str]]
    """The output's size with the numbers put in, and what they mean: one, or one for each axis."""


def heading(layer: Layer, language: Language = ENGLISH, note: str | None = None) -> Heading:
    """The heading of a layer; ``note`` is added to its parameters."""
    sizes = f"{labels.size(layer.input_size)} → {labels.size(layer.output_size)}"
    title = operations.words(layer.operation, language)["name"]
    return Heading(title, " · ".join([sizes, *labels.parameters(layer, language, note)]), _formulas(layer, language))


def _formulas(layer: Layer, language: Language) -> list[tuple[str, str]]:
    written_size = layer.definition.written_size
    pairs = zip(layer.parameters, layer.axes, strict=True)
    written = [written_size(given, axis, language.say) for given, axis in pairs]
    if len(set(written)) == 1:
        return [_line("", written[0])]
    names = language.say("size.rows"), language.say("size.columns")
    return [_line(name, each) for name, each in zip(names, written, strict=True)]


def _line(name: str, written: WrittenSize) -> tuple[str, str]:
    numbers = f"{name}: {written.numbers}" if name else written.numbers
    return numbers, f"{written.meaning},  {written.effective}" if written.effective else written.meaning
