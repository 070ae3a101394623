"""Anything at all may be given from Python and on a command line: it is a figure, or told of in two lines."""

import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convanim import ConvanimError, Figure, cli
from convanim.figure import look
from convanim.layers import operations
from convanim.options import table
from tests import engine

ODD: list[Any] = [
    *(np.array([1, 2]), np.array(3), np.array([]), np.array(["a"]), np.int64(2), np.float32(1.5), np.bool_(True)),
    *(object(), b"3", Path("a"), Path("a.csv"), float("nan"), float("inf"), 1e400, 10**400, -(10**400), 2.0, 1j),
    *({}, {1}, {"a": 1}, [], (), [[]], [None], ["3"], (1, 2, 3), ((1, 2), (3,)), range(2), lambda: 3, int, ...),
    *("", " ", "\0", "\n", "x", "3x", "3x3x3", "1:2:3", "-1", "٣", "1_0", "0x3", "9" * 40, "a" * 5000, "\ud800", "{}"),
    *(True, False, 0, -1, None),
]
NAMES = [each.name for each in (*table.LAYER, *look.options())]


@pytest.mark.parametrize("name", NAMES)
def test_any_object_is_an_option_or_told_of(name: str) -> None:
    for operation in operations.names():
        for odd in ODD:
            try:
                figure = Figure.of(operation, **{name: odd})
            except ConvanimError as error:
                assert error.message
                assert error.hint
            else:
                assert shlex.split(figure.command)
                hash(figure)


@pytest.mark.parametrize("name", NAMES)
def test_any_text_is_an_option_or_told_of(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flag = look.option(name).flag
    for odd in [each for each in ODD if isinstance(each, str)]:
        words = ["conv", f"--{name.replace('_', '-')}", *([] if flag else [odd]), "--alt"]
        status = cli.main(words)
        out, err = capsys.readouterr()
        assert status in (0, 1, 2)
        assert bool(out) == (status == 0)
        assert len(err.splitlines()) == (0 if status == 0 else 2)


def test_files_may_be_paths(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("1,2\n3,4\n")
    (tmp_path / "t.toml").write_text('base = "dark"\n')
    figure = Figure.of(
        "conv", view="flat", input_size=2, kernel_size=1, values=tmp_path / "v.csv", theme=tmp_path / "t.toml"
    )
    np.testing.assert_array_equal(engine.array(figure.subject.numbers().input), [[1, 2], [3, 4]])
    assert f"--values {tmp_path / 'v.csv'}" in figure.command


def test_a_theme_may_begin_with_the_mark_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text('[colours]\npaper = "#102030"\n', encoding="utf-8-sig")
    assert Figure.of("conv", theme=path).colours.colours["paper"].rgb == (16, 32, 48)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("font = 5", "font: '5' is no file"),
        ("font = ['a.ttf']", "is no file"),
        ("legend = 'no'", "neither true nor false"),
        ("base = []", "there is no theme"),
        ("[kinds]\ninput = {fill = []}", "there is no colour"),
        ("[kinds]\ninput = {mark = {}}", "there is no mark"),
        ("[kinds]\ninput = {dashed = 'no'}", "neither true nor false"),
        ("[kinds]\ninput = 3", "is not a look"),
        ("kinds = 3", "is not a table"),
        ("colours = []", "is not a table"),
        ("[colours]\ninput = 5", "is not a colour"),
        ("[colours", "not TOML"),
    ],
)
def test_what_is_wrong_in_a_theme_is_told(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConvanimError, match=message):
        Figure.of("conv", theme=str(path))
