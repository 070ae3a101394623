"""Transposed convolution as stamps: where each input cell puts the kernel on the output.

Places count in cells of the output, from its first cell: those that ``padding`` crops away have negative places, or
places behind the last one. Input cell i puts weight k at place s·i + d·k - p (arXiv:1603.07285, section 4).
"""

from collections.abc import Iterator

from convanim.layers.layer import Layer

Place = tuple[int, int]


def inputs(layer: Layer) -> list[Place]:
    """The input cells in the order of their stamps: row-major."""
    rows, columns = layer.input_size
    return [(row, column) for row in range(rows) for column in range(columns)]


def stamp(layer: Layer, cell: Place) -> Iterator[tuple[Place, Place]]:
    """The weights, row-major, and the place where each is put for an input cell."""
    top, left = corner(layer, cell)
    for row in range(layer.kernel_size[0]):
        for column in range(layer.kernel_size[1]):
            yield (row, column), (top + row * layer.dilation[0], left + column * layer.dilation[1])


def corner(layer: Layer, cell: Place) -> Place:
    """The place of the first weight."""
    (down, across), ((top, _), (left, _)) = layer.stride, layer.padding
    return cell[0] * down - top, cell[1] * across - left


def ranges(layer: Layer) -> tuple[range, range]:
    """Rows and columns of everything: what stamps reach, and the output where it is larger."""
    found = []
    for which, axis in enumerate(layer.axes):
        before, _ = layer.padding[which]
        reached = axis.spread_size - 1 + axis.effective_kernel_size - before
        found.append(range(-before, max(reached, axis.output_size)))
    return found[0], found[1]


def kept(layer: Layer, place: Place) -> bool:
    """Whether a place is in the output."""
    rows, columns = layer.output_size
    return 0 <= place[0] < rows and 0 <= place[1] < columns


def crops(layer: Layer) -> bool:
    """Whether there are places outside the output."""
    rows, columns = ranges(layer)
    return (len(rows), len(columns)) != layer.output_size
