"""The matrix of a layer and its command, against onnxruntime and numpy."""

import io
import pathlib
from typing import Any, Literal

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError
from convanim.cli.commands import convanim
from convanim.layers.layer import Layer
from convanim.layers.matrix import Unrolled, in_numbers, unrolled
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


def test_an_array_is_read_by_numpy(tmp_path: pathlib.Path) -> None:
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
