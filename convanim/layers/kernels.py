"""The kernels that people know by name, in the size of a layer's; those that have only one size say so."""

import math
from collections.abc import Callable, Sequence
from itertools import product

from convanim.errors import ConvanimError
from convanim.layers import operations
from convanim.layers.array import Array, array, impulse
from convanim.layers.layer import Layer

_FIXED = {
    "sobel-x": (-1, 0, 1, -2, 0, 2, -1, 0, 1),
    "sobel-y": (-1, -2, -1, 0, 0, 0, 1, 2, 1),
    "laplace": (0, 1, 0, 1, -4, 1, 0, 1, 0),
    "sharpen": (0, -1, 0, -1, 5, -1, 0, -1, 0),
}
"""Kernels of 3 × 3."""


def kernel(name: str, layer: Layer) -> Array:
    """The kernel of a name in ``sources.KERNELS``. Raises ConvanimError where it makes no sense for the layer."""
    size = layer.kernel_size
    if name == "box":
        number = math.prod(size)
        return array(size, [1 / number] * number)
    if name == "identity":
        return impulse(size)
    if name == "gaussian":
        return _outer(_binomial, size)
    if name == "bilinear":
        if not layer.definition.SCATTERS:
            scattering = " or ".join(name for name in operations.names() if operations.load(name).SCATTERS)
            raise ConvanimError(f"bilinear weights are for {scattering}.", "use box or gaussian.")
        return _outer(_triangle, size)
    if size != (3, 3):
        shown = " × ".join(map(str, size))
        raise ConvanimError(
            f"{name} is a kernel of 3 × 3, but the layer has {shown}.", "use a layer of two dimensions and --k 3."
        )
    return array(size, _FIXED[name])


def _outer(weights: Callable[[int], list[float]], size: Sequence[int]) -> Array:
    """The products of the ``weights`` along each axis."""
    return array(size, map(math.prod, product(*map(weights, size))))


def _binomial(size: int) -> list[float]:
    """The shares of 1 that n choose 0, n choose 1... have: whole numbers as large as can be, then one division each.

    They are 1 2 1, 1 4 6 4 1...
    """
    last, chosen = size - 1, [1]
    for n in range(last):
        chosen.append(chosen[-1] * (last - n) // (n + 1))
    return [each / 2**last for each in chosen]


def _triangle(size: int) -> list[float]:
    """Weights of linear interpolation (the filler "bilinear" of FCN: Long, Shelhamer and Darrell, arXiv:1411.4038)."""
    factor = (size + 1) // 2
    centre = factor - 1 if size % 2 else factor - 0.5
    return [1 - abs(each - centre) / factor for each in range(size)]
