"""Average pooling: what counts, as frameworks count it, and as the sum says it."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.layers import values
from convanim.layers.command import command_line, short_parameters
from convanim.layers.layer import Layer
from tests import engine, reading
from tests.examples import examples


@settings(max_examples=examples(40))
@given(
    name=st.sampled_from(["same", "same-lower"]),
    input_size=st.tuples(st.integers(1, 7), st.integers(1, 7)),
    kernel_size=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    stride=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    counted=st.sampled_from([None, False, True]),
)
def test_same_leaves_the_border_out_as_onnxruntime_does(
    name: str,
    input_size: tuple[int, int],
    kernel_size: tuple[int, int],
    stride: tuple[int, int],
    counted: bool | None,
) -> None:
    stride = min(stride[0], kernel_size[0]), min(stride[1], kernel_size[1])  # Else onnxruntime crops.
    sizes = {"input_size": input_size, "kernel_size": kernel_size, "stride": stride}
    try:
        layer = Layer.of("avg-pool", **sizes, padding=name, count_include_pad=counted)
    except ConvanimError:
        return  # More padding than PyTorch takes.
    found = values.numbers(layer)
    theirs = engine.layer(
        "AveragePool",
        [engine.array(found.input)],
        kernel_shape=list(kernel_size),
        strides=list(stride),
        auto_pad="SAME_UPPER" if name == "same" else "SAME_LOWER",
        count_include_pad=int(counted or False),
    )
    np.testing.assert_allclose(engine.array(found.output), theirs, rtol=1e-5)


def test_the_corner_of_ones_is_one() -> None:
    found = values.numbers(Layer.of("avg-pool", input_size=3, kernel_size=2, stride=1, padding="same"), "ones")
    assert engine.array(found.output).tolist() == np.ones((3, 3)).tolist()


@pytest.mark.parametrize(
    ("padding", "counted", "words"),
    [
        ("same", None, ""),
        ("same", False, ""),
        ("same", True, " --count-include-pad"),
        (1, None, ""),
        (1, True, ""),
        (1, False, " --no-count-include-pad"),
    ],
)
def test_a_command_says_what_is_unusual(padding: object, counted: bool | None, words: str) -> None:
    layer = Layer.of("avg-pool", input_size=5, kernel_size=3, stride=1, padding=padding, count_include_pad=counted)
    assert command_line(layer) == f"convanim avg-pool --i 5 --k 3 --s 1 --p {padding}{words}"


def test_names_of_files_differ_where_averages_do() -> None:
    options = {"input_size": 5, "kernel_size": 3, "stride": 1}
    made = [
        tuple(short_parameters(Layer.of("avg-pool", **options, padding=padding, count_include_pad=counted)))
        for padding in ("same", 1)
        for counted in (True, False)
    ]
    assert len(set(made)) == 4


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("ceil_mode", [True, False])
def test_the_sum_lists_what_counts(counted: bool, ceil_mode: bool) -> None:
    options = {"input_size": 4, "kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": ceil_mode}
    figure = Figure.of("avg-pool", **options, count_include_pad=counted, view="flat", seed=3, cell=60)
    theirs = engine.avg_pool(engine.array(figure.subject.numbers().input), figure.layer).ravel()
    scene = figure.scene()
    for frame, result in zip(scene.stills, theirs, strict=True):
        (line,) = (each for each in reading.lines(scene, frame) if re.match(r"\(\d.* / \d+ [=≈]", each))
        match = re.fullmatch(r"\((.*)\) / (\d+) [=≈] (.*)", line)
        assert match
        terms = [float(term) for term in match[1].split(" + ")]
        # As many as they are divided by, and their mean is what an engine returns.
        assert len(terms) == int(match[2])
        assert np.isclose(np.mean(terms), result)
