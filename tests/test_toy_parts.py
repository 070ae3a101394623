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
from convanim.options.kinds import Choice
from convanim.options.option import Option
from convanim.scene.items import Item, Style
from convanim.scene.timeline import over

OPTIONS = (Option("corner", Choice("CORNER", ("first", "last")), "first", "Where the filling view begins."),)
STEPS_ARE_OUTPUTS = False
HOLD_MS = (0, 0)
CELL = 40


def fits(layer):
    return layer.dim == 2


def walk(layer, *, corner):
    return over(layer.output_size)


def alt(described):
    return [f"An output that fills, cell by cell, from the {described.own['corner']} one."]


def panel(subject, cell_px):
    rows, columns = subject.layer.output_size
    places = [divmod(each, columns) for each in range(rows * columns)]
    if subject.own["corner"] == "last":
        places.reverse()

    def items(corner):
        plane = flat(cell_px).moved(*corner)
        cell = cells.shape(plane, [0], [0])
        for step, place in enumerate(places):
            yield Item(cell, *plane(*place), Style(fill="output"), *subject.timeline.since(step))

    def spots(corner):
        return hotspots.output_spots(subject.layer, flat(cell_px).moved(*corner))

    return Panel(columns * cell_px, rows * cell_px, items, spots)
'''
FORMAT = '''
"""Plain text: how many frames there are."""

from convanim.exporters._embedded import in_text
from convanim.options.kinds import Number
from convanim.options.option import Option

TIMES = Option("times", Number(minimum=1, maximum=9), 1, "How often plain text says it.")
OPTIONS = (TIMES,)
PAGED = True
command_in = in_text(r"^# (convanim .*)$")


def write(picture, file):
    file.write(f"{picture.scene.frames} frames".encode() * TIMES.among(dict(picture.own)))
    file.write(f"\\n# {picture.command}".encode())
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
    french = english.replace('input = "Input"', 'input = "Entrée"')
    assert french != english
    (styles / "languages/fr.toml").write_text(french, encoding="utf-8")
    return folder


def ran(package: Path, *words: str, status: int = 0, **environment: str) -> str:
    """What convanim prints where it ends well, or else the error."""
    return python(package, "-m", "convanim", *words, status=status, **environment)


