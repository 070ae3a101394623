"""The matrix of a layer and its view, against onnxruntime and numpy."""

import io
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, Figure
from convanim.cli.commands import convanim
from convanim.layers.layer import Layer
from convanim.layers.matrix import Unrolled, in_numbers, unrolled
from convanim.scene.items import Item, Scene, Text
from convanim.style.text_metrics import text_width
from tests import engine
from tests.geometry.test_geometry import numbers, possible, sizes
from tests.layers.test_operations import sides

many = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def array(matrix: Unrolled, weights: engine.Array) -> engine.Array:
    made = np.zeros(matrix.size, np.float32)
    for number, row in enumerate(matrix.rows):
        for column, summed in in_numbers(row, dict(np.ndenumerate(weights.astype(np.float64)))).items():
            made[number, column] = summed
    return made


@many
@given(
    operation=st.sampled_from(["conv", "transpose"]),
    input_size=sizes(1, 6),
    kernel_size=sizes(1, 4),
    stride=sizes(1, 3),
    padding=sides,
    dilation=sizes(1, 2),
    output_padding=sizes(0, 1),
    seed=st.integers(0, 99),
)
def test_the_matrix_times_the_input_is_the_output(operation: str, seed: int, **options: Any) -> None:
    if operation == "conv":
        del options["output_padding"]
    layer = possible(operation, **options)
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    judge = engine.conv if operation == "conv" else engine.transpose
    returned = (array(unrolled(layer), weights) @ x.reshape(-1)).reshape(layer.output_size)
    np.testing.assert_array_equal(returned, judge(x, weights, layer))


@many
@given(
    mode=st.sampled_from(["reflect", "replicate", "circular"]),
    input_size=sizes(2, 6),
    kernel_size=sizes(1, 3),
    padding=sides,
    seed=st.integers(0, 99),
)
def test_copies_add_weights_to_the_columns_of_what_they_copy(mode: str, seed: int, **options: Any) -> None:
    layer = possible("conv", **options, padding_mode=mode)
    words: dict[str, Literal["reflect", "edge", "wrap"]]
    words = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    bordered = np.pad(x, layer.padding.sides, mode=words[mode])
    plain = Layer.of("conv", input_size=bordered.shape, kernel_size=layer.kernel_size)
    returned = (array(unrolled(layer), weights) @ x.reshape(-1)).reshape(layer.output_size)
    np.testing.assert_array_equal(returned, engine.conv(bordered, weights, plain))


# A convolution whose windows leave nothing over, and the transposed convolution of the same parameters
# (arXiv:1603.07285, section 4): their matrices are each other's transposes.
@many
@given(
    output_size=sizes(1, 4),
    kernel_size=sizes(1, 4),
    stride=sizes(1, 3),
    padding=sizes(0, 2),
    seed=st.integers(0, 99),
)
def test_a_transposed_convolution_is_the_transposed_matrix(output_size: Any, seed: int, **options: Any) -> None:
    needed = zip(output_size, options["kernel_size"], options["stride"], options["padding"], strict=True)
    input_size = tuple(max((made - 1) * stride + kernel - 2 * padding, 1) for made, kernel, stride, padding in needed)
    there = possible("conv", input_size=input_size, **options)
    back = possible("transpose", input_size=there.output_size, **options)
    if back.output_size != input_size:
        return
    weights = numbers(there.kernel_size, seed)
    np.testing.assert_array_equal(array(unrolled(back), weights), array(unrolled(there), weights).T)
    assert unrolled(there).transposed() == unrolled(back)


def words_at(scene: Scene, frame: int) -> list[str]:
    shown = [item.shape for item in scene.items if item.start <= frame < item.stop]
    return [shape.string for shape in shown if isinstance(shape, Text)]


def column(scene: Scene, frame: int, x: float) -> list[str]:
    """The words, from the top down, whose middle is at ``x``; of those on the same place, the last one."""
    found: dict[float, str] = {}
    for item in scene.items:
        if isinstance(item.shape, Text) and abs(item.x - x) < 1 and item.start <= frame < item.stop:
            found[round(item.y)] = item.shape.string
    return [found[y] for y in sorted(found)]


