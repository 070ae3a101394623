"""The numbers in a figure: where values and weights come from, and what the layer makes of them.

A source is what ``convanim.sources`` reads.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from convanim.errors import ConvanimError
from convanim.geometry.steps import Step, Tap
from convanim.layers import kernels, number_files, random_numbers
from convanim.layers.array import Array, array, impulse
from convanim.layers.layer import Layer
from convanim.layers.number_files import Read
from convanim.layers.operations import Term
from convanim.layers.planar import PlanarLayer
from convanim.options import sources
from convanim.options.sizes import Size

RANDOM_WEIGHTS = (-2, -1, 1, 2)
"""Without 0, which could not be told from a place where no weight is."""


class Numbers(NamedTuple):
    """The numbers of a layer by their index, which has its own number of axes."""

    input: Array
    weights: Array | None
    """None for pooling, which has none."""
    output: Array


def numbers(
    layer: Layer, values: object = None, weights: object = None, seed: int = 0, *, flip: bool = False
) -> Numbers:
    """The numbers of ``layer``; ``flip`` turns the kernel around, which makes a convolution of the cross-correlation.

    Raises ConvanimError for a source that is none or does not fit the layer, FailedError for an unreadable file.
    """
    choices = layer.definition.RANDOM_VALUES
    given = _array("random" if values is None else values, layer.input_size, "values", seed, choices)
    found = Numbers(given, weights_of(layer, weights, seed, flip=flip), {})
    for step in layer.steps(limit=False):
        found.output[step.output] = result(layer, found, step)
    return found


def weights_of(layer: Layer, source: object = None, seed: int = 0, *, flip: bool = False) -> Array | None:
    """The weights alone; None where the layer has none. Raises as ``numbers`` does."""
    if not layer.definition.HAS_WEIGHTS:
        if source is not None:
            raise ConvanimError(f"{layer.operation} has no weights.", "leave out weights.")
        return None
    if isinstance(source, str) and source in sources.KERNELS:
        found = kernels.kernel(source, layer)
    else:
        source = "random" if source is None else source
        found = _array(source, layer.kernel_size, "weights", seed, RANDOM_WEIGHTS)
    return array(layer.kernel_size, reversed(found.values())) if flip else found


def on_plane(found: Numbers, layer: PlanarLayer) -> Numbers:
    """The same numbers in rows and columns, as the steps of ``layer`` count them."""
    weights = None if found.weights is None else array(layer.kernel_size, found.weights.values())
    return Numbers(
        array(layer.input_size, found.input.values()), weights, array(layer.output_size, found.output.values())
    )


def value(found: Numbers, tap: Tap) -> float:
    """The value that a tap meets: 0 where it holds none."""
    return found.input[tap.input] if tap.input is not None else 0.0


def weight(found: Numbers, tap: Tap) -> float:
    """The weight of a tap; 1 where the layer has none."""
    return found.weights[tap.kernel] if found.weights is not None else 1.0


def terms(found: Numbers, step: Step) -> list[Term]:
    """The taps of a step in numbers."""
    return [Term(value(found, tap), weight(found, tap), tap.kind, tap.input is not None) for tap in step.taps]


def result(layer: Layer, found: Numbers, step: Step) -> float:
    """What the layer returns for a step: a sum of products, a maximum or a mean."""
    return layer.definition.result(terms(found, step), layer.divisor(step))


def _array(source: object, size: Size, name: str, seed: int, choices: Sequence[int]) -> Array:
    """The array of a source, in the layer's size; ``choices`` are what random numbers are drawn from."""
    read = sources.read(source, name)
    if isinstance(read, str) and read in sources.VALUE_WORDS:
        return _by_word(read, size, name, seed, choices)
    if isinstance(read, str) and sources.is_file(read):
        found = number_files.read(Path(read), size, name)
    else:
        rows = sources.from_text(read, name) if isinstance(read, str) else read
        found = Read((len(rows), len(rows[0])), [each for row in rows for each in row])
    _refuse_other_size(found.shape, size, name)
    if not all(map(math.isfinite, found.items)):
        raise ConvanimError(f"{name}: some of the numbers are not finite.", "use numbers that can be added up.")
    return array(size, found.items)


def _refuse_other_size(shape: tuple[int, ...], size: Size, name: str) -> None:
    if len(shape) > len(size) and shape[0] == 1:
        shape = shape[1:]  # Numbers are written in rows, and the layer has none.
    elif len(shape) == 1 and len(size) == 2:
        shape = (1, *shape)  # An .npy file may hold a row alone.
    if shape != size:
        shown, taken = (" × ".join(map(str, each)) for each in (shape, size))
        raise ConvanimError(
            f"{name}: there are {shown} numbers, but the layer takes {taken}.",
            f"give {' rows of '.join(map(str, size))}, "
            f"or another {'input_size' if name == 'values' else 'kernel_size'}.",
        )


def _by_word(word: str, size: Size, name: str, seed: int, choices: Sequence[int]) -> Array:
    if word == "impulse":
        return impulse(size)
    number = math.prod(size)
    if word == "arange":
        return array(size, range(number))
    if word == "ones":
        return array(size, [1] * number)
    return array(size, random_numbers.draw(choices, number, seed, name))
