"""Layers as their frameworks spell them, read, written, and drawn."""

import ast
import os
import pickle
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, cli
from convanim.frameworks import LayerSyntaxError, NotDrawn, PastedLayer, read_layer, read_model, spellings
from convanim.geometry.steps import Step
from convanim.layers import operations
from convanim.layers.command import listed_command
from convanim.layers.layer import Layer
from convanim.options.table import LOOK_NAMES
from tests import engine
from tests.examples import examples


def layer_of(pasted: PastedLayer, **sizes: Any) -> Layer:
    taken = {name: value for name, value in pasted.options.items() if name not in LOOK_NAMES}
    return Layer.of(pasted.operation, **{**taken, **sizes})


# Output sizes out of the frameworks' documentation: the examples of its pages, or its formula with these numbers.
@pytest.mark.parametrize(
    ("text", "input_size", "output_size"),
    [
        # The examples of docs.pytorch.org, torch.nn.Conv2d: input 50 x 100.
        ("nn.Conv2d(16, 33, 3, stride=2)", (50, 100), (24, 49)),
        ("nn.Conv2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2))", (50, 100), (28, 100)),
        ("nn.Conv2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2), dilation=(3, 1))", (50, 100), (26, 100)),
        ("Conv1d(16, 33, 3, stride=2)", 50, 24),
        ("nn.Conv2d(1, 1, 3, padding='same', dilation=2)", 7, (7, 7)),
        ("Conv2d(1, 1, kernel_size=(4, 4), stride=(1, 1), padding=same)", 7, (7, 7)),
        ("nn.Conv2d(1, 1, 3, 1, 1, 1, 1, True, 'reflect')", 5, (5, 5)),
        ("nn.LazyConv2d(96, kernel_size=11, stride=4)", 224, (54, 54)),
        # torch.nn.ConvTranspose2d: the positional order has output_padding before groups, bias and dilation.
        ("nn.ConvTranspose2d(16, 33, 3, stride=2)", (50, 100), (101, 201)),
        ("nn.ConvTranspose2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2))", (50, 100), (93, 100)),
        ("nn.ConvTranspose2d(16, 16, 3, 2, 1, 1, 1, True, 1)", 6, (12, 12)),
        ("ConvTranspose1d(8, 4, kernel_size=(4,), stride=(2,), padding=(1,))", 10, 20),
        # torch.nn.MaxPool2d and AvgPool2d: input 50 x 32; the stride is the kernel.
        ("nn.MaxPool2d(3, stride=2)", (50, 32), (24, 15)),
        ("nn.MaxPool2d((3, 2), stride=(2, 1))", (50, 32), (24, 31)),
        ("MaxPool2d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=True)", 112, (57, 57)),
        ("nn.MaxPool2d(2)", 7, (3, 3)),
        ("nn.AvgPool2d((3, 2), stride=(2, 1))", (50, 32), (24, 31)),
        ("nn.AvgPool1d(3, stride=2)", 7, 3),
        ("nn.AvgPool2d(3, 2, 1, True, False)", 4, (3, 3)),
        # The examples of keras.io.
        ("keras.layers.Conv2D(32, 3, activation='relu')", (10, 10), (8, 8)),
        ("layers.Conv1D(32, 3, activation='relu')", 10, 8),
        ("layers.Conv2DTranspose(32, 2, 2, activation='relu')", (10, 8), (20, 16)),
        ("layers.Conv1DTranspose(32, 3, 2, activation='relu')", 10, 21),
        ('layers.Conv2DTranspose(32, 3, strides=2, padding="same")', 4, (8, 8)),
        ('layers.Conv2DTranspose(32, 2, strides=3, padding="valid")', 4, (12, 12)),
        # deconv_output_length: (i - 1) s + k - 2 (k // 2) + output_padding.
        ('layers.Conv2DTranspose(32, 3, strides=2, padding="same", output_padding=1)', 4, (8, 8)),
        ('layers.Conv2DTranspose(32, 4, strides=2, padding="same", output_padding=1)', 4, (7, 7)),
        ("layers.Conv2DTranspose(32, 3, strides=2, output_padding=1)", 4, (10, 10)),
        ('layers.Conv2D(64, 3, strides=2, padding="same")', 7, (4, 4)),
        ('layers.Conv1D(64, 3, padding="causal", dilation_rate=4)', 9, 9),
        # keras.io, MaxPooling2D: 3 x 3 and 3 x 4.
        ("MaxPooling2D(pool_size=(2, 2), strides=(1, 1), padding='valid')", (3, 3), (2, 2)),
        ("MaxPool2D(pool_size=(2, 2), strides=(2, 2), padding='valid')", (3, 4), (1, 2)),
        ("layers.MaxPooling2D(pool_size=(2, 2), strides=(1, 1), padding='same')", (3, 3), (3, 3)),
        ("layers.AveragePooling1D()", 8, 4),
        # XLA's SAME and VALID, and jax.lax.conv_transpose.
        ("nn.Conv(features=64, kernel_size=(3, 3), strides=2)", 7, (4, 4)),
        ("nn.Conv(64, (3, 3), padding='VALID')", 7, (5, 5)),
        ("nn.Conv(64, (3, 3), padding=((1, 2), (0, 0)))", 7, (8, 5)),
        ("nn.Conv(64, (3, 3), padding='CIRCULAR')", 7, (7, 7)),
        ("nn.Conv(features=8, kernel_size=(4,), padding='CAUSAL')", 7, 7),
        ("nnx.Conv(3, 64, (3, 3), rngs=rngs)", 7, (7, 7)),
        ("nn.ConvTranspose(features=64, kernel_size=(3, 3), strides=(2, 2))", 4, (8, 8)),
        ("nn.ConvTranspose(features=64, kernel_size=(2, 2), strides=(3, 3), padding='VALID')", 4, (12, 12)),
        ("nn.ConvTranspose(features=64, kernel_size=(3, 3), strides=(2, 2), padding=((2, 2), (2, 3)))", 4, (9, 10)),
        ("nn.max_pool(x, (2, 2), strides=(2, 2), padding='SAME')", 5, (3, 3)),
        ("nn.avg_pool(x, (3, 3))", 5, (3, 3)),
        # onnx.ai, Conv: 7 x 5, with and without padding; ConvTranspose: 3 x 3.
        ("Conv(kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 2])", (7, 5), (4, 3)),
        ("Conv(kernel_shape=[3, 3], pads=[0, 0, 0, 0], strides=[2, 2])", (7, 5), (3, 2)),
        ("Conv(kernel_shape=[3, 3], pads=[1, 0, 1, 0], strides=[2, 2])", (7, 5), (4, 2)),
        ('Conv(auto_pad="SAME_LOWER", kernel_shape=[3, 3], strides=[2, 2])', (5, 5), (3, 3)),
        ("ConvTranspose(kernel_shape=[3, 3], strides=[3, 2], output_padding=[1, 1])", (3, 3), (10, 8)),
        ("ConvTranspose(kernel_shape=[3, 3], strides=[3, 2], pads=[1, 2, 1, 2])", (3, 3), (7, 3)),
        ('ConvTranspose(auto_pad="SAME_UPPER", kernel_shape=[3, 3], strides=[2, 2])', (3, 3), (6, 6)),
        # onnx.ai, MaxPool: the stride is 1 where it is not given.
        ("MaxPool(kernel_shape=[3, 3])", (32, 32), (30, 30)),
        ("MaxPool(kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1, storage_order=1)", (4, 4), (2, 2)),
        ("MaxPool(kernel_shape=[2, 2], strides=[1, 1], dilations=[2, 2])", (4, 4), (2, 2)),
        ("AveragePool(kernel_shape=[2])", 32, 31),
    ],
)
def test_layers_have_the_size_that_the_framework_documents(text: str, input_size: Any, output_size: Any) -> None:
    layer = layer_of(read_layer(text), input_size=input_size)
    assert layer.output_size == (output_size if isinstance(output_size, tuple) else (output_size,))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(up1): ConvTranspose2d(64, 32, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))", "up1"),
        ("self.up1 = nn.ConvTranspose2d(64, 32, kernel_size=3, stride=2, padding=1)", "up1"),
        ("up1 = torch.nn.ConvTranspose2d(64, 32, 3, 2, 1)", "up1"),
        ("  nn.ConvTranspose2d(64, 32, 3, 2, 1),  # a line of a list", None),
        ("nn.ConvTranspose2d(\r\n    64,\r\n    32,\r\n    3, 2, [1, 1],\r\n)", None),
        ("nn.ConvTranspose2d(channels, channels // 2, 3, 2, 1, device=make(device))", None),
    ],
)
def test_code_and_print_say_the_same(text: str, name: str | None) -> None:
    pasted = read_layer(text)
    assert pasted.name == name
    assert layer_of(pasted) == Layer.of("transpose", kernel_size=3, stride=2, padding=1)


