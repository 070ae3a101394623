"""Layers and numbers for property tests."""

from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from convanim import ConvanimError
from convanim.layers import operations
from convanim.layers.layer import Layer
from tests import engine

pair = st.tuples
many = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
"""For layers of which most cannot be."""


def sizes(low: int, high: int) -> st.SearchStrategy[tuple[int, int]]:
    """(rows, columns), each from ``low`` to ``high``."""
    return pair(st.integers(low, high), st.integers(low, high))


def sides(most: int = 3) -> st.SearchStrategy[tuple[tuple[int, int], tuple[int, int]]]:
    """A padding of up to ``most`` on each side of each axis."""
    return pair(sizes(0, most), sizes(0, most))


def options(operation: str, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Options that ``operation`` takes, sizes of two axes apart: those of ``known``, the others small."""
    usual: dict[str, st.SearchStrategy[Any]] = {
        "input_size": sizes(1, 8),
        "kernel_size": sizes(1, 4),
        "stride": sizes(1, 4),
        "padding": sides(),
        "dilation": sizes(1, 3),
        "output_padding": sizes(0, 2),
        "padding_mode": st.sampled_from(["zeros", "reflect", "replicate", "circular"]),
        "ceil_mode": st.booleans(),
        "count_include_pad": st.booleans(),
    }
    taken = operations.load(operation).OPTIONS
    return st.fixed_dictionaries({name: each for name, each in {**usual, **known}.items() if name in taken})


def possible(operation: str, **options: Any) -> Layer:
    """The layer, where there is one."""
    try:
        return Layer.of(operation, **options)
    except ConvanimError:
        assume(False)
        raise


@st.composite
def layers(draw: st.DrawFn, /, *names: str, **known: st.SearchStrategy[Any]) -> Layer:
    """Layers of two dimensions, of the operations called ``names`` or of all."""
    operation = draw(st.sampled_from(names or operations.names()))
    return possible(operation, **draw(options(operation, **known)))


def numbers(shape: tuple[int, ...], seed: int) -> engine.Array:
    """Whole numbers: sums are exact, whatever the order of adding."""
    return np.random.default_rng(seed).integers(-9, 10, shape).astype(np.float32)
