"""What each cell says of itself: onnxruntime judges what reads it, the drawn plane how many zeros there are."""

import re
from typing import Any

import numpy as np
import pytest

from convanim import Figure
from convanim.layers.values import numbers
from convanim.scene.lesson import Answer, Lesson
from tests import engine


def answers(figure: Figure) -> dict[tuple[str, tuple[int, ...]], Answer]:
    assert figure.picture().lesson is not None
    lesson: Lesson = figure.picture().lesson()  # type: ignore[misc]
    return {(spot.kind, spot.where): said for spot, said in zip(lesson.spots, lesson.answers, strict=True)}


FORWARD: list[dict[str, Any]] = [
    {"input_size": 6, "stride": 2},
    {"input_size": 7, "kernel_size": 2, "stride": 3},
    {"input_size": 8, "kernel_size": 2, "dilation": 3, "stride": 2},
    {"input_size": "5x8", "stride": "1x2", "padding": 1},
    {"input_size": 5, "padding": 2, "stride": 2},
]


@pytest.mark.parametrize("options", FORWARD)
def test_inputs_know_the_outputs_that_change_with_them(options: dict[str, Any]) -> None:
    figure = Figure.of("conv", view="flat", weights="ones", **options)
    weights = np.ones(figure.layer.kernel_size, np.float32)
    said = answers(figure)
    for place in np.ndindex(*figure.layer.input_size):
        x = np.zeros(figure.layer.input_size, np.float32)
        x[place] = 1
        changed = np.argwhere(engine.conv(x, weights, figure.layer)) + 1
        answer = said["input", place]
        if not len(changed):
            assert (answer.name[:10], answer.swatch) == ("Never read", "unused")
            continue
        assert int(re.findall(r"\d+", answer.reason)[0]) == len(changed)
        for axis, word in enumerate(("row", "column")):
            (told,) = re.findall(rf"{word}s? ([\d–, ]*\d)", answer.reason)
            first, last = re.findall(r"\d+", told)[0], re.findall(r"\d+", told)[-1]
            assert (int(first), int(last)) == (changed[:, axis].min(), changed[:, axis].max())


def test_stamps_cover_what_the_engine_fills() -> None:
    figure = Figure.of("transpose", input_size=3, stride=2, padding=1, view="flat", weights="ones")
    for place in np.ndindex(3, 3):
        x = np.zeros((3, 3), np.float32)
        x[place] = 1
        rows, columns = np.argwhere(engine.transpose(x, np.ones((3, 3), np.float32), figure.layer)).T + 1
        ranges = [f"{each.min()}–{each.max()}" for each in (rows, columns)]
        expected = f"Its stamp covers output rows {ranges[0]}, columns {ranges[1]}."
        assert answers(figure)["input", (2 * place[0], 2 * place[1])].reason == expected


def counted(figure: Figure, kind: str) -> list[int]:
    """How many cells of a kind stand before and after the values in the first row that has any."""
    columns = [where[1] for spot, where in answers(figure) if spot == kind and where[0] == 0]
    last = figure.layer.axes[1].spread_size - 1
    return [sum(column < 0 for column in columns), sum(column > last for column in columns)]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"kernel_size": 3, "stride": 2}, "kernel − 1 − padding = 3 − 1 − 0 = 2 on each side."),
        ({"kernel_size": 4, "padding": 1}, "kernel − 1 − padding = 4 − 1 − 1 = 2 on each side."),
        ({"kernel_size": 3, "dilation": 2}, "dilation · (kernel − 1) − padding = 2·(3 − 1) − 0 = 4 on each side."),
    ],
)
def test_zeros_around_are_as_many_as_they_say(options: dict[str, Any], reason: str) -> None:
    figure = Figure.of("transpose", **options)
    answer = answers(figure)["padding", (0, -1)]
    assert (answer.name, answer.reason) == ("Zero around the input:", reason)
    (number,) = re.findall(r"= (\d+) on", reason)
    assert counted(figure, "padding") == [int(number)] * 2