@pytest.mark.parametrize(
    "text",
    ["x = layers.Conv2D(8, 3, name='stem')(x)", "model.add(Conv2D(8, (3, 3), name='stem', input_shape=(9, 9, 1)))"],
)
def test_keras_layers_are_found_where_they_are_used(text: str) -> None:
    pasted = read_layer(text)
    assert (pasted.name, pasted.operation) == ("stem", "conv")
    assert pasted.options["kernel_size"] in (3, (3, 3))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("nn.Conv2d(64, 32, 3, bias=False)", "64 → 32 channels, no bias"),
        ("nn.Conv2d(64, 64, 3, groups=64, bias=True)", "64 → 64 channels, 64 groups"),
        ("layers.Conv2D(32, 3, use_bias=False)", "32 channels, no bias"),
        ("nnx.Conv(in_features=3, out_features=8, kernel_size=(3, 3))", "3 → 8 channels"),
        ("nn.Conv2d(c, 2 * c, 3)", None),
        ("nn.LazyConv2d(96, kernel_size=11)", "96 channels"),
        ("LazyConv2d(0, 96, kernel_size=(11, 11), stride=(4, 4))", "96 channels"),
        ("layers.Conv2D(1, 3)", "1 channel"),
        ("Conv(kernel_shape=[3, 3], group=4)", "4 groups"),
        ("nn.MaxPool2d(2)", None),
    ],
)
def test_what_the_arithmetic_does_not_depend_on_is_a_note(text: str, note: str | None) -> None:
    assert read_layer(text).options.get("note") == note