def python(package: Path, *words: str, status: int = 0, **environment: str) -> str:
    run = subprocess.run(
        [sys.executable, *words],
        cwd=package,
        env={**os.environ, "PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert run.returncode == status, run.stderr
    return run.stderr if status else run.stdout


def completed(package: Path, line: str) -> list[str]:
    """What bash offers for the last word of a line, as click's own script asks for it."""
    words = line.split(" ")
    code = "import sys; sys.argv[0] = 'convanim'; from convanim.cli import run; run()"
    told = python(
        package, "-c", code, COMP_WORDS=line, COMP_CWORD=str(len(words) - 1), _CONVANIM_COMPLETE="bash_complete"
    )
    return [each.removeprefix("plain,") for each in told.splitlines()]


def test_a_view(package: Path) -> None:
    told = ran(
        package, "conv", "--i", "5", "--k", "2", "--view", "filling", "--cell", "10", "--no-labels", "-o", "f.gif"
    )
    assert told.startswith("f.gif: 17 frames, 48 × 48 pixels")
    last = ran(package, "conv", "--view", "filling", "--corner", "last", "--alt")
    assert last.startswith("An output that fills, cell by cell, from the last one.")


def test_a_view_s_own_option(package: Path) -> None:
    words = "conv --i 5 --k 2 --view filling --corner"
    assert "Where the filling view begins." in ran(package, "conv", "--help")
    assert completed(package, f"convanim {words} l") == ["last"]
    assert "filling" in completed(package, "convanim conv --view ")
    told = ran(package, *words.split(), "middle", status=2).splitlines()
    assert told == ["Error: corner: there is no 'middle'.", "Hint: there are: first, last."]
    told = ran(package, "conv", "--corner", "last", status=2).splitlines()
    assert told[0] == "Error: corner has no effect in the view planes."
    assert told[1:] == ["Hint: use the view filling, or leave out corner."]
    ran(package, *words.split(), "last", "-o", "last.svg")
    ran(package, *words.split(), "first", "-o", "first.svg")
    command = "<metadata>convanim conv --i 5 --k 2 --view filling{}</metadata>"
    last, first = ((package / f"{name}.svg").read_text(encoding="utf-8") for name in ("last", "first"))
    assert command.format(" --corner last") in last
    assert command.format("") in first
    assert last.replace(" --corner last", "").replace("last one", "first one") != first
    code = "import convanim; print(convanim.Figure.of('conv', view='filling', corner='last'))"
    assert python(package, "-c", code) == "convanim.conv(input_size=4, view='filling', corner='last')\n"
    (package / "f.toml").write_text(
        '[defaults]\ncorner = "last"\n[figures.a]\noperation = "conv"\nview = "filling"\noutputs = ["txt"]\n'
        '[figures.b]\noperation = "conv"\noutputs = ["txt"]\n'
    )
    ran(package, "batch", "f.toml")
    assert "--corner last" in (package / "a.txt").read_text()
    assert "corner" not in (package / "b.txt").read_text()
    (package / "f.toml").write_text('[figures.a]\noperation = "conv"\ncorner = "last"\n')
    assert ran(package, "batch", "f.toml", status=2).startswith("Error: f.toml:3: [figures.a]: corner has no effect")


def test_a_format(package: Path) -> None:
    ran(package, "conv", "--i", "5", "--k", "3", "-o", "f.txt")
    assert (package / "f.txt").read_text() == "9 frames\n# convanim conv --i 5 --k 3"
    assert ".txt" in ran(package, "conv", "--help")


def test_a_format_s_own_option(package: Path) -> None:
    assert "How often plain text says it." in ran(package, "conv", "--help")
    assert "--times" in completed(package, "convanim conv --t")
    ran(package, "conv", "--times", "2", "-o", "twice.txt", "-o", "twice.svg")
    assert (package / "twice.txt").read_text() == "4 frames4 frames\n# convanim conv --i 4 --k 3 --times 2"
    told = ran(package, "conv", "--times", "2", "-o", "no.svg", status=2).splitlines()
    assert told == ["Error: times has no effect in .svg.", "Hint: write .txt, or leave out times."]
    assert not (package / "no.svg").exists()
    told = ran(package, "conv", "--times", "10", "-o", "no.txt", status=2).splitlines()
    assert told[0] == "Error: times: '10' is not a whole number from 1 to 9."
    assert len(told) == 2
    # The picture's file says how it was made; what a new format cannot hold is left out, with a word.
    ran(package, "remake", "twice.txt", "--i", "5")
    assert (package / "twice.txt").read_text().startswith("9 frames9 frames")
    told_twice = ran(package, "remake", "twice.txt", "-o", "again.svg")
    assert told_twice.startswith("again.svg")
    (package / "g.toml").write_text(
        '[defaults]\ntimes = 3\n[figures.c]\noperation = "conv"\noutputs = ["txt", "svg"]\n'
        '[figures.d]\noperation = "conv"\noutputs = ["svg"]\n'
    )
    ran(package, "batch", "g.toml")
    assert (package / "c.txt").read_text().startswith("4 frames4 frames4 frames")
    assert "times" not in (package / "d.svg").read_text(encoding="utf-8")
    (package / "g.toml").write_text('[figures.d]\noperation = "conv"\ntimes = 3\noutputs = ["svg"]\n')
    assert ran(package, "batch", "g.toml", status=2).startswith("Error: g.toml:3: [figures.d]: times has no effect")


def test_a_theme(package: Path) -> None:
    ran(package, "conv", "--theme", "sepia", "-o", "f.svg")
    assert "#f4ecd8" in (package / "f.svg").read_text(encoding="utf-8")
    assert "sepia" in ran(package, "themes", "--help") + ran(package, "themes")


def test_a_language(package: Path) -> None:
    ran(package, "conv", "--lang", "fr", "--i", "5", "-o", "f.svg")
    assert ">Entrée<" in (package / "f.svg").read_text(encoding="utf-8")


def test_a_framework(package: Path) -> None:
    assert ran(package, "layer", "Konv(3)", "--i", "7", "-q", "-o", "k.txt") == ""
    assert (package / "k.txt").read_text().startswith("25 frames")
    assert "Konv(3)" in ran(package, "explain", "conv", "--k", "3")
    assert "cannot say it: Toy has no max-pool" in ran(package, "explain", "max-pool")
