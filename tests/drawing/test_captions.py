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
        ("conv", {"dim": 1, "input_size": 9, "kernel_size": 4}, "Input 9"),
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
        ("transpose", {"stride": 2, "kernel_size": 1}, ["input", "inserted zeros", "output"]),
        (
            "transpose",
            {"stride": 2, "padding": 1, "output_padding": 1},
            ["input", "padding: zeros", "inserted zeros", "output padding", "output"],
        ),
        ("conv", {"input_size": 6, "stride": 2}, ["input", "not read", "output"]),
        ("max-pool", {"input_size": 5, "ceil_mode": True}, ["input", "beyond the padding", "output"]),
    ],
)
def test_the_legend_names_the_kinds_that_there_are(
    operation: str, options: dict[str, object], entries: list[str]
) -> None:
    assert words(operation, **options, labels=False, legend=True) == entries


def test_every_theme_but_classic_has_a_legend() -> None:
    from convanim.style import theme

    for name in theme.names():
        assert bool(words("conv", theme=name, labels=False)) == (not name.startswith("classic"))


def test_long_words_are_broken_and_stay_on_the_page() -> None:
    scene = Figure.of("conv", note="a remark of some length, and another one, and a third that is as long").scene()
    from convanim.style.text_metrics import text_width

    for item in scene.items:
        if isinstance(item.shape, Text):
            assert item.x + text_width(item.shape.string, item.shape.size) <= scene.width
