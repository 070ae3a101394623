"""Transposed convolution as stamps: where each input cell puts the kernel on the output.

Places count in cells of the output, from its first cell: those that ``padding`` crops away have negative places, or
places behind the last one. Input cell i puts weight k at place s·i + d·k - p (arXiv:1603.07285, section 4), on each
axis.
"""

from collections.abc import Iterator
from itertools import product

from convanim.geometry.steps import Index
from convanim.layers.layer import Layer

Place = tuple[int, ...]


def inputs(layer: Layer) -> list[Index]:
    """The input cells in the order of their stamps: row-major."""
    return list(product(*map(range, layer.input_size)))


def stamp(layer: Layer, cell: Index) -> Iterator[tuple[Index, Place]]:
    """The weights, row-major, and the place where each is put for an input cell."""
    spans = zip(corner(layer, cell), layer.kernel_size, layer.dilation, strict=True)
    places = product(*(range(first, first + size * dilation, dilation) for first, size, dilation in spans))
    yield from zip(product(*map(range, layer.kernel_size)), places, strict=True)


def corner(layer: Layer, cell: Index) -> Place:
    """The place of the first weight."""
    steps = zip(cell, layer.stride, layer.padding.sides, strict=True)
    return tuple(index * stride - before for index, stride, (before, _) in steps)


def ranges(layer: Layer) -> tuple[range, ...]:
    """Along each axis everything: what stamps reach, and the output where it is larger."""
    found = []
    for axis, (before, _) in zip(layer.axes, layer.padding.sides, strict=True):
        reached = axis.spread_size - 1 + axis.effective_kernel_size - before
        found.append(range(-before, max(reached, axis.output_size)))
    return tuple(found)


def kept(layer: Layer, place: Place) -> bool:
    """Whether a place is in the output."""
    return all(0 <= each < size for each, size in zip(place, layer.output_size, strict=True))


def crops(layer: Layer) -> bool:
    """Whether there are places outside the output."""
    return tuple(map(len, ranges(layer))) != layer.output_size
