"""A kernel that is turned around: in numbers and in names."""

import re

import numpy as np
import pytest

from convanim import Figure
from convanim.scene.items import Scene
from convanim.views.matrix.placing import Placing, Planes
from tests import reading


def planes_of(figure: Figure) -> Planes:
    return Placing(figure.subject, figure.cell_px).placed(reading.corner(figure))


def rows_of_names(figure: Figure, scene: Scene) -> list[list[str]]:
    """The names and zeros in the matrix on the last picture, row by row."""
    matrix = planes_of(figure).there.matrix
    size = figure.layer.output_size[-1], figure.layer.input_size[-1]
    last = reading.texts(scene, scene.stills[-1])
    found = []
    for row in range(size[0]):
        boxes = [(*matrix(row, column), *matrix(row + 1, column + 1)) for column in range(size[1])]
        found.append([reading.written_in(last, box) for box in boxes])
    return found


@pytest.mark.parametrize("flip", [False, True])
def test_named_weights_are_those_of_numpy_s_convolution(flip: bool) -> None:
    values, weights = [3, -1, 4, 2], [2, 5, -7]
    figure = Figure.of("conv", dim=1, input_size=4, kernel_size=3, padding="full", view="matrix", flip=flip, cell=40)
    rows = rows_of_names(figure, figure.scene())
    # Each name stands for the weight of this index, as the reader numbers them.
    matrix = [
        [weights[int(name[1:])] if re.fullmatch(r"w\d", name) else int(name or 0) for name in row] for row in rows
    ]
    judge = np.convolve(values, weights) if flip else np.correlate(values, weights, "full")
    assert (np.array(matrix) @ values).tolist() == judge.tolist()


def test_names_in_two_dimensions_turn_by_half_a_turn() -> None:
    def kernel(flip: bool) -> list[str]:
        figure = Figure.of("conv", input_size=2, kernel_size=2, view="matrix", flip=flip, cell=40)
        planes, scene = planes_of(figure), figure.scene()
        first = reading.texts(scene, 0)
        places = [(row, column) for row in range(2) for column in range(2)]
        return [
            reading.written_in(first, (*planes.kernel(row, column), *planes.kernel(row + 1, column + 1)))
            for row, column in places
        ]

    names = np.array(kernel(flip=False)).reshape(2, 2)
    assert kernel(flip=True) == np.rot90(names, 2).ravel().tolist()
    assert names[0, 0] == "w00"
