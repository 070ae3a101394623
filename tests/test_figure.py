"""What is refused, in which words, and what is chosen where nothing is said."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import convanim
from convanim import ConvanimError, Figure
from convanim.layers.operations import names
from tests.examples import examples

NUMBERS = st.integers(-3, 12)
OPTIONS = ("input_size", "kernel_size", "stride", "padding", "dilation", "output_padding", "cell", "step_ms", "loop")


@settings(max_examples=examples(400), suppress_health_check=[HealthCheck.too_slow])
@given(operation=st.sampled_from(names()), options=st.dictionaries(st.sampled_from(OPTIONS), NUMBERS))
def test_whole_numbers_are_drawn_or_refused_with_a_way_out(operation: str, options: dict[str, int]) -> None:
    try:
        figure = Figure.of(operation, **options)
        scene = figure.scene()
    except ConvanimError as error:
        assert error.exit_status == 2
        assert error.message.endswith((".", "?")), error.message
        assert error.hint
    else:
        rows, columns = figure.layer.output_size
        assert scene.frames == rows * columns >= 1
        assert len(list(figure.layer.steps())) == scene.frames


@given(
    operation=st.sampled_from(names()), value=st.one_of(st.text(max_size=8), st.floats(), st.lists(NUMBERS), st.none())
)
def test_what_is_not_a_size_is_refused(operation: str, value: Any) -> None:
    try:
        figure = Figure.of(operation, kernel_size=value)
    except ConvanimError as error:
        assert error.exit_status == 2
    else:
        assert all(isinstance(size, int) for size in figure.layer.kernel_size)


@pytest.mark.parametrize(
    ("operation", "options", "message", "hint"),
    [
        (
            "conv",
            {"input_size": 3, "padding": 1, "dilation": 3},
            "rows: a kernel of 3 with dilation 3 spans 7 cells, but the padded input has only 5.",
            "use padding 2 or more, dilation 2 or less, or an input of 5.",
        ),
        (
            "conv",
            {"input_size": (5, 2)},
            "columns: a kernel of 3 is larger than the input of 2.",
            "use padding 1 or more, or an input of 3.",
        ),
        (
            "transpose",
            {"stride": 2, "output_padding": 2},
            "rows: output_padding 2 must be smaller than the stride or the dilation, which are 2 and 1.",
            "use output_padding 1 or less, or stride 3.",
        ),
        (
            "transpose",
            {"input_size": 1, "padding": 2},
            "rows: padding 2 crops all of the output, which has 3 cells before it is cropped.",
            "use padding 1 or less, or an input of 3.",
        ),
        ("conv", {"stride": 0}, "stride: 0 is too small.", "stride is a whole number, 1 or more."),
        (
            "conv",
            {"padding": "1x-1"},
            "padding: -1 is too small.",
            "padding is a whole number, 0 or more, on each side.",
        ),
        (
            "conv",
            {"kernel_size": "3y"},
            "kernel_size: '3y' is not a size.",
            "write one whole number for both axes (3), or ROWSxCOLUMNS (3x5).",
        ),
        ("conv", {"output_padding": 1}, "conv takes no option 'output_padding'.", None),
        ("conv", {"theme": "clasic"}, "there is no theme 'clasic'.", None),
        ("convolution", {}, "there is no operation 'convolution'.", None),
        ("conv", {"labels": "yes"}, "labels: there is no 'yes'.", "did you mean names? There are: all, names, none."),
    ],
)
def test_errors_say_what_is_wrong_and_the_way_out(
    operation: str, options: dict[str, Any], message: str, hint: str | None
) -> None:
    with pytest.raises(ConvanimError) as caught:
        Figure.of(operation, **options)
    assert caught.value.message == message
    assert hint is None or caught.value.hint == hint


# The hints of the errors above, taken at their word.
@pytest.mark.parametrize(
    ("operation", "options"),
    [
        ("conv", {"input_size": 3, "padding": 2, "dilation": 3}),
        ("conv", {"input_size": 3, "padding": 1, "dilation": 2}),
        ("conv", {"input_size": 5, "padding": 1, "dilation": 3}),
        ("conv", {"input_size": (5, 2), "padding": 1}),
        ("transpose", {"stride": 3, "output_padding": 2}),
        ("transpose", {"input_size": 1, "padding": 1}),
        ("transpose", {"input_size": 3, "padding": 2}),
    ],
)
def test_hints_hold(operation: str, options: dict[str, Any]) -> None:
    assert min(Figure.of(operation, **options).layer.output_size) >= 1


def test_a_typo_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(ConvanimError) as caught:
        Figure.of("conv", kernel_sise=3)
    assert caught.value.hint.startswith("did you mean kernel_size?")


@pytest.mark.parametrize(
    ("operation", "options", "input_size"),
    [
        ("transpose", {}, (2, 2)),
        ("transpose", {"kernel_size": 5, "stride": 3}, (2, 2)),
        ("conv", {}, (4, 4)),
        ("conv", {"kernel_size": 3, "stride": 2}, (5, 5)),
        ("conv", {"kernel_size": 5, "dilation": 2}, (10, 10)),
        ("conv", {"kernel_size": "3x7"}, (4, 8)),
        ("conv", {"kernel_size": 7, "padding": 3}, (4, 4)),
    ],
)
def test_an_input_nobody_chose(operation: str, options: dict[str, Any], input_size: tuple[int, int]) -> None:
    assert Figure.of(operation, **options).layer.input_size == input_size


@given(kernel_size=st.integers(1, 9), stride=st.integers(1, 5), dilation=st.integers(1, 3), padding=st.integers(0, 4))
def test_conv_chooses_the_smallest_input_with_two_outputs(**options: int) -> None:
    figure = Figure.of("conv", **options)
    assert figure.layer.output_size[0] >= 2
    size = figure.layer.input_size[0]
    if size > 4:
        try:
            smaller = Figure.of("conv", input_size=size - 1, **options)
        except ConvanimError:
            return
        assert smaller.layer.output_size[0] < 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"input_size": 1000}, "996,004 steps"),
        ({"input_size": 100, "kernel_size": 50, "cell": 1000, "stride": 50}, "pixels"),
        ({"input_size": 5000, "kernel_size": 4990}, "taps|read"),
        ({"input_size": 1_000_000_000, "kernel_size": 1_000_000_000}, "read"),
    ],
)
def test_absurd_figures_are_refused_at_once(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ConvanimError, match=words) as caught:
        Figure.of("conv", **options).scene()
    assert "no limit" in caught.value.hint


def test_no_limit_draws_what_is_large() -> None:
    scene = Figure.of("conv", input_size=145, kernel_size=3, limit=False).scene()
    assert scene.frames == 143 * 143 > 20_000


def test_names_tell_the_parameters() -> None:
    assert convanim.transpose(kernel_size=3, stride=2).name == "transpose_i2_k3_s2"
    assert convanim.conv(input_size=(5, 6), padding=1, dilation=2).name == "conv_i5x6_k3_p1_d2"


def test_save_says_what_it_wrote(tmp_path: Path) -> None:
    saved = convanim.transpose(kernel_size=3, stride=2).save(tmp_path / "new" / "up.gif")
    assert saved.frames == 25
    assert saved.bytes == (tmp_path / "new" / "up.gif").stat().st_size


def test_a_wide_figure_is_drawn_in_smaller_cells() -> None:
    assert Figure.of("conv", input_size=10).scene().width < 1200
    assert Figure.of("conv", input_size=60, stride=20).scene().width <= 1200 + 2


def test_numpy_integers_are_whole_numbers() -> None:
    import numpy as np

    assert Figure.of("conv", kernel_size=np.int64(5)).layer.kernel_size == (5, 5)
