"""Steps over any number of axes, against numpy's own windows."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convanim.geometry.axis import Axis
from convanim.geometry.steps import crossing, steps
from tests.strategies import many

NUMBERS = st.tuples(
    st.integers(1, 4), st.integers(1, 3), st.integers(1, 2), st.just(1), st.integers(0, 2), st.integers(0, 2)
)
"""Input and kernel, stride and dilation, before and after."""
AXES = NUMBERS.map(lambda numbers: Axis(*numbers)).filter(lambda axis: axis.output_size > 0)


@many
@given(axes=st.lists(AXES, min_size=1, max_size=3), seed=st.integers(0, 99))
def test_a_window_is_the_product_of_one_for_each_axis(axes: list[Axis], seed: int) -> None:
    random = np.random.default_rng(seed)
    x: Any = random.integers(-9, 10, [axis.input_size for axis in axes])
    weights: Any = random.integers(-9, 10, [axis.kernel_size for axis in axes])
    windows = np.lib.stride_tricks.sliding_window_view(
        np.pad(x, [(axis.before, axis.after) for axis in axes]), weights.shape
    )[tuple(slice(None, None, axis.stride) for axis in axes)]
    theirs = (windows * weights).sum(tuple(range(-len(axes), 0)))
    found = {
        step.output: sum(int(weights[tap.kernel] * x[tap.input]) for tap in step.taps if tap.input is not None)
        for step in steps(axes)
    }
    assert list(found) == list(np.ndindex(*theirs.shape)), "in row-major order"
    assert found == {index: int(theirs[index]) for index in np.ndindex(*theirs.shape)}


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (("input",), "input"),
        (("input", "padding"), "padding"),
        (("inserted", "padding", "input"), "padding"),
        (("inserted", "input"), "inserted"),
        (("padding", "extra"), "extra"),
    ],
)
def test_what_lies_outermost_says_what_a_cell_is(kinds: tuple[Any, ...], kind: str) -> None:
    assert crossing(*kinds) == kind
