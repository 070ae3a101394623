"""Random numbers: the same for ever, and such that a figure of them shows something."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convanim.layers import operations, values
from convanim.layers.layer import Layer
from convanim.layers.random_numbers import draw
from tests import engine
from tests.examples import examples

WEIGHTS = (-2, -1, 1, 2)


@pytest.mark.parametrize(
    ("choices", "seed", "name", "expected"),
    [
        (range(4), 0, "values", [1, 3, 2, 3, 0, 3, 3, 2, 0, 0, 1, 1, 1, 3, 1, 2, 0, 1, 2, 3]),
        (WEIGHTS, 0, "weights", [1, -1, 2, -1, -2, 2, -1, 2, -1, 1, -1, -1, 1, 2, -2, 2, -1, 1, -1, 2]),
        (range(10), 2**32 - 2, "values", [0, 1, 2, 1, 0, 7, 4, 6, 5, 6, 1, 6, 7, 4, 9, 0, 4, 8, 5, 4]),
    ],
)
def test_they_never_change(choices: range, seed: int, name: str, expected: list[int]) -> None:
    """A figure's file has the command that draws it again; who runs it in ten years wants the same picture."""
    assert draw(choices, 20, seed, name) == expected
    assert draw(choices, 7, seed, name) == expected[:7]


def test_they_are_the_same_in_any_process() -> None:
    told = "from convanim.layers.random_numbers import draw; print(draw(range(10), 99, 5, 'values'))"
    runs = [
        subprocess.run([sys.executable, "-c", told], env={**os.environ, "PYTHONHASHSEED": each}, capture_output=True)
        for each in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout == f"{draw(range(10), 99, 5, 'values')}\n".encode()


@given(number=st.integers(1, 40), seed=st.integers(0, 2**32 - 2), weighted=st.booleans())
def test_a_plane_of_them_shows_something(number: int, seed: int, weighted: bool) -> None:
    found = draw(WEIGHTS if weighted else range(4), number, seed, "values")
    assert len(found) == number
    assert set(found) <= set(WEIGHTS if weighted else range(4))
    assert found.count(0) <= number / 2
    assert number == 1 or len(set(found)) > 1


def test_all_are_as_likely() -> None:
    """The chi-squared statistic of nine degrees of freedom exceeds 27.9 once in a thousand times."""
    counted = np.bincount(draw(range(10), 100_000, 1, "values"), minlength=10)
    assert ((counted - 10_000) ** 2 / 10_000).sum() < 27.9
    # Neighbours know nothing of each other.
    pairs = np.reshape(draw(range(4), 40_000, 1, "values"), (-1, 2)) @ [4, 1]
    counted = np.bincount(pairs, minlength=16)
    assert ((counted - 1250) ** 2 / 1250).sum() < 37.7


@pytest.mark.parametrize("operation", operations.names())
def test_an_operation_says_what_its_values_are_drawn_from(operation: str) -> None:
    """The visual language: values 0 to 3 and weights of ±1 and ±2; 0 to 9 where one of them wins."""
    layer = Layer.of(operation, input_size=(9, 12), kernel_size=3)
    found = values.numbers(layer)
    assert set(found.input.values()) == set(range(4 if layer.definition.HAS_WEIGHTS else 10))
    assert found.weights is None or set(found.weights.values()) == set(WEIGHTS)


@given(seed=st.integers(0, 999), stride=st.integers(1, 2))
def test_most_sums_have_one_digit_or_two(seed: int, stride: int) -> None:
    layer = Layer.of("conv", input_size=6, kernel_size=3, padding=1, stride=stride)
    assert max(map(abs, values.numbers(layer, seed=seed).output.values())) < 100


def test_most_windows_have_one_winner() -> None:
    alone, windows = 0, 0
    for seed in range(examples(40)):
        layer = Layer.of("max-pool", input_size=6, kernel_size=2)
        found = engine.array(values.numbers(layer, seed=seed).input)
        cells = np.lib.stride_tricks.sliding_window_view(found, (2, 2))[::2, ::2].reshape(-1, 4)
        alone += int(((cells == cells.max(axis=1, keepdims=True)).sum(axis=1) == 1).sum())
        windows += len(cells)
    assert alone > 0.7 * windows