def test_an_average_of_keras_counts_no_padding() -> None:
    layer = layer_of(read_layer("AveragePooling2D(3, 2, 'same')"), input_size=4)
    # Total padding 1, at the end (TensorFlow's SAME): the last window has 2 × 2 cells of the input.
    assert [layer.divisor(step) for step in layer.steps()] == [9, 6, 6, 4]
    counting = layer_of(read_layer("nn.avg_pool(x, (3, 3), (2, 2), 'SAME')"), input_size=4)
    assert [counting.divisor(step) for step in counting.steps()] == [9, 9, 9, 9]


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        ("nn.Conv2d(64, 32, k)", "the text does not say", "k"),
        ("nn.Conv2d(64, 32, 3, padding=pad)", "the text does not say", "pad"),
        ("nn.Conv2d(64, 32, 3 + k)", "the text does not say", "3 + k"),
        ("nn.Conv2d(64, 32, 3, strid=2)", "takes no 'strid'", "strid"),
        ("nn.Conv2d(64, 32, 3, kernel_size=5)", "given twice", "kernel_size=5"),
        ("nn.Conv2d(64, 32)", "needs its kernel_size", "nn.Conv2d"),
        ("nn.Conv2d(64, 32, *sizes)", "the *", "*sizes"),
        ("nn.Conv2d(64, 32, **sizes)", "the **", "**sizes"),
        ("nn.Conv2d(64, 32, (3, 3, 3))", "not a size", "(3, 3, 3)"),
        ("nn.Conv2d(64, 32, 3.0)", "not a size", "3.0"),
        ("nn.Conv2d(64, 32, True)", "not a size", "True"),
        ("nn.Conv2d(64, 32, 0xFFFFFFFFFF)", "above 1,000,000,000", "0xFFFFFFFFFF"),
        ("nn.Conv2d(64, 32, 3, padding='sam')", "nothing of this name", "'sam'"),
        ("nn.Conv2d(64, 32, 3, stride=2, padding='same')", "stride above 1", "'same'"),
        ("nn.Conv2d(1, 1, 3, 1, 1, 1, 1, True, 'zeros', None, None, 9)", "11 values at most", "9"),
        ("nn.MaxPool2d(2, ceil_mode=2)", "neither true nor false", "2"),
        ("nn.AvgPool2d(2, divisor_override=3)", "divisor of its own", "3"),
        ("nn.Conv3d(64, 32, 3)", "three dimensions", "nn.Conv3d"),
        ("layers.MaxPooling3D(2)", "three dimensions", "layers.MaxPooling3D"),
        ("Conv(kernel_shape=[3, 3, 3])", "three dimensions", "Conv"),
        ("nn.Conv(8, (3, 3, 3))", "three dimensions", "nn.Conv"),
        ("nn.Linear(3, 4)", "is no layer that can be drawn", "nn.Linear"),
        ("layers.Conv2D(3, 3, strides=2, dilation_rate=2)", "together with a stride", "2"),
        ("layers.Conv2D(3, 3, padding='causal')", "nothing of this name", "'causal'"),
        ("Conv(kernel_shape=[3, 3], pads=[1, 1])", "not a padding", "[1, 1]"),
        ("ConvTranspose(kernel_shape=[3], output_shape=[9])", "takes no 'output_shape'", "output_shape"),
        ("nn.Conv2d(64, 32, 3", "never closed", "("),
        ("nn.Conv2d(64, 32, 3) + 1", "not a layer, which is", "nn.Conv2d(64, 32, 3) + 1"),
        ("nn.Conv2d(1, 1, 3); nn.Conv2d(1, 1, 3)", "more than one", "nn.Conv2d(1, 1, 3)"),
        ("__import__('os').system('touch ran')", "not a layer, which is", "__import__('os').system('touch ran')"),
        ("nn.Conv2d(64, 32, __import__('os').getpid())", "does not say", "__import__('os').getpid()"),
        ("nn.Conv2d(é, '→', k, bias=é)", "does not say", "k"),
    ],
)
def test_carets_are_under_what_is_not_understood(
    text: str, message: str, marked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LayerSyntaxError) as caught:
        read_layer(text)
    assert message in caught.value.message
    assert caught.value.message.endswith(".")
    line, carets = caught.value.excerpt.split("\n")
    assert line == f"  {text}"
    assert line[carets.index("^") : len(carets)] == marked
    assert set(carets) == {" ", "^"}
    assert os.listdir(tmp_path) == []
    assert pickle.loads(pickle.dumps(caught.value)).excerpt == caught.value.excerpt  # noqa: S301  its own pickle