@pytest.mark.parametrize("operation", ["conv", "transpose"])
def test_results_appear_one_by_one_and_are_the_engine_s(operation: str) -> None:
    sources: dict[str, Any] = {"values": "arange", "weights": "5 -7; 11 13"}
    figure = Figure.of(
        operation, input_size=3, kernel_size=2, view="matrix", numbers=True, labels=False, legend=False, **sources
    )
    scene, layer = figure.scene(), figure.layer
    x = np.arange(9, dtype=np.float32).reshape(3, 3)
    weights = np.array([[5, -7], [11, 13]], np.float32)
    y = (engine.conv if operation == "conv" else engine.transpose)(x, weights, layer).reshape(-1)
    count = len(y)
    told = [f"{each:.0f}".replace("-", "−") for each in y]
    last = len(scene.durations_ms) - 1
    # The steps end with the rows' products and the folding.
    at = max(
        item.x
        for item in scene.items
        if isinstance(item.shape, Text) and item.start == scene.stills[-2] and item.shape.string == told[-1]
    )
    for row, frame in enumerate(scene.stills[-1 - count : -1]):
        assert column(scene, frame, at) == told[: row + 1]
        assert column(scene, frame - 1, at) == told[:row]
    folded = [word for word in told if words_at(scene, last).count(word) >= 2]
    assert folded == told


def test_names_of_the_first_row() -> None:
    scene = Figure.of("conv", input_size=4, kernel_size=3, view="matrix", labels=False).scene()
    names = [each for each in words_at(scene, scene.stills[-1]) if each.startswith("w")]
    # Nine in the kernel and nine in each of four rows.
    assert len(names) == 9 * 5
    assert {names.count(name) for name in names} == {5}
    assert words_at(scene, scene.stills[-1]).count("0") == 4 * 7


def test_a_round_trip_returns_the_shape_and_other_values() -> None:
    options: dict[str, Any] = {"input_size": 4, "kernel_size": 3}
    figure = Figure.of("conv", **options, view="matrix", round_trip=True, values="arange", weights="sobel-x")
    scene = figure.scene()
    x = np.arange(16, dtype=np.float32).reshape(4, 4)
    weights = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)
    y = engine.conv(x, weights, figure.layer)
    back = engine.transpose(y, weights, Layer.of("transpose", input_size=2, kernel_size=3))
    assert back.shape == x.shape
    shown = words_at(scene, scene.frames - 1)
    for each in np.unique(back):
        word = f"{each:.0f}".replace("-", "−")
        # In the column and in the plane.
        assert shown.count(word) >= 2 * int((back == each).sum())
    assert "Returned: other values" in shown
    assert len(scene.stills) == 4 + 1 + 4 + 1 + (1 + 16 + 1)
    assert scene.stills == sorted(set(scene.stills))
    assert scene.stills[-1] == scene.frames - 1


def test_a_round_trip_through_one_weight_of_one_returns_all() -> None:
    scene = Figure.of("conv", input_size=2, kernel_size=1, view="matrix", round_trip=True, weights="ones").scene()
    assert "Returned: the same values" in words_at(scene, scene.frames - 1)


LAYERS: list[tuple[str, dict[str, Any]]] = [
    ("conv", {"input_size": 4}),
    ("conv", {"input_size": 2, "kernel_size": 2}),
    ("conv", {"input_size": 12}),
    ("conv", {"input_size": 7, "stride": 3}),
    ("conv", {"input_size": 4, "padding": 1, "padding_mode": "reflect"}),
    ("conv", {"input_size": (3, 12), "kernel_size": (1, 11)}),
    ("conv", {"input_size": 4, "round_trip": True}),
    ("conv", {"dim": 1, "input_size": 5}),
    ("transpose", {"input_size": 3, "stride": 2, "padding": 1, "output_padding": 1}),
]


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("cell", [None, 13, 20])
@pytest.mark.parametrize(("operation", "options"), LAYERS)
def test_no_word_is_wider_than_its_cell(
    operation: str, options: dict[str, Any], cell: int | None, numbered: bool
) -> None:
    numbers = numbered or None if "round_trip" in options else numbered  # A way back is one of numbers.
    scene = Figure.of(operation, **options, view="matrix", cell=cell, numbers=numbers, labels=False).scene()
    for item in scene.items:
        if isinstance(item.shape, Text) and item.shape.most:
            assert text_width(item.shape.string, item.shape.size) <= item.shape.most
            assert item.shape.size >= 6
        if isinstance(item.shape, Text):
            half = text_width(item.shape.string, item.shape.size) / 2
            left = item.x - (half if item.shape.anchor == "middle" else 0)
            assert left >= 0
            assert left + 2 * half <= scene.width
            assert 0 <= item.y <= scene.height


