"""Figures of one dimension: cells by their pixels, numbers read off the page against the engine, and the words."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.scene.items import Text
from convanim.style import theme
from tests import engine, reading, text_boxes
from tests.examples import examples
from tests.pictures import colour_at, frames
from tests.style.test_contrast import CELL, painted, unreadable

INPUT, OUTPUT, PAPER = (38, 139, 210), (42, 161, 152), (255, 255, 255)
# 40 % of 7, 54, 66 over each, mixed in 256ths.
SHADED = [(156, 175, 180), (26, 105, 153), (28, 118, 118)]


def test_a_causal_dilated_layer_cell_by_cell(tmp_path: Path) -> None:
    figure = Figure.of("conv", dim=1, input_size=5, kernel_size=2, dilation=2, padding="causal", cell=40, labels=False)
    figure.save(tmp_path / "f.gif")
    found = frames(tmp_path / "f.gif")
    assert len(found) == 5
    # 13 pixels of margin; the input of 2 + 5 cells has 2 units and the output's row above it.
    for step, frame in enumerate(found):
        for cell in range(7):
            colour = colour_at(frame, 13 + 40 * cell + 8, 13 + 3 * 40 + 20)
            # Output t reads input t - 2 and t: cells t and t + 2 of the bordered row.
            if cell in (step, step + 2):
                assert colour == SHADED[0 if cell < 2 else 1]
            else:
                assert colour == (PAPER if cell < 2 else INPUT)
        for cell in range(5):
            colour = colour_at(frame, 13 + 40 * (cell + 2) + 20, 13 + 20)
            assert colour == (SHADED[2] if cell == step else OUTPUT)


LAYERS = st.fixed_dictionaries(
    {
        "operation": st.sampled_from(["conv", "transpose"]),
        "input_size": st.integers(1, 6),
        "kernel_size": st.integers(1, 4),
        "stride": st.integers(1, 3),
        "padding": st.integers(0, 2),
        "dilation": st.integers(1, 2),
        "flip": st.booleans(),
    }
)


def drawn(operation: str, **options: Any) -> Figure:
    try:
        figure = Figure.of(operation, dim=1, **{"theme": "light", "cell": 40, **options})
        figure.scene()
    except ConvanimError:
        from hypothesis import assume

        assume(False)
        raise
    return figure


def judged(figure: Figure) -> "engine.Array":
    numbers = figure.subject.numbers()
    assert numbers.weights is not None
    x, w = (np.array([list(each.values())], np.float32) for each in (numbers.input, numbers.weights))
    judge = {"conv": engine.conv, "transpose": engine.transpose}[figure.layer.operation]
    return judge(x, w, figure.plane).ravel()


def in_row(found: list[tuple[Text, Any]], top: float, cell: int) -> dict[int, float]:
    """The numbers in a row of cells, by their columns on the page."""
    return {
        round(item.x): reading.number(text.string)
        for text, item in found
        if text.anchor == "middle" and text.most and top < item.y < top + cell
    }


def written_sum(found: list[tuple[Text, Any]]) -> tuple[float, float]:
    """What the sum comes to when it is worked out, and what stands behind the sign of equality."""
    sizes = {text.size for text, _ in found if text.size == 22 and text.anchor == "start"}
    assert sizes == {22}
    ((result, place),) = [(text, item) for text, item in found if text.size == 22]
    line = sorted(
        ((item.y, item.x, text.string) for text, item in found if text.size == 17 and text.anchor == "start"),
        key=lambda part: (round(part[0] / 28), part[1]),
    )
    parts = "".join(string for y, _, string in line if y <= place.y + 3 and y > place.y - 200)
    total = 0.0
    for term in parts[parts.index(next(each for each in parts if each in "0123456789−")) :].rstrip("=≈").split("+"):
        value, weight = term.split("·")
        total += reading.number(value) * reading.number(weight.strip("()"))
    return total, reading.number(result.string)


@settings(max_examples=examples(40), deadline=None)
@given(options=LAYERS, seed=st.integers(1, 99), glide=st.integers(0, 1))
def test_weights_stand_over_what_they_meet_and_make_the_engine_s_output(
    options: dict[str, Any], seed: int, glide: int
) -> None:
    figure = drawn(**options, seed=seed, glide=glide, labels=False)
    scene, theirs, cells = figure.scene(), judged(figure), reading.boxes(figure, "output")
    input_top = next(iter(reading.boxes(figure, "input").values()))[1]
    kernel_top = input_top - 56
    for step, frame in enumerate(scene.stills):
        found = reading.texts(scene, frame)
        values = in_row(found, input_top, 40)
        stored_from = max(values) + 40
        weights = {x: each for x, each in in_row(found, kernel_top, 40).items() if x < stored_from}
        assert len(weights) == figure.layer.kernel_size[0]
        assert sum(weight * values[x] for x, weight in weights.items()) == theirs[step]
        assert written_sum(found) == (theirs[step], theirs[step])
        for nth in range(len(theirs)):
            text = reading.written_in(found, cells[0, nth])
            assert text == "" if nth > step else reading.number(text) == theirs[nth]


@pytest.mark.parametrize(
    ("operation", "options", "words"),
    [
        (
            "conv",
            {"input_size": 8, "kernel_size": 2, "dilation": 4, "padding": "causal"},
            ["Causal convolution", "8, oldest left", "2, in its place", "4 before", "now", "dilation 4"],
        ),
        ("conv", {"input_size": 8, "kernel_size": 3, "padding": "causal"}, ["zeros before: kernel − 1 = 2"]),
        (
            "transpose",
            {"input_size": 4, "stride": 2},
            ["Transposed convolution, 1-D", "turned by 180°", "↻ turned by 180°", "zeros between: stride − 1 = 1"],
        ),
        ("transpose", {"input_size": 4, "stride": 2}, ["zeros around: kernel − 1 − padding = 2", "3, as stored"]),
        ("conv", {"input_size": 6, "stride": 2}, ["never read: column 6"]),
        ("max-pool", {"input_size": 6}, ["Max pooling, 1-D", "This step", "max("]),
        ("avg-pool", {"input_size": 6, "padding": 1}, ["zeros around: padding = 1"]),
        ("conv", {"input_size": 6, "padding": 1, "padding_mode": "reflect"}, ["border: mirrored copies, padding 1"]),
    ],
)
def test_a_figure_says_what_it_is(operation: str, options: dict[str, Any], words: list[str]) -> None:
    scene = Figure.of(operation, dim=1, theme="light", **options).scene()
    written = [text.string for text, _ in reading.texts(scene, scene.stills[-1])]
    for word in words:
        assert word in written
    if operation.endswith("pool"):
        assert not any("ernel" in text for text in written if not text.startswith("="))


def test_the_published_rows_have_numbers_only_where_they_are_asked_for() -> None:
    def digits(**options: Any) -> list[str]:
        scene = Figure.of("conv", dim=1, labels=False, **options).scene()
        return [text.string for text, _ in reading.texts(scene, 0)]

    assert digits() == []
    assert digits(theme="light", numbers=False) == []
    assert digits(numbers=True) and digits(values="arange") and digits(weights="ones")
    assert digits(theme="light")


@pytest.mark.parametrize("look", ["classic", "classic-dark"])
def test_digits_can_be_read_on_the_published_shade(look: str) -> None:
    figure = Figure.of("conv", dim=1, theme=look, values="1 2 3 4", weights="1 1 1")
    scene, colours = figure.scene(), figure.colours
    boxes = reading.boxes(figure, "input")
    for step, frame in enumerate(scene.stills):
        for (_, column), box in boxes.items():
            ground = colours.colour("input")
            if step <= column < step + 3:
                ground = colours.colour("shade").over(ground)
            (role,) = [item.style.fill for _, item in reading.texts(scene, frame) if reading.inside(item, box)]
            assert role and colours.colour(role).contrast(ground) >= 4.5


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
def test_indices_below_the_input_are_those_that_numpy_pads_with(mode: str) -> None:
    figure = Figure.of("conv", dim=1, input_size=5, padding=2, padding_mode=mode, theme="light")
    scene = figure.scene()
    numpys = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}[mode]
    left, _, right, foot = next(iter(reading.boxes(figure, "input").values()))
    found = sorted(
        (item.x, text.string)
        for text, item in reading.texts(scene, 0)
        if text.anchor == "middle" and foot < item.y < foot + 20
    )
    assert [int(string) for _, string in found] == list(np.pad(np.arange(5), 2, numpys))  # type: ignore[call-overload]
    assert left - 2 * (right - left) < found[0][0] < left - (right - left)


@pytest.mark.parametrize("cell", [None, 2, 16, 30, 80])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("operation", "options"),
    [
        ("conv", {"input_size": 12, "kernel_size": 2, "dilation": 4, "padding": "causal"}),
        ("conv", {"input_size": 5, "kernel_size": 5, "padding": "causal"}),
        ("conv", {"input_size": 30, "kernel_size": 5, "stride": 2, "padding": 2}),
        ("conv", {"input_size": 4, "padding": 2, "padding_mode": "circular"}),
        ("conv", {"input_size": 4, "kernel_size": 12, "padding": 6, "flip": True}),
        ("transpose", {"input_size": 2, "kernel_size": 2}),
        ("transpose", {"input_size": 7, "kernel_size": 4, "stride": 3, "padding": 1, "output_padding": 1}),
        ("max-pool", {"input_size": 7, "padding": 1, "ceil_mode": True}),
        ("avg-pool", {"input_size": 2}),
    ],
)
@pytest.mark.parametrize("look", ["classic", "light"])
def test_no_two_texts_overlap_and_none_leaves_the_page(
    operation: str, options: dict[str, Any], look: str, lang: str, cell: int | None
) -> None:
    scene = Figure.of(operation, dim=1, theme=look, lang=lang, cell=cell, glide=1, **options).scene()
    for frame in {0, scene.stills[-1] // 2, scene.frames - 1}:
        assert text_boxes.outside(scene, frame) == []
        assert text_boxes.overlaps(scene, frame) == []


def test_no_letters_of_the_usual_figures_are_smaller_than_eleven_pixels() -> None:
    for operation in ("conv", "transpose", "max-pool"):
        for item in Figure.of(operation, dim=1, theme="light").scene().items:
            assert not isinstance(item.shape, Text) or item.shape.size >= 11


def test_the_window_glides_as_one_object() -> None:
    scene = Figure.of("conv", dim=1, input_size=5, theme="light", glide=3, cell=40).scene()
    for frame in range(scene.stills[0], scene.stills[1]):
        outlines = [item.x for item in scene.items if item.style.stroke == "accent" and item.start <= frame < item.stop]
        weights = [item.x for _, item in reading.texts(scene, frame) if item.style.fill == "weight"]
        # Window, and output cell: stride 1 keeps them and the weights together, on whole pixels.
        assert len(outlines) == 2 and len(weights) == 3
        assert weights[0] - outlines[0] == 20
        assert outlines[1] - outlines[0] == 40


@pytest.mark.parametrize("name", theme.names())
@pytest.mark.parametrize(
    ("operation", "options"),
    [
        ("conv", {"input_size": 3, "padding": "2:1", "kernel_size": 2, "stride": 2}),
        ("conv", {"input_size": 3, "padding": 1, "padding_mode": "reflect"}),
        ("transpose", {"input_size": 2, "kernel_size": 2, "stride": 2, "output_padding": 1}),
        ("max-pool", {"input_size": 3, "padding": 1}),
    ],
)
def test_every_text_can_be_read_in_every_state(operation: str, options: dict[str, Any], name: str) -> None:
    scene = Figure.of(operation, dim=1, theme=name, cell=CELL, numbers=True, **options).scene()
    assert unreadable(scene, painted(scene, name), name) == {}