def test_a_long_text_is_shown_around_the_place() -> None:
    text = f"nn.Conv2d(in_channels={'a' * 300}, out_channels=1, kernel_size=size, bias={'b' * 300})"
    with pytest.raises(LayerSyntaxError) as caught:
        read_layer(text)
    line, carets = caught.value.excerpt.split("\n")
    assert max(len(line), len(carets)) <= 80
    assert line[carets.index("^") : len(carets)] == "size"
    assert line.startswith("  … ")
    assert line.endswith(" …")


PIECES = st.sampled_from(
    [
        *("nn.Conv2d", "Conv", "MaxPool2d", "layers.Conv2DTranspose", "nn.Conv2d(3, 3, 3", "kernel_size=", "padding="),
        *("(", ")", "[", "]", ",", ", ", "=", "3", "-1", "'same'", "x", "*", "**", ":", ".", ";", "#", "lambda", "0x"),
        *(
            "(a): ",
            "(a): Net(\n",
            ")\n",
            "\n",
            "\n ",
            "\\",
            "'",
            '"',
            "é",
            "\0",
            "\t",
            "\f",
            "\x85",
            "1e9",
            "None",
            "\ud800",
        ),
    ]
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join)))
@example("(" * 5000)
@example("nn.Conv2d(1, 1, " + "-" * 5000 + "1)")
@example("a" + ".a" * 20000 + "(1)")
@example("nn.Conv2d(1, 1, " + "9" * 5000 + ")")
@example("nn.Conv2d(1, 1, '\\d')")
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_layer, read_model):
        try:
            read(text)
        except ConvanimError as error:
            assert error.exit_status == 2
            assert error.message
            assert error.hint


