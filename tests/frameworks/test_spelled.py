"""Every layer that ``explain`` spells is executed by the framework: onnxruntime here and now, PyTorch and Keras from
what they returned when it was recorded, and here too where they are installed."""

import json
from importlib.util import find_spec

import numpy as np
import pytest

from convanim.frameworks import spellings
from convanim.layers import values
from convanim.layers.command import command_line
from convanim.layers.layer import Layer
from tests import engine, spelled
from tests.spelled_layers import RECORDED, Case, cases

REFUSED = "# ONNX allows it, onnxruntime refuses it"
_NEEDS = {"PyTorch": ("torch",), "Keras": ("keras", "torch")}


def own(case: Case) -> spelled.Array:
    """What convanim says that the layer returns."""
    rows = ["; ".join(" ".join(str(each) for each in row) for row in np.atleast_2d(of).tolist()) for of in case[1:]]
    weights = None if case.layer.operation.endswith("-pool") else rows[1]
    return engine.array(values.numbers(case.layer, rows[0], weights).output)


def assert_same(returned: spelled.Array, expected: spelled.Array) -> None:
    """Where a window holds nothing but border, onnxruntime's maximum is the smallest number there is."""
    least = np.finfo(np.float32).min
    assert returned.shape == expected.shape
    assert np.allclose(np.maximum(returned, least), np.maximum(expected, least), atol=1e-3)


@pytest.mark.parametrize("case", cases(), ids=lambda case: command_line(case.layer))
def test_onnxruntime_computes_the_spelled_layer_or_refuses_what_is_said_to_be_refused(case: Case) -> None:
    text = spellings(case.layer)["ONNX"]
    if REFUSED in text:
        with pytest.raises(Exception, match="output_padding"):
            spelled.returned("ONNX", text, *case)
    else:
        assert_same(spelled.returned("ONNX", text, *case), own(case))


@pytest.mark.parametrize("framework", ["PyTorch", "Keras"])
def test_what_the_framework_returned_for_the_spelled_layer_is_what_is_drawn(framework: str) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    spelled_here = {f"{framework}: {command_line(case.layer)}": case for case in cases()}
    texts = {name: spellings(case.layer)[framework] for name, case in spelled_here.items()}
    texts = {name: text for name, text in texts.items() if not text.startswith("cannot say it")}
    assert len(texts) > 50
    again = "the spelling changed: record it anew with python -m tests.spelled_layers"
    assert {name: each["text"] for name, each in recorded.items() if name.startswith(framework)} == texts, again
    for name in texts:
        expected = own(spelled_here[name])
        assert_same(np.array(recorded[name]["returned"], np.float32).reshape(expected.shape), expected)


@pytest.mark.parametrize("framework", ["PyTorch", "Keras"])
def test_an_installed_framework_computes_the_spelled_layer(framework: str) -> None:
    missing = [name for name in _NEEDS[framework] if find_spec(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed: what they returned is recorded")
    for case in cases():
        text = spellings(case.layer)[framework]
        if not text.startswith("cannot say it"):
            assert_same(spelled.returned(framework, text, *case), own(case))


# onnxruntime crops the start of the input where SAME has nothing to add and a stride two more than the kernel.
@pytest.mark.parametrize("operation", ["conv", "max-pool", "avg-pool"])
@pytest.mark.parametrize("name", ["same", "same-lower"])
def test_same_with_a_stride_above_the_kernel_reads_what_is_drawn(operation: str, name: str) -> None:
    for input_size in range(1, 9):
        for kernel_size, stride in ((1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (2, 5), (3, 5)):
            options = {"input_size": input_size, "kernel_size": kernel_size, "stride": stride, "padding": name}
            layer = Layer.of(operation, dim=1, **options)
            x = np.arange(1, input_size + 1, dtype=np.float32)
            case = Case(layer, x, np.array([1, 10, 100][:kernel_size], np.float32))
            assert_same(spelled.returned("ONNX", spellings(layer)["ONNX"], *case), own(case))


# ceil(8 / 2) = 4 windows of three span 9 cells: one of padding; 9 takes 5 windows and 11 cells: two.
def test_a_padding_of_this_input_only_says_so() -> None:
    for name, framework in (("same", "PyTorch"), ("same-lower", "Keras")):
        depends = spellings(Layer.of("conv", input_size=8, kernel_size=3, stride=2, padding=name))[framework]
        assert depends.endswith("# the padding is for this input only")
        never = spellings(Layer.of("conv", input_size=8, kernel_size=1, stride=2, padding=name))[framework]
        assert "only" not in never
    assert "only" not in spellings(Layer.of("conv", input_size=8, kernel_size=3, padding="same"))["ONNX"]
