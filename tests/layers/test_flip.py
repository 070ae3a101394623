"""A kernel that is turned around: in numbers and in names."""

import re
from typing import Any

import numpy as np
import pytest

from convanim import Figure
from convanim.scene.items import Text

NAMED: dict[str, Any] = {"view": "matrix", "numbers": False, "cell": 40}


def named_rows(figure: Figure) -> list[list[str]]:
    """The rows of cells on the last picture that hold names of weights, from the top down."""
    scene = figure.scene()
    last, lines = scene.stills[-1], dict[float, dict[float, str]]()
    for item in scene.items:
        text = item.shape
        if isinstance(text, Text) and text.anchor == "middle" and item.start <= last < item.stop:
            lines.setdefault(round(item.y - 0.352 * text.size), {})[item.x] = text.string
    rows = [[line[x] for x in sorted(line)] for _, line in sorted(lines.items())]
    return [row for row in rows if any(each.startswith("w") for each in row)]


@pytest.mark.parametrize("flip", [False, True])
def test_named_weights_are_those_of_numpy_s_convolution(flip: bool) -> None:
    values, weights = [3, -1, 4, 2], [2, 5, -7]
    figure = Figure.of("conv", dim=1, input_size=4, kernel_size=3, padding="full", flip=flip, **NAMED)
    rows = named_rows(figure)
    # Each name stands for the weight of this index, as the reader numbers them; the kernel alone is the first row.
    matrix = [
        [weights[int(name[1:])] if re.fullmatch(r"w\d", name) else int(name or 0) for name in row[:4]]
        for row in rows
        if sum(each == "0" or each.startswith("w") for each in row) >= 4
    ][-6:]
    judge = np.convolve(values, weights) if flip else np.correlate(values, weights, "full")
    assert (np.array(matrix) @ values).tolist() == judge.tolist()


def test_names_in_two_dimensions_turn_by_half_a_turn() -> None:
    def kernel(flip: bool) -> list[str]:
        scene = Figure.of("conv", input_size=2, kernel_size=2, flip=flip, **NAMED).scene()
        found = [
            (item.y, item.x, item.shape.string)
            for item in scene.items
            if isinstance(item.shape, Text) and item.start == 0 and item.shape.string.startswith("w")
        ]
        return [name for _, _, name in sorted(found)]

    names = np.array(kernel(flip=False)).reshape(2, 2)
    assert kernel(flip=True) == np.rot90(names, 2).ravel().tolist()
    assert names[0, 0] == "w00"