# What print(torchvision.models.resnet18()) begins and ends with, and a row of equal layers.
RESNET = """\
ResNet(
  (conv1): Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False)
  (bn1): BatchNorm2d(64, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
  (relu): ReLU(inplace=True)
  (maxpool): MaxPool2d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=False)
  (layer1): Sequential(
    (0): BasicBlock(
      (conv1): Conv2d(64, 64, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)
      (drop): StochasticDepth(p=0.0, mode=row)
      (downsample): Sequential(
        (0): Conv2d(64, 128, kernel_size=(1, 1), stride=(2, 2), bias=False)
      )
    )
    (1-3): 3 x Conv2d(64, 64, kernel_size=(3, 3), stride=(1, 1), padding=same, padding_mode=reflect)
  )
  (avgpool): AdaptiveAvgPool2d(output_size=(1, 1))
  (fc): Linear(in_features=512, out_features=1000, bias=True)
)
"""
RESNET_PATHS = ["conv1", "maxpool", "layer1.0.conv1", "layer1.0.downsample.0", "layer1.1-3"]


@pytest.mark.parametrize(
    "change", [str, lambda text: re.sub("(?m)^ +", "", text), lambda text: text.replace("\n", "\r\n")]
)
def test_a_printed_model_lists_its_layers_by_path(change: Callable[[str], str]) -> None:
    found = read_model(change(RESNET))
    layers = [layer for layer in found if isinstance(layer, PastedLayer)]
    assert [layer.name for layer in layers] == RESNET_PATHS
    assert [each.constructor for each in found if isinstance(each, NotDrawn)] == ["AdaptiveAvgPool2d"]
    assert [layer.operation for layer in layers] == ["conv", "max-pool", "conv", "conv", "conv"]
    assert layers[0].options["note"] == "3 → 64 channels, no bias"
    assert layers[4].options["padding_mode"] == "reflect"


def test_code_lists_its_layers_in_order() -> None:
    found = read_model(
        """
        self.stem = nn.Conv2d(3, 8, 3)
        self.body = nn.Sequential(nn.MaxPool2d(2), nn.ReLU(),
                                  nn.ConvTranspose2d(8, 4, 2, 2))
        model = keras.Sequential([
            layers.Conv2D(32, 3, name="first"),
            layers.Flatten(),
            layers.Dense(units, activation=act),
        ])
        """
    )
    layers = [layer for layer in found if isinstance(layer, PastedLayer)]
    assert layers == found
    assert [(layer.name, layer.operation) for layer in layers] == [
        ("stem", "conv"),
        (None, "max-pool"),
        (None, "transpose"),
        ("first", "conv"),
    ]
    assert len(read_model("Conv2D(32, 3),\nMaxPooling2D(),\nDense(10),\n")) == 2


def test_a_model_without_layers_to_draw_is_refused() -> None:
    with pytest.raises(ConvanimError, match="no layer to draw"):
        read_model("MLP(\n  (0): Linear(in_features=3, out_features=4)\n)")


pair = st.tuples
small = st.integers(0, 2)
OPTIONS = st.fixed_dictionaries(
    {
        "input_size": pair(st.integers(1, 7), st.integers(1, 7)),
        "kernel_size": pair(st.integers(1, 4), st.integers(1, 4)),
    },
    optional={
        "stride": pair(st.integers(1, 3), st.integers(1, 3)),
        "padding": st.one_of(
            pair(pair(small, small), pair(small, small)),
            small,
            st.sampled_from(["same", "same-lower", "valid", "full"]),
        ),
        "dilation": pair(st.integers(1, 2), st.integers(1, 2)),
        "output_padding": pair(small, small),
        "padding_mode": st.sampled_from(["reflect", "replicate", "circular"]),
        "ceil_mode": st.booleans(),
        "count_include_pad": st.booleans(),
    },
)
OF_OPERATION = {
    "conv": ("stride", "padding", "dilation", "padding_mode"),
    "transpose": ("stride", "padding", "dilation", "output_padding"),
    "max-pool": ("stride", "padding", "dilation", "ceil_mode"),
    "avg-pool": ("stride", "padding", "ceil_mode", "count_include_pad"),
}


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    operation = draw(st.sampled_from(sorted(OF_OPERATION)))
    taken = ("input_size", "kernel_size", *OF_OPERATION[operation])
    options: dict[str, Any] = {name: value for name, value in draw(OPTIONS).items() if name in taken}
    if draw(st.booleans()):
        options = {name: value[1] if isinstance(value, tuple) else value for name, value in options.items()}
        if isinstance(options.get("padding"), tuple):
            options["padding"] = [options["padding"]]
        options["dim"] = 1
    try:
        return Layer.of(operation, **options)
    except ConvanimError:
        assume(False)
        raise


def read_again(text: str, layer: Layer) -> Layer:
    return layer_of(read_layer(text), input_size=layer.input_size)


