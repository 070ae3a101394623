"""What every part has to do, found by listing the folders: a new file is tested the moment it exists.

Every operation runs in every view that fits, in every format, and is explained, spelled, listed and told in words; its
numbers are an independent engine's.
"""

import io
import json
import re
import shlex
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convanim import Figure, cli, exporters, parts, views
from convanim.cli.command_line import figure_from_command
from convanim.layers import operations, values
from convanim.layers.layer import Layer
from convanim.style import language, theme
from tests import engine
from tests.pictures import kind_of
from tests.strategies import layers, many

OPERATIONS = operations.names()
FITTING = [
    (operation, dim, view)
    for operation in OPERATIONS
    for dim in (1, 2)
    for view in views.names()
    if views.fits(view, Layer.of(operation, dim=dim))
]


def judged(layer: Layer, numbers: values.Numbers) -> npt.NDArray[np.floating[Any]]:
    """What onnxruntime returns; ``tests/engine.py`` has a function named like each operation."""
    judge: Callable[..., engine.Array] = getattr(engine, layer.operation.replace("-", "_"))
    given_ = [engine.array(numbers.input)]
    if numbers.weights is not None:
        given_.append(engine.array(numbers.weights))
    if layer.padding_mode == "zeros":
        return judge(*given_, layer)
    modes: dict[str, Any] = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}
    given_[0] = np.pad(given_[0], layer.padding.sides, mode=modes[layer.padding_mode])
    plain = {"kernel_size": layer.kernel_size, "stride": layer.stride, "dilation": layer.dilation}
    return judge(*given_, Layer.of(layer.operation, input_size=given_[0].shape, **plain))


@many
@given(layer=layers(), seed=st.integers(0, 99))
def test_numbers_are_the_engine_s(layer: Layer, seed: int) -> None:
    numbers = values.numbers(layer, seed=seed)
    theirs = judged(layer, numbers).astype(np.float64)
    theirs[theirs <= np.finfo(np.float32).min] = -np.inf  # The engine's word for it.
    ours = engine.array(numbers.output)
    ours = np.where(np.isnan(ours), theirs, ours)  # A mean of nothing is not defined.
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("operation", "dim", "view"), FITTING)
@pytest.mark.parametrize("suffix", parts.names("exporters"))
def test_every_view_goes_into_every_format(operation: str, dim: int, view: str, suffix: str) -> None:
    # Videos are slow to encode: a small page without words shows as much of a view going in.
    figure = Figure.of(operation, dim=dim, view=view, cell=8, labels=False)
    picture, file = figure.picture(), io.BytesIO()
    exporters.load(suffix).write(picture, file)
    assert kind_of(file.getvalue()) == suffix
    assert picture.scene.stills
    assert picture.lesson is not None
    assert len(picture.lesson().steps) == len(picture.scene.stills)


@pytest.mark.parametrize(("operation", "dim", "view"), FITTING)
@pytest.mark.parametrize("lang", language.names())
def test_every_view_is_told_in_words(operation: str, dim: int, view: str, lang: str) -> None:
    figure = Figure.of(operation, dim=dim, view=view, lang=lang)
    assert len(figure.alt) > 40
    assert not re.search(r"[{}]|None|\b1 steps\b|  ", figure.alt)
    again = figure_from_command(shlex.split(figure.command)[1:])
    assert again.layer == figure.layer
    assert again.scene() == figure.scene()


@pytest.mark.parametrize(("operation", "dim", "view"), FITTING)
@pytest.mark.parametrize("name", theme.names())
def test_every_view_has_every_theme(operation: str, dim: int, view: str, name: str) -> None:
    figure = Figure.of(operation, dim=dim, view=view, theme=name)
    scene = figure.scene()
    for role in set().union(*scene.roles()):
        assert figure.colours.colour(role)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("dim", [1, 2])
def test_every_operation_answers(operation: str, dim: int, capsys: pytest.CaptureFixture[str]) -> None:
    command = f"{operation} --dim {dim} --i 5 --k 2 --s 2"
    assert cli.main(shlex.split(f"steps {command}")) == 0
    told = json.loads(capsys.readouterr().out)
    layer = Layer.of(operation, dim=dim, input_size=5, kernel_size=2, stride=2)
    assert told["output_size"] == list(layer.output_size)
    assert len(told["steps"]) == layer.steps_count
    assert cli.main(shlex.split(f"explain {command}")) == 0
    text = capsys.readouterr().out
    assert "PyTorch" in text
    assert str(layer.output_size[0]) in text
