"""A kernel that is turned around: in numbers and in names."""

import re
from typing import Any

import numpy as np
import pytest

from convanim import Figure
from convanim.scene.items import Text
from convanim.scene.timeline import ALWAYS

NAMED: dict[str, Any] = {"view": "matrix", "numbers": False, "cell": 40}


def named_matrix(figure: Figure, rows: int) -> list[list[str]]:
    """The names and zeros in the matrix on the last picture: columns of so many cells that hold no result."""
    scene = figure.scene()
    last, columns = scene.stills[-1], dict[float, list[tuple[float, str]]]()
    for item in scene.items:
        text = item.shape
        if isinstance(text, Text) and text.anchor == "middle" and item.start <= last < item.stop:
            columns.setdefault(round(item.x), []).append((item.y, text.string))
    found = [[string for _, string in sorted(columns[x])][-rows:] for x in sorted(columns) if len(columns[x]) >= rows]
    matrix = [column for column in found if all(each == "0" or each.startswith("w") for each in column)]
    return [list(row) for row in zip(*matrix, strict=True)]


@pytest.mark.parametrize("flip", [False, True])
def test_named_weights_are_those_of_numpy_s_convolution(flip: bool) -> None:
    values, weights = [3, -1, 4, 2], [2, 5, -7]
    figure = Figure.of("conv", dim=1, input_size=4, kernel_size=3, padding="full", flip=flip, **NAMED)
    rows = named_matrix(figure, 6)
    # Each name stands for the weight of this index, as the reader numbers them.
    matrix = [[weights[int(name[1:])] if re.fullmatch(r"w\d", name) else int(name) for name in row] for row in rows]
    judge = np.convolve(values, weights) if flip else np.correlate(values, weights, "full")
    assert (np.array(matrix) @ values).tolist() == judge.tolist()


def test_names_in_two_dimensions_turn_by_half_a_turn() -> None:
    def kernel(flip: bool) -> list[str]:
        scene = Figure.of("conv", input_size=2, kernel_size=2, flip=flip, **NAMED).scene()
        found = [
            (item.y, item.x, item.shape.string)
            for item in scene.items
            if isinstance(item.shape, Text) and item.stop == ALWAYS and re.fullmatch(r"w\d\d", item.shape.string)
        ]
        # The names of the kernel come first; those in the matrix stand below them.
        return [name for _, _, name in sorted(found)[:4]]

    names = np.array(kernel(flip=False)).reshape(2, 2)
    assert kernel(flip=True) == np.rot90(names, 2).ravel().tolist()
    assert names[0, 0] == "w00"