def reads(layer: Layer) -> list[list[tuple[Any, Any]]]:
    """The input elements that every output element reads, and with which element of the kernel."""

    def of(step: Step) -> list[tuple[Any, Any]]:
        return [(tap.kernel, tap.input) for tap in step.taps if tap.input is not None]

    return [of(step) for step in layer.steps()]


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(layer=layers(), framework=st.sampled_from(["PyTorch", "Keras", "ONNX"]))
def test_a_spelled_layer_is_the_same_layer(layer: Layer, framework: str) -> None:
    text = spellings(layer)[framework]
    assume("\n" not in text and not text.startswith("cannot"))
    again = read_again(text, layer)
    assert again.output_size == layer.output_size
    assert reads(again) == reads(layer)
    if layer.operation == "avg-pool":
        assert [again.divisor(step) for step in again.steps()] == [layer.divisor(step) for step in layer.steps()]


def sides_of(line: str, dim: int) -> list[tuple[int, int]]:
    """What the layers for padding and cropping add to each axis, before and after."""
    numbers = [int(number) for number in re.findall(r"-?\d+", line.partition("(")[2])]
    if line.startswith("nn."):  # The last dimension first.
        pairs = zip(numbers[: 2 * dim : 2], numbers[1 : 2 * dim : 2], strict=True)
        return list(pairs)[::-1]
    if line.startswith("Pad"):  # Batch and channels, too.
        return list(zip(numbers[2 : 2 + dim], numbers[4 + dim :], strict=True))
    sign = -1 if "Cropping" in line else 1
    return [(sign * before, sign * after) for before, after in zip(numbers[::2], numbers[1::2], strict=True)]


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(layer=layers(), framework=st.sampled_from(["PyTorch", "Keras", "ONNX"]))
def test_a_layer_spelled_as_two_is_the_same_layer(layer: Layer, framework: str) -> None:
    lines = spellings(layer)[framework].split("\n")
    assume(len(lines) == 2)
    crops = "Conv" in lines[0]
    sides, none = sides_of(lines[crops], layer.dim), [(0, 0)] * layer.dim
    assert crops == (layer.operation == "transpose")
    added, cut = (none, sides) if crops else (sides, none)
    size = tuple(size + before + after for size, (before, after) in zip(layer.input_size, added, strict=True))
    again = layer_of(read_layer(lines[not crops]), input_size=size)
    assert layer.output_size == tuple(
        size + before + after for size, (before, after) in zip(again.output_size, cut, strict=True)
    )
    if layer.padding_mode == "zeros":
        corner, moved = [-before for before, _ in cut], [before for before, _ in added]
        assert reads_of_part(again, corner, layer.output_size, moved, layer.input_size) == reads(layer)
    if layer.operation == "avg-pool":
        assert [again.divisor(step) for step in again.steps()] == [layer.divisor(step) for step in layer.steps()]


def reads_of_part(
    layer: Layer, corner: Sequence[int], part: Sequence[int], moved: Sequence[int], input_size: Sequence[int]
) -> list[list[tuple[Any, Any]]]:
    """What the outputs in a part read, of an input that stands ``moved`` in the layer's own."""
    found = []
    for step in layer.steps():
        if all(low <= at < low + high for at, low, high in zip(step.output, corner, part, strict=True)):
            taps = [
                (tap.kernel, tuple(place - by for place, by in zip(tap.input, moved, strict=True)))
                for tap in step.taps
                if tap.input is not None
            ]
            found.append([tap for tap in taps if all(0 <= a < b for a, b in zip(tap[1], input_size, strict=True))])
    return found


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(layer=layers())
def test_onnx_says_every_option_and_returns_the_size(layer: Layer) -> None:
    text = spellings(layer)["ONNX"]
    assume("\n" not in text and "onnxruntime refuses" not in text and not text.startswith("cannot say it"))
    again = read_again(text, layer)
    named = layer.padding if "auto_pad" in text else layer.padding._replace(name=None)
    assert again == replace(layer, padding=named)
    assert engine_size(text, layer) == layer.output_size


def engine_size(text: str, layer: Layer) -> tuple[int, ...]:
    """The size of what onnxruntime returns for the operator."""
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    given: dict[str, Any] = {str(each.arg): ast.literal_eval(each.value) for each in call.keywords}
    inputs = [np.ones(layer.input_size, np.float32)]
    if layer.operation in ("conv", "transpose"):
        inputs.append(np.ones(layer.kernel_size, np.float32))
    return engine.layer(ast.unparse(call.func), inputs, **given).shape


