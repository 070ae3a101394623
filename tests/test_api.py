"""The functions of ``convanim`` as users, editors and type checkers meet them."""

import importlib
import inspect
import os
import pydoc
import shutil
import subprocess
import sys
import textwrap
import warnings
from pathlib import Path
from typing import Any

import pytest

import convanim
from convanim import ConvanimError, Figure, parts
from convanim.figure import look
from convanim.layers import operations
from tests import write_api

API = parts.HERE / "api"
FUNCTIONS = [*(name.replace("-", "_") for name in operations.names()), "layer", "solve"]


def python(code: str, folder: Path | None = None) -> str:
    """What a program prints that runs in a folder, whose packages it finds first."""
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], text=True, capture_output=True, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_functions_are_those_of_the_table_of_options() -> None:
    """Where this fails, run ``python -m tests.write_api``."""
    made = write_api.modules()
    assert sorted(path.name for path in API.glob("[!_]*.py")) == sorted(made)
    for name, content in made.items():
        assert (API / name).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("name", FUNCTIONS)
def test_they_can_be_seen(name: str) -> None:
    assert name in dir(convanim)
    assert name in convanim.__all__
    function = getattr(convanim, name)
    assert inspect.isfunction(function)
    assert getattr(convanim, name) is function
    text = pydoc.plain(pydoc.render_doc(function))
    for parameter in inspect.signature(function).parameters.values():
        assert f"{parameter.name}: " in text
        if name not in ("layer", "solve"):
            assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
    assert f"{name}(" in pydoc.plain(pydoc.render_doc(convanim))


@pytest.mark.parametrize("operation", operations.names())
def test_they_take_every_option_and_have_its_default(operation: str) -> None:
    function = getattr(convanim, operation.replace("-", "_"))
    parameters = inspect.signature(function).parameters
    assert set(parameters) == {*operations.load(operation).OPTIONS, *look.names()}
    assert function() == Figure.of(operation)
    assert function(**{name: each.default for name, each in parameters.items()}) == Figure.of(operation)
    # Completion in a notebook.
    assert function.__module__ == f"convanim.api.{operation.replace('-', '_')}"


USER = """
from pathlib import Path

import numpy as np

import convanim

figure = convanim.conv(input_size=5, kernel_size=(3, 5), padding=((0, 1), (2, 2)), theme={"base": "dark"}, view="flat",
    values=np.ones((5, 5)), weights=[[1, 2.5]], font=Path("a.ttf"), still="middle", hold_ms=(1, 2))
same: convanim.Figure = convanim.layer("nn.Conv2d(3, 8, 3)", input_size="4x5")
sizes: list[tuple[int, ...]] = [each.output_size for each in convanim.solve("transpose", 7, 14, stride=2)]
content: bytes = figure.to_bytes("gif")
with open("up.gif", "wb") as file:
    saved: convanim.Saved = figure.save(file, format="gif")
times: int = sum(frame.duration_ms for frame in figure.frames())
first: tuple[int, ...] = next(figure.steps()).output
text: str = figure.explain()
"""
WRONG = [
    ("convanim.conv(kernel=3)", 'Unexpected keyword argument "kernel" for "conv"'),
    ("convanim.conv(5)", "Too many positional arguments"),
    ("convanim.conv(output_padding=1)", 'Unexpected keyword argument "output_padding"'),
    ("convanim.conv(stride=1.5)", 'Argument "stride" to "conv" has incompatible type'),
    ("convanim.max_pool(ceil_mode='yes')", 'Argument "ceil_mode"'),
    ("convanim.transpose(view='stamps')", 'Argument "view"'),
    ("convanim.avg_pool(background='white')", 'Argument "background"'),
    ("convanim.solve('pool', 7, 14)", "Argument 1 to"),
    ("convanim.layer()", 'Missing positional argument "text"'),
    ("convanim.conv().output_sise", 'has no attribute "output_sise"'),
    ("convanim.convolve()", "Module has no attribute"),
]


def test_mypy_sees_them_in_a_script(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(USER)
    (tmp_path / "wrong.py").write_text("import convanim\n" + "".join(f"{line}\n" for line, _ in WRONG))
    # As a user has it: an installed package, and no settings of this project.
    environment = {**os.environ, "MYPYPATH": "", "PYTHONPATH": str(parts.HERE.parent)}
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-color-output",
        "--show-error-codes",
        "user.py",
        "wrong.py",
    ]
    ended = subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, env=environment)
    told = [line for line in ended.stdout.splitlines() if ": error:" in line]
    for number, (line, message) in enumerate(WRONG, 2):
        assert any(each.startswith(f"wrong.py:{number}:") and message in each for each in told), (line, ended.stdout)
    assert all(each.startswith("wrong.py:") for each in told), ended.stdout


