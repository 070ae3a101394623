"""A figure's repr is the call that makes it: Python itself reads it back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import convanim
from convanim import Figure
from convanim.layers.layer import Layer
from tests.strategies import layers, many


def again(figure: Figure) -> Figure:
    made = eval(repr(figure), {"convanim": convanim})  # noqa: S307  the text is convanim's own
    assert isinstance(made, Figure)
    return made


@many
@given(layer=layers(), step_ms=st.integers(20, 2000), labels=st.booleans())
def test_it_gives_an_equal_figure(layer: Layer, step_ms: int, labels: bool) -> None:
    figure = Figure.of_layer(layer, step_ms=step_ms, labels=labels)
    assert again(figure) == figure


@pytest.mark.parametrize(
    ("operation", "options", "text"),
    [
        ("conv", {"input_size": 5}, "convanim.conv(input_size=5)"),
        ("conv", {}, "convanim.conv(input_size=4)"),
        ("conv", {"input_size": "3x5", "padding": "0:1x2"}, "convanim.conv(input_size=(3, 5), padding='0:1x2')"),
        ("conv", {"dim": 1, "padding": "causal"}, "convanim.conv(dim=1, input_size=4, padding='causal')"),
        ("max-pool", {"kernel_size": 3}, "convanim.max_pool(input_size=6, kernel_size=3)"),
        ("avg-pool", {"stride": 1, "padding": 1}, "convanim.avg_pool(input_size=4, stride=1, padding=1)"),
        (
            "avg-pool",
            {"padding": "same", "input_size": 4, "count_include_pad": True},
            "convanim.avg_pool(input_size=4, padding='same', count_include_pad=True)",
        ),
        (
            "transpose",
            {"stride": 2, "padding": "same", "kernel_size": 1},
            "convanim.transpose(input_size=2, kernel_size=1, stride=2, padding='same')",
        ),
        (
            "conv",
            {"input_size": 4, "theme": {"base": "dark", "legend": False}, "title": 'it\'s "up"'},
            "convanim.conv(input_size=4, theme={'base': 'dark', 'legend': False}, title='it\\'s \"up\"')",
        ),
        (
            "conv",
            {"input_size": 2, "kernel_size": 1, "view": "flat", "values": [[1, 2], [3, 4]], "hold_ms": 9},
            "convanim.conv(input_size=2, kernel_size=1, view='flat', values=((1.0, 2.0), (3.0, 4.0)), hold_ms=(9, 9))",
        ),
    ],
)
def test_it_is_the_shortest_call(operation: str, options: dict[str, Any], text: str) -> None:
    figure = Figure.of(operation, **options)
    assert repr(figure) == text
    assert again(figure) == figure