@pytest.mark.parametrize(
    ("operation", "options", "said"),
    [
        (
            "transpose",
            {"kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1},
            {
                "PyTorch": "nn.ConvTranspose2d(in_channels, out_channels, kernel_size=3, stride=2, padding=1, "
                "output_padding=1)",
                # It crops one cell before and none after; Keras's "same" crops none before and one after.
                "Keras": "layers.Conv2DTranspose(filters, kernel_size=3, strides=2)\n"
                "layers.Cropping2D(((1, 0), (1, 0)))",
                "ONNX": "ConvTranspose(kernel_shape=[3, 3], strides=[2, 2], dilations=[1, 1], pads=[1, 1, 1, 1], "
                "output_padding=[1, 1])",
            },
        ),
        (
            "conv",
            {"input_size": 4, "kernel_size": 3, "stride": 2, "padding": "same"},
            {
                # An input of 4 takes a single cell of padding, at the end.
                "PyTorch": "nn.ZeroPad2d((0, 1, 0, 1))\nnn.Conv2d(in_channels, out_channels, kernel_size=3, stride=2)"
                "  # the padding is for this input only",
                "Keras": 'layers.Conv2D(filters, kernel_size=3, strides=2, padding="same")',
                "ONNX": 'Conv(kernel_shape=[3, 3], strides=[2, 2], dilations=[1, 1], auto_pad="SAME_UPPER")',
            },
        ),
        (
            "conv",
            {"kernel_size": 3, "stride": 2, "padding": ((1, 1), (2, 2))},
            {
                "PyTorch": "nn.Conv2d(in_channels, out_channels, kernel_size=3, stride=2, padding=(1, 2))",
                "Keras": "layers.ZeroPadding2D(((1, 1), (2, 2)))\nlayers.Conv2D(filters, kernel_size=3, strides=2)",
            },
        ),
        (
            "conv",
            {"dim": 1, "kernel_size": 3, "dilation": 2, "padding": "causal"},
            {
                "PyTorch": "nn.ZeroPad1d((4, 0))\nnn.Conv1d(in_channels, out_channels, kernel_size=3, dilation=2)",
                "Keras": 'layers.Conv1D(filters, kernel_size=3, dilation_rate=2, padding="causal")',
                "ONNX": "Conv(kernel_shape=[3], strides=[1], dilations=[2], pads=[4, 0])",
            },
        ),
        (
            "conv",
            {"kernel_size": 3, "padding": 1, "padding_mode": "reflect"},
            {
                "PyTorch": 'nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1, padding_mode="reflect")',
                "Keras": "cannot say it: Keras has no layer with reflect padding",
                "ONNX": 'Pad(mode="reflect", pads=[0, 0, 1, 1, 0, 0, 1, 1])\n'
                "Conv(kernel_shape=[3, 3], strides=[1, 1], dilations=[1, 1])",
            },
        ),
        (
            "transpose",
            {"kernel_size": 4, "stride": 2, "padding": ((0, 3), (0, 3))},
            {
                "PyTorch": "nn.ConvTranspose2d(in_channels, out_channels, kernel_size=4, stride=2)\n"
                "nn.ZeroPad2d((0, -3, 0, -3))",
            },
        ),
        (
            "max-pool",
            {"kernel_size": 3, "stride": 2, "padding": 1},
            {
                "PyTorch": "nn.MaxPool2d(kernel_size=3, stride=2, padding=1)",
                "Keras": "cannot say it: its zeros would take part in the maximum",
                "ONNX": "MaxPool(kernel_shape=[3, 3], strides=[2, 2], dilations=[1, 1], pads=[1, 1, 1, 1])",
            },
        ),
        (
            "avg-pool",
            {"kernel_size": 3, "padding": 1},
            {
                "PyTorch": "nn.AvgPool2d(kernel_size=3, padding=1)",
                "Keras": "layers.ZeroPadding2D(((1, 1), (1, 1)))\nlayers.AveragePooling2D(pool_size=3)",
                "ONNX": "AveragePool(kernel_shape=[3, 3], strides=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1)",
            },
        ),
    ],
)
def test_every_framework_says_a_layer_its_way(operation: str, options: dict[str, Any], said: dict[str, str]) -> None:
    spelled = spellings(Layer.of(operation, **options))
    assert sorted(spelled) == ["Keras", "ONNX", "PyTorch"]
    assert {name: spelled[name] for name in said} == said


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def convanim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(list(arguments))
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_a_pasted_layer_is_drawn_like_its_command(convanim: Run, tmp_path: Path) -> None:
    text = "nn.ConvTranspose2d(64, 32, kernel_size=3, stride=2, padding=1, output_padding=1)"
    assert convanim("layer", text, "--i", "4", "-o", "pasted.gif")[0] == 0
    convanim(*shlex.split("transpose --i 4 --k 3 --s 2 --p 1 --op 1 --note '64 → 32 channels' -o typed.gif"))
    assert (tmp_path / "pasted.gif").read_bytes() == (tmp_path / "typed.gif").read_bytes()
    assert convanim("layer", text)[1].startswith("transpose_i2_k3_s2_p1_op1.gif: 16 frames")
    assert convanim("layer", text, "-q", "--no-labels") == (0, "", "")


def test_what_is_not_understood_is_shown_between_error_and_hint(convanim: Run, tmp_path: Path) -> None:
    status, out, err = convanim("layer", "nn.Conv2d(64, 32, k)")
    assert (status, out) == (2, "")
    error, line, carets, hint = err.splitlines()
    assert error.startswith("Error: kernel_size: ")
    assert (line, carets) == ("  nn.Conv2d(64, 32, k)", "                    ^")
    assert hint.startswith("Hint: ")
    assert os.listdir(tmp_path) == []


def test_a_model_is_listed_in_commands_that_draw_it(convanim: Run, tmp_path: Path) -> None:
    status, out, _ = convanim("layer", RESNET, "--i", "9")
    assert status == 0
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == [*RESNET_PATHS, "avgpool"]
    assert re.search(
        r" convanim conv --i 9 --k 7 --s 2 --p 3 --note '3 → 64 channels, no bias' +9 × 9 → 5 × 5$", lines[0]
    )
    assert re.search(r" convanim max-pool --i 9 --k 3 --s 2 --p 1 +9 × 9 → 5 × 5$", lines[1])
    assert " × " not in convanim("layer", RESNET)[1]
    status, _, err = convanim("layer", RESNET, "-o", "one.gif")
    assert status == 2
    assert "5 layers" in err
    assert os.listdir(tmp_path) == []


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], max_examples=examples(60))
@given(layer=layers())
def test_a_listed_command_is_the_same_layer(layer: Layer) -> None:
    from convanim.cli.draw import draw_command

    _, operation, *words = shlex.split(listed_command(layer, with_input=True))
    values = draw_command(operation).make_context(operation, words).params
    taken = operations.load(operation).OPTIONS
    given = {name: value for name, value in values.items() if value is not None and name in taken}
    again = Layer.of(operation, **given)
    assert again == layer