def test_zeros_of_uneven_padding_say_their_side() -> None:
    figure = Figure.of("transpose", input_size=3, kernel_size=4, padding="0x2:1")
    said = answers(figure)
    assert said["padding", (0, -1)].reason.endswith("4 − 1 − 2 = 1 before the input.")
    assert said["padding", (0, 3)].reason.endswith("4 − 1 − 1 = 2 after the input.")


def test_zeros_between_and_zeros_added() -> None:
    said = answers(Figure.of("transpose", stride=3, output_padding=1))
    assert said["inserted", (0, 1)].reason == "stride − 1 = 3 − 1 = 2 between neighbours."
    assert said["inserted", (0, 1)].name == "Zero between inputs:"
    added = said["extra", (0, 6)]
    assert (added.name, added.reason) == ("Zero added:", "output padding = 1, at the end only.")


def test_what_is_left_over_is_the_doing_of_the_stride() -> None:
    said = answers(Figure.of("conv", input_size=6, stride=2))
    assert said["input", (2, 5)].reason == "Windows of 3 every 2 end at column 5; (6 − 3) mod 2 = 1 is left over."
    assert said["input", (5, 2)].reason == "Windows of 3 every 2 end at row 5; (6 − 3) mod 2 = 1 is left over."


def test_padding_says_what_it_counts_as() -> None:
    zero = answers(Figure.of("conv", padding=1))["padding", (0, -1)]
    assert (zero.value, zero.reason) == ("0", "padding = 1 on each side: a zero that the layer adds.")
    least = answers(Figure.of("max-pool", kernel_size=3, padding=1))["padding", (0, -1)]
    assert (least.value, "never the largest" in least.reason) == ("−∞", True)
    none = answers(Figure.of("avg-pool", kernel_size=3, padding=1, count_include_pad=False))["padding", (0, -1)]
    assert (none.value, "does not count" in none.reason) == ("", True)
    over = answers(Figure.of("max-pool", input_size=6, kernel_size=3, stride=2, ceil_mode=True))["extra", (0, 6)]
    assert over.name == "Beyond the padding:"


@pytest.mark.parametrize(("mode", "numpy_mode"), [("reflect", "reflect"), ("replicate", "edge"), ("circular", "wrap")])
def test_copies_say_the_cell_that_numpy_copies(mode: str, numpy_mode: Any) -> None:
    figure = Figure.of("conv", input_size=4, padding=2, padding_mode=mode)
    found = engine.array(numbers(figure.layer).input)
    numbered = np.pad(np.arange(16).reshape(4, 4), 2, mode=numpy_mode)
    for (kind, (row, column)), answer in answers(figure).items():
        if kind == "padding":
            source = divmod(int(numbered[row + 2, column + 2]), 4)
            expected = f"copy of input row {source[0] + 1}, column {source[1] + 1}, which is {found[source]:g}."
            assert (answer.reason.replace(" No window reads it.", ""), answer.swatch) == (expected, "copy")


def test_outputs_say_their_step() -> None:
    said = answers(Figure.of("conv", input_size=5))
    assert said["output", (1, 2)].reason == "is made in step 6."


@pytest.mark.parametrize("view", ["scatter", "overlap", "planes"])
def test_stamps_that_are_cropped_altogether_are_never_read(view: str) -> None:
    figure = Figure.of("transpose", input_size=5, padding=3, view=view)
    x = np.zeros((5, 5), np.float32)
    x[0, 0] = 1
    assert not engine.transpose(x, np.ones((3, 3), np.float32), figure.layer).any()
    corner = answers(figure)["input", (0, 0)]
    assert (corner.swatch, corner.reason) == ("unused", "Padding 3 crops all that its stamp reaches.")
    assert answers(figure)["input", (2, 2)].swatch == "input"


def test_every_view_answers_for_layers_of_one_dimension() -> None:
    for view in ("rows", "flat", "scatter", "overlap", "linked", "matrix"):
        said = answers(Figure.of("transpose", dim=1, input_size=3, stride=3, output_padding=2, view=view))
        assert said["output", (1,)].name == "Output 2", view
