"""The words of a figure, and its legend."""

import pytest

from convanim import Figure
from convanim.scene.items import Text


def words(operation: str, **options: object) -> list[str]:
    return [item.shape.string for item in Figure.of(operation, **options).scene().items if isinstance(item.shape, Text)]


@pytest.mark.parametrize(
    ("operation", "options", "expected"),
    [
        ("conv", {"padding": "same", "input_size": 5}, "padding same (1)"),
        ("conv", {"padding": "0:1x2", "input_size": 5}, "padding 0:1 × 2"),
        ("conv", {"padding": 1, "padding_mode": "reflect"}, "padding 1 reflect"),
        ("max-pool", {"kernel_size": 3, "padding": 1}, "padding 1 of −∞"),
        ("avg-pool", {"kernel_size": 3, "padding": 1, "count_include_pad": False}, "padding 1 not counted"),
        ("max-pool", {"input_size": 5, "ceil_mode": True}, "size rounded up"),
        ("conv", {"kernel_size": "3x5", "stride": "2x1"}, "kernel 3 × 5"),
        ("transpose", {"note": "64 → 32 channels"}, "64 → 32 channels"),
        ("conv", {"dim": 1, "input_size": 9, "kernel_size": 4}, "9 → 6"),
    ],
)
def test_parameters_are_told_in_words(operation: str, options: dict[str, object], expected: str) -> None:
    assert expected in ", ".join(words(operation, **options))


@pytest.mark.parametrize(
    ("operation", "options", "entries"),
    [
        ("conv", {}, ["input", "output"]),
        ("conv", {"padding": 1}, ["input", "padding: zeros", "output"]),
        ("max-pool", {"kernel_size": 3, "padding": 1}, ["input", "padding: −∞", "output"]),
        ("conv", {"padding": 1, "padding_mode": "replicate"}, ["input", "padding: copies", "output"]),
        ("transpose", {"stride": 2, "kernel_size": 1}, ["input", "zeros between", "output"]),
        (
            "transpose",
            {"stride": 2, "padding": 1, "output_padding": 1},
            # What looks the same has one swatch.
            ["input", "zeros around / output padding", "zeros between", "output"],
        ),
        ("conv", {"input_size": 6, "stride": 2}, ["input", "not read", "output"]),
        ("max-pool", {"input_size": 5, "ceil_mode": True}, ["input", "beyond the padding", "output"]),
    ],
)
def test_the_legend_names_the_kinds_that_there_are(
    operation: str, options: dict[str, object], entries: list[str]
) -> None:
    assert words(operation, **options, labels=False, legend=True) == entries


def test_print_alone_has_a_legend_where_nothing_is_said_of_it() -> None:
    from convanim.style import theme

    for name in theme.names():
        assert bool(words("conv", theme=name, labels=False)) == (name == "print")


@pytest.mark.parametrize(
    ("operation", "options", "said"),
    [
        (
            "conv",
            {"input_size": 5, "stride": 2, "padding": 1},
            ["Convolution", "5 × 5 → 3 × 3", "zeros around: padding = 1"],
        ),
        ("conv", {}, ["Convolution", "4 × 4 → 2 × 2 · kernel 3 × 3 · stride 1 · padding 0", "where the kernel is"]),
        (
            "transpose",
            {"stride": 2},
            [
                "Transposed convolution",
                "zeros between: stride − 1 = 1",
                "zeros around: kernel − 1 − padding = 2",
                "the kernel, turned by 180°",
                "5 = (2 − 1)·2 + 3 − 2·0",
                "= (input − 1) · stride + kernel − 2 · padding",
            ],
        ),
        (
            "transpose",
            {"dilation": 2},
            ["zeros around: dilation · (kernel − 1) − padding = 4", "effective 5 = 2·(3 − 1) + 1"],
        ),
        ("transpose", {"padding": "0:1"}, ["zeros around: kernel − 1 − padding = 2 before, 1 after"]),
        ("transpose", {"kernel_size": 1, "input_size": 4, "padding": 1}, ["padding 1 crops the input by 1"]),
        ("max-pool", {"input_size": 5}, ["Max pooling", "window 2 × 2", "never read: row 5, column 5"]),
        ("conv", {"input_size": "3x7", "padding": 1}, ["rows: 3 = ", "columns: 7 = "]),
        (
            "avg-pool",
            {"kernel_size": 3, "padding": 1, "count_include_pad": False},
            ["around: padding = 1, not counted"],
        ),
    ],
)
def test_a_figure_says_what_it_is(operation: str, options: dict[str, object], said: list[str]) -> None:
    told = " | ".join(words(operation, **options, theme="light"))
    for each in said:
        assert each in told
    if operation.endswith("pool"):
        assert "ernel" not in told, "a pooling has a window"


@pytest.mark.parametrize(("labels", "count"), [("names", True), ("none", False), (False, False)])
def test_words_are_all_or_the_names_of_planes_or_none(labels: object, count: bool) -> None:
    told = words("transpose", stride=2, theme="light", labels=labels)
    assert told == (["Output", "5 × 5", "Input", "2 × 2"] if count else [])


def test_long_words_are_broken_and_stay_on_the_page() -> None:
    scene = Figure.of("conv", note="a remark of some length, and another one, and a third that is as long").scene()
    from convanim.style.text_metrics import text_width

    for item in scene.items:
        if isinstance(item.shape, Text):
            assert item.x + text_width(item.shape.string, item.shape.size) <= scene.width