def test_a_wrong_option_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="kernel"):
        convanim.conv(kernel=3)  # type: ignore[call-arg]


def test_the_import_is_cheap() -> None:
    code = """
        import sys, time
        start = time.perf_counter()
        import convanim
        print(time.perf_counter() - start)
    """
    # The best of some: what else runs on the machine is not the import.
    assert min(float(python(code)) for _ in range(7)) < 0.04


def test_it_needs_nothing_but_python() -> None:
    code = """
        import sys

        class Blocked:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] in ("numpy", "PIL", "click", "imageio"):
                    raise ImportError(f"{name} is blocked")

        sys.meta_path.insert(0, Blocked())
        import convanim
        print(*(name for name in dir(convanim) if not name.startswith("_")))
        figure = convanim.conv(input_size=5, theme={"base": "dark"})
        assert eval(repr(figure)) == figure
        assert figure.to_bytes("svg").startswith(b"<svg")
        assert b"<html" in figure.to_bytes("html")
        assert figure.output_size == (3, 3) and len(list(figure.steps())) == 9 and "PyTorch" in figure.explain()
        assert convanim.layer("nn.MaxPool2d(2)").output_size == (2, 2)
        assert len(convanim.solve("transpose", 7, 14)) > 3
    """
    assert {"conv", "max_pool", "solve"} <= set(python(code).split())


def test_an_operation_that_is_only_a_file_is_a_function_too(tmp_path: Path) -> None:
    shutil.copytree(parts.HERE, tmp_path / "convanim", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "convanim" / "layers" / "operations"
    shutil.copy(folder / "conv.py", folder / "cross_correlate.py")
    code = """
        import convanim
        assert "cross_correlate" in dir(convanim)
        figure = convanim.cross_correlate(input_size=5)
        print(figure.layer.operation, figure.output_size, repr(figure))
    """
    told = python(code, tmp_path)
    assert told == "cross-correlate (3, 3) convanim.cross_correlate(input_size=5)\n"


def test_the_tested_package_is_this_one() -> None:
    assert Path(importlib.import_module("convanim").__file__ or "").parent == parts.HERE


@pytest.mark.parametrize(
    ("text", "options", "call"),
    [
        (
            "nn.Conv2d(1, 1, 5, stride=2)",
            {"input_size": 9},
            "convanim.conv(input_size=9, kernel_size=5, stride=2, note='1 → 1 channel')",
        ),
        ("nn.AvgPool2d(3, ceil_mode=True)", {}, "convanim.avg_pool(input_size=6, kernel_size=3, ceil_mode=True)"),
        ("nn.MaxPool1d(3)", {"theme": "dark"}, "convanim.max_pool(dim=1, input_size=6, kernel_size=3, theme='dark')"),
        ("nn.Conv2d(3, 8, 3)", {"note": "mine"}, "convanim.conv(input_size=4, note='mine')"),
    ],
)
def test_a_pasted_layer_is_a_figure(text: str, options: dict[str, Any], call: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert repr(convanim.layer(text, **options)) == call


def test_what_a_pasted_layer_s_picture_does_not_show_is_warned_of_at_the_call() -> None:
    with pytest.warns(UserWarning, match="groups|bias|channel") as warned:
        convanim.layer("nn.Conv2d(8, 8, 3, groups=4)")
    assert warned[0].filename == __file__


def test_what_is_no_layer_is_refused() -> None:
    with pytest.raises(ConvanimError, match="did you mean Conv2D"):
        convanim.layer("nn.Conv2D_(3, 8, 3)")


def test_solutions_are_figures_that_map_the_sizes() -> None:
    found = convanim.solve("transpose", 7, 14, most=5)
    assert len(found) == 5
    assert all(each.layer.input_size == (7, 7) and each.output_size == (14, 14) for each in found)
    assert found[0].layer.stride == (2, 2)
    assert all(each.layer.kernel_size == (4, 4) for each in convanim.solve("conv", (8, 9), (4, 5), kernel_size=4))
    with pytest.raises(ConvanimError, match="most: '0'"):
        convanim.solve("conv", 4, 2, most=0)
    with pytest.raises(ConvanimError):
        convanim.solve("conv", 4, 9, padding=0)
