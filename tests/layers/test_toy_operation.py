"""A new operation is one new file: put into a copy of the package, it is drawn, explained, solved for and told."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import convanim

MIN_POOL = '''
"""Min pooling: each output is the smallest of a window's cells."""

import math

from convanim.layers.operations._forward import SCATTERS, default_input_size, named_padding, size_formula
from convanim.layers.operations._pool import DEFAULTS, HAS_WEIGHTS, INVERSE, RANDOM_VALUES, axis, chosen, most_padding
from convanim.layers.operations._pool import written_choice, written_size

SUMMARY = "Draw a min pooling."
EXAMPLE = "--i 5 --k 3 --s 2 --p 1 -o min.gif"
SOLVE_EXAMPLE = "--i 6 --o 3"
OPTIONS = ("dim", "input_size", "kernel_size", "stride", "padding", "dilation", "ceil_mode")
BORDER = "+∞"
WORDS = {
    "en": {
        "name": "Min pooling",
        "computes": "the smallest of each window",
        "title": "A min pooling",
        "step": "Each step takes the smallest cell under the window.",
    }
}


def divisor(kinds, *, count_include_pad):
    return None


def result(terms, divisor):
    return min((term.value for term in terms if term.holds), default=math.inf)


def winner(terms):
    return chosen(min, terms)


def written_sum(terms, divisor, notation):
    return written_choice(min, "min", BORDER, terms, notation)
'''

LAYER = "input_size=5, kernel_size=3, stride=2, padding=1"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy of the package, to which one file was added."""
    folder = tmp_path_factory.mktemp("toy")
    copied = folder / "convanim"
    shutil.copytree(Path(convanim.__file__).parent, copied, ignore=shutil.ignore_patterns("__pycache__"))
    (copied / "layers/operations/min_pool.py").write_text(MIN_POOL, encoding="utf-8")
    return folder


def python(package: Path, *words: str) -> str:
    """What a Python that imports the copy prints."""
    run = subprocess.run(
        [sys.executable, *words],
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


def command(package: Path, words: str) -> str:
    return python(package, "-m", "convanim", *words.split())


# Every view that fits a pooling: those of weights and of stamps do not.
DRAWN = """
import convanim, json
from convanim import Figure, views
from convanim.layers.layer import Layer
told = {"file": convanim.__file__}
for dim in (1, 2):
    layer = Layer.of("min-pool", dim=dim)
    for view in views.names():
        if not views.fits(view, layer):
            continue
        for lang in ("en", "zh"):
            figure = Figure.of("min-pool", dim=dim, view=view, legend=True, lang=lang, LAYER)
            words = [item.shape.string for item in figure.scene().items if hasattr(item.shape, "string")]
            figure.save(f"{view}{dim}{lang}.svg")
            told[f"{view} {dim} {lang}"] = {"alt": figure.alt, "words": words}
figure.save("min.gif")
print(json.dumps(told))
""".replace("LAYER", LAYER)


def test_it_is_drawn_in_every_view_that_fits(package: Path) -> None:
    told = json.loads(python(package, "-c", DRAWN))
    assert Path(told.pop("file")).parent == package / "convanim"
    views = [f"{view} {lang}" for view in ("flat 1", "rows 1", "flat 2", "planes 2") for lang in ("en", "zh")]
    assert sorted(told) == sorted(views)
    for view, figure in told.items():
        assert figure["alt"].startswith("A min pooling"), view  # It speaks no Chinese: English is better than nothing.
        assert "Each step takes the smallest cell under the window." in figure["alt"]
        assert ("padding: +∞" if view.endswith("en") else "填充：+∞") in figure["words"]
    words = told["flat 2 en"]["words"]
    sum_ = words[words.index("min(") + 1 :]
    terms = [word.replace("+∞", "inf") for word in sum_[: sum_.index(")")] if word != ","]
    assert terms.count("inf") == 5
    assert min(map(float, terms)) == float(sum_[sum_.index("=") + 1])
    assert (package / "min.gif").read_bytes().startswith(b"GIF89a")
    assert len(list(package.glob("*.svg"))) == 8


COMPUTED = """
import json
from convanim.layers import values
from convanim.layers.layer import Layer
found = values.numbers(Layer.of("min-pool", LAYER, ceil_mode=True), seed=3)
print(json.dumps([list(found.input.values()), list(found.output.values())]))
""".replace("LAYER", LAYER.replace("5", "6"))


def test_its_numbers_are_numpy_s(package: Path) -> None:
    listed = json.loads(python(package, "-c", COMPUTED))
    given, ours = np.reshape(listed[0], (6, 6)), np.reshape(listed[1], (4, 4))
    # Rounded up, the last window hangs one place over the padded input.
    bordered = np.pad(given, (1, 2), constant_values=np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(bordered, (3, 3))[::2, ::2]
    np.testing.assert_array_equal(ours, windows.min(axis=(2, 3)))


def test_it_is_explained(package: Path) -> None:
    told = command(package, "explain min-pool --i 5 --k 3 --s 2 --p 1")
    assert "min-pool: Input 5 × 5 → Output 3 × 3" in told
    assert "= ⌊(5 + 2 × 1 − 1 × (3 − 1) − 1) / 2⌋ + 1 = 3" in told
    assert "1 before the input and 1 after it: cells of +∞" in told
    assert "padding (+∞)" in told
    for framework in ("PyTorch", "Keras", "ONNX"):
        assert f"cannot say it: {framework} has no min-pool" in told


def test_it_has_its_commands(package: Path) -> None:
    assert "min-pool" in command(package, "--help")
    assert "Draw a min pooling." in command(package, "min-pool --help")
    assert "solve min-pool --i 6 --o 3" in command(package, "solve min-pool --help")
    assert (
        command(package, "solve min-pool --i 6 --o 3").splitlines()[0].endswith("convanim min-pool --i 6 --k 2 --s 2")
    )
    steps = json.loads(command(package, "steps min-pool --i 4 --k 2"))
    assert steps["output_size"] == [2, 2]
    assert "divisor" not in steps["steps"][0]
    assert "min-pool" not in command(package, "matrix --help")


FRENCH = """
from convanim.layers import operations
from convanim.style import language
print(operations.words("max-pool", language.load("fr"))["title"])
print(operations.words("conv", language.load("fr"))["title"])
"""


def test_a_language_s_file_has_words_of_operations_that_do_not_speak_it(package: Path) -> None:
    languages = package / "convanim/style/languages"
    english = (languages / "en.toml").read_text(encoding="utf-8")
    section = '\n[operations.max-pool]\ntitle = "Un max-pooling"\nstep = "Chaque pas prend la plus grande cellule."\n'
    (languages / "fr.toml").write_text(english + section, encoding="utf-8")
    assert python(package, "-c", FRENCH).splitlines() == ["Un max-pooling", "A convolution"]
