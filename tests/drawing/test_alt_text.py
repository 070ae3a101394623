"""The alt text tells what the view shows, in every language, and nothing that is not there."""

import re

import pytest

from convanim import Figure, views
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.style import language

FITS = [
    (operation, view, dim)
    for operation in operations.names()
    for dim in (1, 2)
    for view in views.names()
    if views.fits(view, Layer.of(operation, dim=dim))
]


@pytest.mark.parametrize("lang", language.names())
@pytest.mark.parametrize(("operation", "view", "dim"), FITS)
def test_every_view_tells_as_many_steps_as_it_draws(operation: str, view: str, dim: int, lang: str) -> None:
    figure = Figure.of(operation, view=view, dim=dim, input_size=4, kernel_size=2, stride=2, lang=lang)
    steps = {int(number) for number in re.findall(r"(\d+) (?:steps|步)", figure.alt)}
    assert steps == {len(figure.scene().stills)}


@pytest.mark.parametrize("lang", language.names())
def test_views_of_one_layer_are_told_apart(lang: str) -> None:
    told = [Figure.of("transpose", view=view, lang=lang).alt for view in views.names() if view != "rows"]
    assert len(set(told)) == len(told)


# Of an input of 3 × 3, a kernel of 3 × 3 and stride 2 there are nine stamps, which make 7 × 7.
def test_stamps_are_no_window() -> None:
    for view in ("scatter", "overlap"):
        told = Figure.of("transpose", view=view, input_size=3, kernel_size=3, stride=2).alt
        assert "9 steps" in told
        assert "stamp" in told
        assert "7 × 7" in told
        assert "49" not in told
        assert "slid" not in told
    assert "sum of the weights" in Figure.of("transpose", view="overlap", weights="ones").alt


# (4 - 3 + 1)^2 = 4 rows of 16 cells: four rows, a column, four products, the folding; back again 1 + 16 + 1 more.
def test_the_matrix_and_its_way_back_are_told() -> None:
    there = Figure.of("conv", input_size=4, kernel_size=3, view="matrix")
    assert "a matrix of 4 × 16" in there.alt
    assert "in 9 steps" in there.alt
    assert "transposed" not in there.alt
    back = Figure.of("conv", input_size=4, kernel_size=3, view="matrix", round_trip=True)
    assert "in 20 steps" in back.alt
    assert "the transposed matrix is multiplied with the output" in back.alt


@pytest.mark.parametrize(
    ("options", "told"),
    [
        # arXiv:1603.07285: stride s inserts s - 1 zeros, and k - 1 - p stand on each side.
        ({"input_size": 3, "kernel_size": 3, "stride": 2}, "with zeros between its cells and around it, an input"),
        ({"input_size": 3, "kernel_size": 3, "stride": 1}, "with zeros around it, an input"),
        ({"input_size": 3, "kernel_size": 1, "stride": 2}, "with zeros between its cells, an input"),
        ({"input_size": 1, "kernel_size": 3, "stride": 2}, "with zeros around it, an input"),
        ({"input_size": 3, "kernel_size": 3, "padding": ((2, 1), (2, 1))}, "with zeros after it, an input"),
        ({"input_size": 5, "kernel_size": 1, "stride": 1}, "a window of 1 × 1 slides over an input of 5 × 5"),
        ({"input_size": 5, "kernel_size": 3, "padding": "full"}, "a window of 3 × 3 slides over an input of 5 × 5"),
        ({"input_size": 5, "kernel_size": 2, "padding": 2}, "The padding crops the edge of the input."),
    ],
)
def test_zeros_are_told_where_they_are(options: dict[str, object], told: str) -> None:
    alt = Figure.of("transpose", **options).alt
    assert told in alt
    assert ("crop" in alt) == ("crop" in told)


# Gathering turns the kernel, --flip turns it once more; a single weight is the same either way.
@pytest.mark.parametrize(
    ("operation", "options", "is_turned"),
    [
        ("conv", {}, False),
        ("conv", {"flip": True}, True),
        ("transpose", {}, True),
        ("transpose", {"flip": True}, False),
        ("transpose", {"kernel_size": 1}, False),
    ],
)
def test_the_kernel_is_called_turned_where_it_is(operation: str, options: dict[str, object], is_turned: bool) -> None:
    assert ("turned kernel" in Figure.of(operation, view="flat", **options).alt) == is_turned


def test_one_step_is_no_steps() -> None:
    told = Figure.of("conv", input_size=3, kernel_size=3).alt
    assert "in 1 step." in told
    assert "1 steps" not in told


def test_a_still_tells_its_step() -> None:
    # The fifth of nine windows, two apart, around which there is a border of one: the middle one has none of it.
    layer = {"input_size": 5, "kernel_size": 3, "stride": 2, "padding": 1}
    told = Figure.of("conv", still="middle", **layer).alt
    assert told.endswith("The picture stands still at step 5 of 9: output 1, 1 from 9 input and 0 other cells.")
    # A corner has three rows and columns less one each inside: four cells, and five of the border.
    assert "step 1 of 9: output 0, 0 from 4 input and 5 other cells." in Figure.of("conv", still=1, **layer).alt
    assert Figure.of("transpose", view="scatter", input_size=3, still=2).alt.endswith("still at step 2 of 9.")
    assert "图停在第 9 步，共 9 步" in Figure.of("conv", still="last", lang="zh", **layer).alt


def test_a_storyboard_tells_its_steps() -> None:
    assert Figure.of("conv", input_size=5, storyboard=4).alt.endswith("Side by side stand steps 1, 4, 6, 9 of 9.")
    assert Figure.of("conv", input_size=5, storyboard=9).alt.endswith("Side by side stand all 9 steps.")
    assert Figure.of("conv", input_size=7, storyboard=20).alt.endswith("stand 20 evenly chosen steps of 25.")


def test_a_still_is_captioned_as_its_step() -> None:
    lesson = Figure.of("conv", input_size=5, still=3).picture().lesson
    assert lesson is not None
    (caption,) = lesson().steps
    assert "step 3 of 9" in caption.text


def test_one_other_cell_and_one_channel_are_one() -> None:
    # Output 0 of a border of one and two input cells.
    figure = Figure.of("conv", dim=1, input_size=4, kernel_size=3, padding=1)
    lesson = figure.picture().lesson
    assert lesson is not None
    assert lesson().steps[0].note == "2 of the 3 cells under the window are input, 1 is a zero."
    from convanim.frameworks import read_layer

    assert read_layer("nn.Conv2d(3, 1, 3)").options["note"] == "3 → 1 channel"
