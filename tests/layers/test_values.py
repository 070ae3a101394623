"""Numbers: where they come from, what the layer makes of them, and how they are written."""

import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from convanim import ConvanimError, FailedError
from convanim.layers import values
from convanim.layers.layer import Layer
from tests import engine
from tests.geometry.test_geometry import possible, sizes
from tests.layers.test_operations import many

SQUARE = Layer.of("conv", input_size=3, kernel_size=3, padding=1)


@many
@given(
    operation=st.sampled_from(["conv", "transpose"]),
    input_size=sizes(1, 5),
    kernel_size=sizes(1, 3),
    stride=sizes(1, 2),
    seed=st.integers(0, 99),
    flip=st.booleans(),
)
def test_outputs_are_the_engine_s(operation: str, seed: int, flip: bool, **options: tuple[int, int]) -> None:
    layer = possible(operation, **options)
    found = values.numbers(layer, seed=seed)
    turned = values.numbers(layer, found.input.tolist(), found.weights.tolist(), flip=flip)  # type: ignore[union-attr]
    weights = np.asarray(found.weights, np.float32)
    judge = engine.conv if operation == "conv" else engine.transpose
    theirs = judge(found.input.astype(np.float32), np.rot90(weights, 2) if flip else weights, layer)
    np.testing.assert_allclose(turned.output, theirs)


def test_flip_is_numpy_s_convolution() -> None:
    layer = Layer.of("conv", dim=1, input_size=4, kernel_size=3, padding="full")
    found = values.numbers(layer, "1 2 3 4", "1 0 2", flip=True)
    np.testing.assert_array_equal(found.output, np.convolve([1, 2, 3, 4], [1, 0, 2]))


def test_the_same_seed_is_the_same_numbers() -> None:
    one, same, other = (values.numbers(SQUARE, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(one.input, same.input)
    assert np.array_equal(one.output, same.output)
    assert not np.array_equal(one.input, other.input)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ones", np.ones((3, 3))),
        ("arange", np.arange(9).reshape(3, 3)),
        ("impulse", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
        ("1 2 3; 4 5 6; 7 8 9", np.arange(1, 10).reshape(3, 3)),
        ("1,2,3;4,5,6;7,8,9", np.arange(1, 10).reshape(3, 3)),
        ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], np.arange(1, 10).reshape(3, 3)),
    ],
)
def test_words_and_rows(source: object, expected: object) -> None:
    np.testing.assert_array_equal(values.numbers(SQUARE, source).input, expected)


# The weights as image processing knows them (Gonzalez and Woods, Digital Image Processing, chapters 3 and 10).
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("box", np.full((3, 3), 1 / 9)),
        ("gaussian", np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16),
        ("sobel-x", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
        ("sobel-y", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
        ("laplace", [[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
        ("sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        ("identity", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
    ],
)
def test_kernels_people_know(name: str, expected: object) -> None:
    np.testing.assert_allclose(np.asarray(values.numbers(SQUARE, weights=name).weights), np.asarray(expected))


def test_identity_returns_its_input() -> None:
    found = values.numbers(SQUARE, weights="identity")
    np.testing.assert_array_equal(found.output, found.input)


def test_bilinear_weights_interpolate() -> None:
    layer = Layer.of("transpose", dim=1, input_size=4, kernel_size=4, stride=2, padding=1)
    found = values.numbers(layer, "0 4 8 12", "bilinear")
    # Between the values lie their weighted means; the ends fade into the border.
    np.testing.assert_allclose(found.output[1:-1], np.interp(np.arange(0.25, 3, 0.5), range(4), [0, 4, 8, 12]))


def test_files(tmp_path: Path) -> None:
    rows = np.arange(9.0).reshape(3, 3)
    np.save(tmp_path / "v.npy", rows)
    np.savetxt(tmp_path / "v.csv", rows, delimiter=",")
    Image.fromarray(np.full((30, 60), 77, np.uint8)).save(tmp_path / "v.png")
    np.testing.assert_array_equal(values.numbers(SQUARE, str(tmp_path / "v.npy")).input, rows)
    np.testing.assert_array_equal(values.numbers(SQUARE, str(tmp_path / "v.csv")).input, rows)
    np.testing.assert_array_equal(values.numbers(SQUARE, str(tmp_path / "v.png")).input, np.full((3, 3), 77))


class Harm:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("harm",)


def test_files_that_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pickle.npy").write_bytes(pickle.dumps(Harm()))
    np.save(tmp_path / "objects.npy", np.array([Harm()], object), allow_pickle=True)
    (tmp_path / "words.csv").write_text("a,b\n1,2\n")
    (tmp_path / "not.png").write_bytes(b"no picture")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "device.csv").symlink_to("/dev/zero")
    for name in ("pickle.npy", "objects.npy", "words.csv", "not.png", "folder.csv", "device.csv", "missing.csv"):
        with pytest.raises(FailedError) as caught:
            values.numbers(SQUARE, str(tmp_path / name))
        assert name in caught.value.message
    assert "harm" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"values": "onse"}, "there is no source 'onse'"),
        ({"values": "1 2; 3"}, "not of one length"),
        ({"values": "1 2; 3 4"}, "there are 2 × 2 numbers, but the layer takes 3 × 3"),
        ({"values": "1 2 x"}, "is not rows of numbers"),
        ({"values": [["a"]]}, "is not rows of numbers"),
        ({"values": "nan 1 1; 1 1 1; 1 1 1"}, "not finite"),
        ({"weights": "bilinear"}, "bilinear weights are for transpose"),
    ],
)
def test_sources_that_do_not_fit(options: dict[str, object], message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        values.numbers(SQUARE, **options)  # type: ignore[arg-type]


def test_kernels_of_one_size_say_so() -> None:
    with pytest.raises(ConvanimError, match="sobel-x is a kernel of 3 × 3"):
        values.numbers(Layer.of("conv", kernel_size=5), weights="sobel-x")


def test_pooling_has_no_weights() -> None:
    with pytest.raises(ConvanimError, match="max-pool has no weights"):
        values.numbers(Layer.of("max-pool"), weights="ones")
