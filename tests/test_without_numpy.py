"""Figures are drawn where there is neither NumPy nor Pillow, in a browser for instance, and are the same there."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from convanim import views

DRAWN = """
import hashlib, json, sys

if sys.argv[1] == "without":
    sys.modules["numpy"] = sys.modules["PIL"] = None  # Who imports them gets an ImportError.

from convanim import Figure

found = {}
for operation, options, source in json.loads(sys.argv[2]):
    figure, _ = Figure.of_usual(operation, source, options)
    drawn = {suffix: figure.to_bytes(suffix) for suffix in ("svg", "html", "tex")}
    found |= {f"{figure.command} {suffix}": hashlib.sha256(content).hexdigest() for suffix, content in drawn.items()}
print(json.dumps(found))
"""
SQUARE: list[dict[str, Any]] = [
    {"seed": 3, "weights": "random"},
    {"values": "arange", "weights": "ones"},
    {"values": "0 1 -2 0.5; 3 2 1 0; 1 1 2 2; 0.25 -1 0 7", "weights": "1 2 0.1; -1 0.2 3; 0 1 -2"},
    {"values": "v.csv", "weights": "gaussian"},
    {"values": "impulse", "weights": "box"},
    {"weights": "sobel-x"},
]
ROW: list[dict[str, Any]] = [{"seed": 3, "weights": "random"}, {"values": "0 1 -2 0.5", "weights": "1 -1 0.5"}]
VIEWS = {
    "conv": ("planes", "flat", "matrix"),
    "transpose": ("scatter", "overlap", "linked"),
    "max-pool": ("flat",),
    "avg-pool": ("flat",),
}
"""Operations that draw a view of two dimensions: all views are here."""


def figures() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """An operation, its options, and sources of numbers, of which those without an effect are to be left out."""
    found: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    for operation, names in VIEWS.items():
        for view in names:
            sources = [*SQUARE, {"weights": "bilinear"}] if operation == "transpose" else SQUARE
            wide = {"view": view, "input_size": 4, "cell": 20, "kernel_size": 2 if "pool" in operation else 3}
            found += [(operation, wide, {**source, "numbers": True}) for source in sources]
    found += [("conv", {"dim": 1, "view": view, "input_size": 4}, row) for view in ("rows", "flat") for row in ROW]
    return [*found, ("conv", {"view": "matrix", "input_size": 4, "round_trip": True}, {})]


def started(*words: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def ended(process: "subprocess.Popen[str]") -> str:
    output, told = process.communicate(timeout=100)
    assert process.returncode == 0, told
    return output


def test_drawings_are_the_same_to_the_byte(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("1,2,3,4\n5,6.5,7,8\n0.1,0,-3,1e2\n9,9,9,9\n")
    drawn = figures()
    assert {options["view"] for _, options, _ in drawn} == set(views.names())
    words = json.dumps(drawn)
    usual, without = (
        json.loads(ended(process))
        for process in [started("-c", DRAWN, which, words, folder=tmp_path) for which in ("with", "without")]
    )
    assert without == usual
    for view in ("flat", "matrix", "scatter", "linked"):
        assert sum(f"--view {view}" in command for command in usual) >= 3 * len(SQUARE)
    assert sum("--view overlap" in command for command in usual) >= 3 * len({str(each["weights"]) for each in SQUARE})


COMMANDS = [
    "explain conv --i 5 --k 3 --s 2",
    "solve conv --i 7 --o 3",
    "steps max-pool --i 4",
    "matrix conv --i 4 --k 3",
    "matrix conv --i 4 --k 3 --numbers --seed 4 --flip --latex",
    "matrix transpose --i 3 --k 3 --s 2 --numbers --weights bilinear --csv",
]
TOLD = """
import sys

if sys.argv[1] == "without":
    sys.modules["numpy"] = sys.modules["PIL"] = None
from convanim import cli

print([cli.main(command.split()) for command in sys.argv[2:]])
"""


def test_texts_need_neither(tmp_path: Path) -> None:
    usual, without = (ended(started("-c", TOLD, which, *COMMANDS, folder=tmp_path)) for which in ("with", "without"))
    assert without == usual
    assert usual.endswith(f"{[0] * len(COMMANDS)}\n")


@pytest.mark.parametrize(("name", "library"), [("v.npy", "numpy"), ("v.png", "PIL")])
def test_a_file_that_needs_one_says_so(name: str, library: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"anything")
    process = started("-c", TOLD, "without", f"conv --view flat --values {name} -o f.svg", folder=tmp_path)
    status, told = process.communicate(timeout=100)
    assert status == "[1]\n"
    first, second = told.splitlines()
    assert first.startswith(f"Error: values: {name} could not be read: ")
    assert library in first
    assert second == "Hint: use a file of plain numbers."
    assert not (tmp_path / "f.svg").exists()
