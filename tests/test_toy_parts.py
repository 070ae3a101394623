"""A view, a format, a theme, a language and a framework are one new file each: each works in a copy of the package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import convanim

VIEW = '''
"""The output alone, a cell a step."""

from convanim.drawing import cells, hotspots
from convanim.drawing.panel import Panel
from convanim.drawing.plane import flat
from convanim.scene.items import Item, Style

NUMBERS = {}
HOLD_MS = (0, 0)


def fits(layer):
    return layer.dim == 2


def steps(layer):
    return layer.steps_count


def alt(described):
    return ["An output that fills, cell by cell."]


def panel(subject, cell_px):
    rows, columns = subject.layer.output_size

    def items(corner):
        plane = flat(cell_px).moved(*corner)
        cell = cells.shape(plane, [0], [0])
        for step in range(rows * columns):
            yield Item(cell, *plane(*divmod(step, columns)), Style(fill="output"), *subject.timeline.since(step))

    def spots(corner):
        return hotspots.output_spots(subject.layer, flat(cell_px).moved(*corner))

    return Panel(columns * cell_px, rows * cell_px, items, spots, labels=subject.labels)
'''
FORMAT = '''
"""Plain text: how many frames there are."""


def write(picture, file):
    file.write(f"{picture.scene.frames} frames".encode())
'''
FRAMEWORK = '''
"""A framework with one layer, which it calls Konv."""

from convanim.frameworks._call import Reading

NAME = "Toy"
LAYERS = {"Konv": "conv"}


def read(call):
    if call.name not in LAYERS:
        return None
    given = call.arguments("size", "")
    return Reading("conv", {"kernel_size": given.numbers("size", None, 2)})


def spell(layer):
    if layer.operation != "conv":
        return f"cannot say it: Toy has no {layer.operation}"
    return f"Konv({layer.kernel_size[0]})"
'''


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy of the package, to which one file of each kind was added."""
    folder = tmp_path_factory.mktemp("toys")
    copied = folder / "convanim"
    shutil.copytree(Path(convanim.__file__).parent, copied, ignore=shutil.ignore_patterns("__pycache__"))
    (copied / "views/filling.py").write_text(VIEW, encoding="utf-8")
    (copied / "exporters/txt.py").write_text(FORMAT, encoding="utf-8")
    (copied / "frameworks/toy.py").write_text(FRAMEWORK, encoding="utf-8")
    styles = copied / "style"
    light = (styles / "themes/light.toml").read_text(encoding="utf-8")
    paper = next(line for line in light.splitlines() if line.startswith("paper"))
    (styles / "themes/sepia.toml").write_text(light.replace(paper, 'paper = "#f4ecd8"'), encoding="utf-8")
    english = (styles / "languages/en.toml").read_text(encoding="utf-8")
    french = english.replace('"Input {size}"', '"Entrée {size}"')
    assert french != english
    (styles / "languages/fr.toml").write_text(french, encoding="utf-8")
    return folder


def ran(package: Path, *words: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "convanim", *words],
        cwd=package,
        env={**os.environ, "PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_a_view(package: Path) -> None:
    told = ran(package, "conv", "--i", "5", "--k", "2", "--view", "filling", "--cell", "10", "--no-labels", "-o", "f.gif")
    assert told.startswith("f.gif: 16 frames, 48 × 48 pixels")
    assert ran(package, "conv", "--view", "filling", "--alt").startswith("An output that fills, cell by cell.")


def test_a_format(package: Path) -> None:
    ran(package, "conv", "--i", "5", "--k", "3", "-o", "f.txt")
    assert (package / "f.txt").read_text() == "9 frames"
    assert ".txt" in ran(package, "conv", "--help")


def test_a_theme(package: Path) -> None:
    ran(package, "conv", "--theme", "sepia", "-o", "f.svg")
    assert "#f4ecd8" in (package / "f.svg").read_text(encoding="utf-8")
    assert "sepia" in ran(package, "themes", "--help") + ran(package, "themes")


def test_a_language(package: Path) -> None:
    ran(package, "conv", "--lang", "fr", "--i", "5", "-o", "f.svg")
    assert "Entrée 5 × 5" in (package / "f.svg").read_text(encoding="utf-8")


def test_a_framework(package: Path) -> None:
    assert ran(package, "layer", "Konv(3)", "--i", "7", "-q", "-o", "k.txt") == ""
    assert (package / "k.txt").read_text() == "25 frames"
    assert "Konv(3)" in ran(package, "explain", "conv", "--k", "3")
    assert "cannot say it: Toy has no max-pool" in ran(package, "explain", "max-pool")