def test_all_layers_of_a_model_are_drawn_under_safe_names(convanim: Run, tmp_path: Path) -> None:
    model = (
        "Net(\n  (../../up): MaxPool2d(kernel_size=2)\n  (a): Sequential(\n    (0): MaxPool2d(kernel_size=2)\n  )\n"
        "  (A.0): MaxPool2d(kernel_size=2)\n  (…): MaxPool2d(kernel_size=2)\n)"
    )
    status, out, _ = convanim("layer", model, "--all", "-o", "drawn")
    assert status == 0
    assert len(out.splitlines()) == 4
    assert os.listdir(tmp_path) == ["drawn"]
    assert sorted(os.listdir(tmp_path / "drawn")) == ["A.0-2.gif", "_.._up.gif", "_.gif", "a.0.gif"]


def test_a_model_comes_from_standard_input() -> None:
    command = [sys.executable, "-m", "convanim", "layer"]
    listed = subprocess.run(command, input=RESNET, capture_output=True, encoding="utf-8", check=True)
    assert len(listed.stdout.splitlines()) == 6


def test_listing_loads_nothing_heavy() -> None:
    probe = (
        f"import sys; from convanim.cli import main; main(['layer', {RESNET!r}]); "
        "sys.exit(bool({'numpy', 'PIL', 'imageio'} & sys.modules.keys()))"
    )
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True)
