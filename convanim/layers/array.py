"""Numbers of any number of axes, without NumPy: figures are drawn where there is none, in a browser for instance."""

from collections.abc import Iterable, Sequence
from itertools import product

from convanim.geometry.steps import Index

Array = dict[Index, float]
"""The number at each index, in row-major order."""


def array(size: Sequence[int], items: Iterable[float]) -> Array:
    """The array of this size, its ``items`` in row-major order."""
    return dict(zip(product(*map(range, size)), map(float, items), strict=True))


def impulse(size: Sequence[int]) -> Array:
    """A single one among zeros, in the middle, or behind it where two places share the middle."""
    middle = tuple(each // 2 for each in size)
    return {index: float(index == middle) for index in product(*map(range, size))}
