"""Numbers as programs give them, and files that are not what their name says."""

import fractions
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convanim import ConvanimError, FailedError, Figure
from convanim.cli.command_line import figure_from_command
from convanim.layers import values
from convanim.layers.layer import Layer
from convanim.options import sources

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (np.arange(4).reshape(2, 2), [[0, 1], [2, 3]]),
        (np.array([[1, 2], [3, 4]], np.float16), [[1, 2], [3, 4]]),
        ([np.array([1, 2]), np.array([3, 4])], [[1, 2], [3, 4]]),
        ([[np.float32(1), 2], (3, fractions.Fraction(9, 2))], [[1, 2], [3, 4.5]]),
        ([range(2), range(2)], [[0, 1], [0, 1]]),
    ],
)
def test_arrays_and_lists_are_values(given: Any, expected: list[list[float]]) -> None:
    figure = Figure.of("conv", view="flat", input_size=2, kernel_size=1, values=given, weights=np.array([[2]]))
    found = figure.subject.numbers()
    np.testing.assert_array_equal(found.input, expected)
    np.testing.assert_array_equal(found.output, 2 * np.array(expected))
    assert figure_from_command(shlex.split(figure.command)[1:]).command == figure.command
    assert isinstance(hash(figure), int)


@given(st.lists(st.lists(FINITE, min_size=3, max_size=3), min_size=1, max_size=3))
def test_an_embedded_command_has_the_very_numbers(rows: list[list[float]]) -> None:
    figure = Figure.of("conv", view="flat", kernel_size=1, input_size=(len(rows), 3), values=rows)
    again = figure_from_command(shlex.split(figure.command)[1:])
    assert isinstance(again.values, str)
    np.testing.assert_array_equal(sources.from_text(again.values, "values"), rows)


@pytest.mark.parametrize("rows", [[4, 5, 6], (4.5, -5, 1e-7), np.array([4, 5, 6]), [[4, 5, 6]]])
def test_one_row_stays_one_row(rows: Any) -> None:
    figure = Figure.of("conv", dim=1, view="flat", input_size=3, kernel_size=1, values=rows)
    again = figure_from_command(shlex.split(figure.command)[1:])
    assert ";" not in figure.command
    np.testing.assert_array_equal(again.subject.numbers().input[0], np.asarray(rows, float).reshape(-1))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (0, "there are 1 × 1 numbers, but the layer takes 3 × 3"),
        ([], "there are no numbers"),
        ([[]], "there are no numbers"),
        ("", "there are no numbers"),
        (" ; ", "there are no numbers"),
        (np.zeros((0, 3)), "there are no numbers"),
        (False, "there are 1 × 1 numbers"),
        (["a"], "is not rows of numbers"),
        (["1", "2"], "is not rows of numbers"),
        ([[1, 2], 3], "is not rows of numbers"),
        ([1, [2, 3]], "is not rows of numbers"),
        (b"1 2", "is not rows of numbers"),
        ({"a": 1}, "is not rows of numbers"),
        (1j, "is not rows of numbers"),
        (np.array([["a"]]), "is not rows of numbers"),
        (np.array([1j]), "is not rows of numbers"),
        ([[None]], "is not rows of numbers"),
        ([[10**400]], "is not rows of numbers"),
        (np.ones((1, 1, 3, 3)), "there are 1 × 1 × 3 × 3 numbers, not rows of them"),
        ([float("inf")], "not finite"),
        ([[1, 2], [3]], "not of one length"),
        ("a\0b.csv", "is no letter of a text"),
        ("\udcff.csv", "is no letter of a text"),
    ],
)
def test_what_is_no_source_is_told(given: Any, message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        Figure.of("conv", view="flat", input_size=3, kernel_size=3, padding=1, values=given).scene()


def test_a_list_that_holds_itself() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(ConvanimError, match="is not rows of numbers"):
        Figure.of("conv", view="flat", values=loop)


@pytest.mark.parametrize("size", [1, 2, 3, 64, 1029, 1030, 1031, 3000])
def test_gaussian_weights_of_any_size_are_averages_of_averages(size: int) -> None:
    layer = Layer.of("conv", dim=1, input_size=size, kernel_size=size)
    found = values.numbers(layer, weights="gaussian").weights
    expected = np.ones(1)
    for _ in range(size - 1):
        expected = np.convolve(expected, [0.5, 0.5])
    assert found is not None
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-300)


def npy(array: Any) -> bytes:
    import io

    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("v.npy", b""),
        ("v.npy", npy(np.ones((3, 3)))[:90]),
        ("v.npy", npy(np.ones((3, 3)))[:-1]),
        ("v.npy", npy(np.ones((3, 3))).replace(b"(3, 3)", b"(9999999, 9999999)")),
        ("v.npy", npy(np.ones((3, 3))).replace(b"(3, 3)", b"(3, 3(")),
        ("v.npy", b"PK\x03\x04"),
        ("v.npy", b"\x80\x04."),
        ("v.npy", npy(np.array([[1j]]))),
        ("v.csv", b""),
        ("v.csv", b"\n\n"),
        ("v.csv", b"\xff\xfe1"),
        ("v.csv", b"1,2\n3"),
        ("v.png", b""),
        ("v.png", b"\x89PNG\r\n\x1a\n"),
        ("v.gif", b"GIF89a"),
    ],
)
@pytest.mark.filterwarnings("default")
def test_files_that_are_cut_or_something_else(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ConvanimError) as caught:
        values.numbers(Layer.of("conv", input_size=3), str(path))
    assert isinstance(caught.value, FailedError) or "numbers" in caught.value.message


def test_a_spreadsheet_s_csv_begins_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text("1,2,3\r\n\r\n4,5,6\r\n7,8,9\r\n", encoding="utf-8-sig")
    found = values.numbers(Layer.of("conv", input_size=3), str(path)).input
    np.testing.assert_array_equal(found, np.arange(1, 10).reshape(3, 3))