def test_words_go_before_cells_do() -> None:
    def words_and_cells(size: int) -> tuple[int, set[str]]:
        scene = Figure.of("conv", input_size=size, view="matrix", labels=False).scene()
        width = scene.width / 2
        fills = [item.style.fill or "" for item in scene.items if not isinstance(item.shape, Text)]
        roles = {fill for fill in fills if "accent" in fill}
        return sum(isinstance(item.shape, Text) and item.y < width / 3 for item in scene.items), roles

    few, tints = words_and_cells(5)
    none, same_tints = words_and_cells(12)
    assert few > 100
    assert none < 3  # the signs
    assert len(tints) == len(same_tints) == 9


def test_what_fits_no_page_is_refused_with_its_size() -> None:
    with pytest.raises(ConvanimError, match=r"784 rows and 900 columns, but no more than 256"):
        Figure.of("conv", input_size=30, view="matrix").scene()


def test_gliding_cells_end_where_they_stay() -> None:
    def at_rest(glide: int) -> list[list[Item]]:
        scene = Figure.of("conv", input_size=3, kernel_size=2, view="matrix", glide=glide).scene()
        return [
            [item._replace(start=0, stop=0) for item in scene.items if item.start <= frame < item.stop]
            for frame in scene.stills
        ]

    assert at_rest(0) == at_rest(2)


def told(*arguments: str) -> str:
    result = CliRunner().invoke(convanim, ["matrix", *arguments], catch_exceptions=False)
    return result.output


def test_the_command_prints_names_in_columns() -> None:
    lines = told("conv", "--i", "3", "--k", "2").splitlines()
    # Windows of 2 × 2 in rows of three, by hand.
    assert lines[0].split() == ["w00", "w01", "0", "w10", "w11", "0", "0", "0", "0"]
    assert lines[3].split() == ["0", "0", "0", "0", "w00", "w01", "0", "w10", "w11"]
    assert len({len(line) for line in lines}) == 1


def test_indices_of_two_digits_are_kept_apart() -> None:
    assert "w10,2" in told("conv", "--i", "11x3", "--k", "11x3").split()
    assert told("conv", "--dim", "1", "--i", "3", "--k", "2").splitlines()[0].split() == ["w0", "w1", "0"]


def test_the_command_prints_numbers_csv_and_latex() -> None:
    sobel = ("conv", "--i", "4", "--k", "3", "--numbers", "--weights", "sobel-x")
    assert told(*sobel, "--csv").splitlines()[0] == "-1,0,1,0,-2,0,2,0,-1,0,1,0,0,0,0,0"
    assert told(*sobel, "--flip", "--csv").splitlines()[0].startswith("1,0,-1,0,2,0,-2")
    latex = told("transpose", "--i", "1", "--k", "2", "--latex")
    assert " ".join(latex.split()) == r"\begin{bmatrix} w_{00} \\ w_{01} \\ w_{10} \\ w_{11} \end{bmatrix}"
    assert told("conv", "--i", "4", "--k", "3", "--latex").startswith("\\setcounter{MaxMatrixCols}{16}\n")


def test_an_array_is_read_by_numpy(tmp_path: Path) -> None:
    arguments = ["transpose", "--i", "2", "--k", "3", "--weights", "arange", "--npy"]
    told(*arguments, "-o", str(tmp_path / "new" / "m.npy"))
    found = np.load(tmp_path / "new" / "m.npy")
    layer = Layer.of("transpose", input_size=2, kernel_size=3)
    weights = np.arange(9, dtype=np.float32).reshape(3, 3)
    x = numbers((2, 2), 5)
    np.testing.assert_array_equal((found @ x.reshape(-1)).reshape(4, 4), engine.transpose(x, weights, layer))
    sent = CliRunner().invoke(convanim, ["matrix", *arguments]).stdout_bytes
    np.testing.assert_array_equal(np.load(io.BytesIO(sent)), found)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["max-pool"], "max-pool has no weights"),
        (["dense"], "there is no operation 'dense'"),
        (["conv", "--weights", "ones"], "weights is for numbers"),
        (["conv", "--i", "200"], "39,204 × 40,000 has"),
    ],
)
def test_what_has_no_matrix_says_so(arguments: list[str], message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        CliRunner().invoke(convanim, ["matrix", *arguments], catch_exceptions=False)
