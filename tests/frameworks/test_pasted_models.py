"""Models as people paste them: what is drawn, what is not, and that nothing is lost without a word.

Sizes and printed models are those of PyTorch 2.15.0 and Keras 3.15.1, values those of Flax 0.12.8.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convanim import ConvanimError, cli, views
from convanim.figure import Figure
from convanim.frameworks import NotDrawn, PastedLayer, read_layer, read_model
from convanim.layers import values
from convanim.layers.layer import Layer
from convanim.options.table import LOOK_NAMES
from tests import engine


def drawn(text: str) -> list[PastedLayer]:
    return [each for each in read_model(text) if isinstance(each, PastedLayer)]


def not_drawn(text: str) -> list[NotDrawn]:
    return [each for each in read_model(text) if isinstance(each, NotDrawn)]


def layer_of(pasted: PastedLayer, **sizes: Any) -> Layer:
    taken = {name: value for name, value in pasted.options.items() if name not in LOOK_NAMES}
    return Layer.of(pasted.operation, **{**taken, **sizes})


# print(model) of PyTorch 2.15.0; the layers from stem to lazy make these sizes of an input of 41.
PRINTED = """\
Sequential(
  (stem): ParametrizedConv2d(
    3, 8, kernel_size=(5, 5), stride=(2, 2), padding=(2, 2)
    (parametrizations): ModuleDict(
      (weight): ParametrizationList(
        (0): _WeightNorm()
      )
    )
  )
  (pool): AvgPool2d(kernel_size=3, stride=2, padding=1)
  (even): AvgPool2d(kernel_size=3, stride=1, padding=1)
  (plain): AvgPool2d(kernel_size=2, stride=1, padding=0)
  (body): Body(
    (depthwise): Conv2d(8, 8, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), groups=8, bias=False)
    (wide): Conv2d(8, 6, kernel_size=(3, 3), stride=(1, 1), padding=(2, 2), dilation=(2, 2), groups=2)
    (up): ConvTranspose2d(6, 4, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), output_padding=(1, 1))
  )
  (lazy): LazyConv2d(0, 8, kernel_size=(3, 3), stride=(1, 1))
  (std): StdConv2d(8, 8, kernel_size=(3, 3), stride=(1, 1))
  (same): Conv2dSame(8, 8, kernel_size=(3, 3), stride=(1, 1))
  (shuffle): PixelShuffle(upscale_factor=2)
  (last): AdaptiveAvgPool2d(output_size=(1, 1))
  (video): Conv3d(3, 8, kernel_size=(3, 3, 3), stride=(1, 1, 1))
)
"""
SIZES = {"stem": 21, "pool": 11, "even": 11, "plain": 10}
SIZES |= {"body.depthwise": 5, "body.wide": 5, "body.up": 10, "lazy": 8}


def test_layers_of_a_printed_model_have_the_sizes_that_pytorch_makes() -> None:
    size, made = 41, {}
    for pasted in drawn(PRINTED):
        layer = layer_of(pasted, input_size=size)
        size = layer.output_size[0]
        made[pasted.name] = size
    assert made == SIZES


def test_what_a_printed_model_has_and_nobody_draws_is_named_with_its_line_and_reason() -> None:
    found = {each.name: each for each in not_drawn(PRINTED)}
    lines = PRINTED.split("\n")
    for each in found.values():
        assert f"({each.name}): {each.constructor}(" in lines[each.line - 1]
    assert {name: each.constructor for name, each in found.items()} == {
        "std": "StdConv2d",
        "same": "Conv2dSame",
        "shuffle": "PixelShuffle",
        "last": "AdaptiveAvgPool2d",
        "video": "Conv3d",
    }
    assert "three dimensions" in found["video"].error.message
    assert "does not say what it computes" in found["std"].error.message
    assert "moves values" in found["shuffle"].error.message
    assert "size of its input" in found["last"].error.message


def test_what_a_picture_leaves_out_of_a_layer_is_a_remark() -> None:
    remarks = {each.name: " ".join(each.remarks) for each in drawn(PRINTED)}
    assert "computed from others" in remarks["stem"]
    assert "groups=8: one of 8 channels is drawn" in remarks["body.depthwise"]
    assert "groups=2: one of 8 channels is drawn" in remarks["body.wide"]
    assert "one channel in and one channel out" in remarks["body.up"]
    # AvgPool2d prints neither; with stride 1 rounding changes nothing, without padding nothing is counted.
    assert "ceil_mode=False and count_include_pad=True" in remarks["pool"]
    assert "with count_include_pad=True" in remarks["even"]
    assert remarks["plain"] == ""


CODE = '''\
"""A backbone.

(Hp, Wp): the size of a patch
(conv1): what comes first
"""
import torch.nn as nn


class Block(nn.Module):
    def __init__(self, channels, device=None, dtype=None, **kwargs):
        dd = {"device": device, "dtype": dtype}
        self.given = nn.Conv2d(channels, channels, kernel_size)
        self.halved = nn.Conv2d(channels, channels // 2, 7 // 2, padding=(3 - 1) // 2, **dd)
        self.made = nn.Conv2d(channels, channels, 3, **kwargs)
        self.normed = weight_norm(nn.Conv1d(1, 1, 3, bias=False))
        self.factory = conv3x3(channels, channels)
        self.block = Block(channels)
        self.own = ConvBlock(channels)

    def forward(self, x):
        return F.max_pool2d(self.max_pool(x), 3, 2, 1, 1, True) + self.avg_pool(x, 3)


class ConvBlock(nn.Module):
    pass
'''


def test_code_is_read_where_it_can_be_and_the_rest_is_named_with_its_line() -> None:
    assert [(each.name, each.operation, each.line) for each in drawn(CODE)] == [
        ("halved", "conv", 13),
        ("normed", "conv", 15),
        (None, "max-pool", 21),
    ]
    assert [(each.name, each.constructor, each.line) for each in not_drawn(CODE)] == [
        ("given", "nn.Conv2d", 12),
        ("made", "nn.Conv2d", 14),
        ("factory", "conv3x3", 16),
        ("own", "ConvBlock", 18),
    ]
    halved, normed, pooled = drawn(CODE)
    assert (halved.options["kernel_size"], halved.options["padding"]) == (3, 1)
    assert normed.remarks == ("weight_norm changes its weights, not its windows",)
    # torch.nn.functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode).
    assert layer_of(pooled, input_size=112).output_size == (57, 57)


@pytest.mark.parametrize(
    ("text", "kernel_size"),
    [
        ("nn.Conv2d(1, 1, 3 // 2 + 2 * 3 - 7 % 4)", 4),
        ("nn.Conv2d(1, 1, (3,) * 2)", (3, 3)),
        ("nn.Conv2d(1, 1, 3, **factory_kwargs)", 3),
        ("nn.Conv2d(1, 1, **{'kernel_size': 5})", 5),
        (">>> m = nn.Conv2d(1, 1, 3)\n>>> m(x).shape\ntorch.Size([1, 1, 3, 3])", 3),
        (">>> nn.Conv2d(\n...     1, 1, 3)", 3),
        (">>> print(m)\nNet(\n  (a): Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1))\n)", (3, 3)),
        ("(a): Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1))\n", (3, 3)),
    ],
)
def test_literals_tables_and_prompts_are_read(text: str, kernel_size: Any) -> None:
    (pasted,) = drawn(text)
    assert pasted.options["kernel_size"] == kernel_size


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dd = {'stride': 2}\ndd['stride'] = 3\nnn.Conv2d(1, 1, 3, **dd)", "line 3: what the \\*\\* stands for"),
        ("dd = {}\nif a: dd = {'stride': 2}\nnn.Conv2d(1, 1, 3, **dd)", "line 3: what the \\*\\* stands for"),
        ("dd = {}\ndef f(dd):\n    return nn.Conv2d(1, 1, 3, **dd)", "line 3: what the \\*\\* stands for"),
        ("nn.Conv2d(1, 1, 1 // 0)", "divides by zero"),
        ("nn.Conv2d(1, 1, 9 ** 9)", "does not say what this is"),
        ("nn.Conv2d(1, 1, 99999 * 99999)", "above 1,000,000,000"),
        # In YOLO's code a convolution of PyTorch, not Flax's with a kernel of 128.
        ("Conv(64, 128, 3)", "Flax's or the text's own"),
        # Of another framework, whose parameters begin with the channels of the input.
        ("nn.Conv2D(3, 64, 3)", "no layer of Keras's"),
        ("nn.MaxPool2d(3, padding=2)", "all that PyTorch takes"),
    ],
)
def test_what_a_text_does_not_say_for_sure_is_not_drawn(text: str, message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        read_model(text)


@pytest.mark.parametrize(
    ("text", "output_size", "remark"),
    [
        ("layers.DepthwiseConv2D(3, 2, 'same')", (6, 6), "depthwise"),
        ("layers.DepthwiseConv2D((3, 5), dilation_rate=2)", (8, 4), "depthwise"),
        ("layers.SeparableConv2D(4, 3, 2)", (5, 5), "1 × 1"),
        ("layers.SeparableConv1D(4, 3, padding='same')", (12,), "1 × 1"),
        ("layers.DepthwiseConv1D(4, strides=3)", (3,), "depthwise"),
    ],
)
def test_depthwise_and_separable_layers_are_read_for_their_window(
    text: str, output_size: tuple[int, ...], remark: str
) -> None:
    pasted = read_layer(text)
    assert layer_of(pasted, input_size=12).output_size == output_size
    assert any(remark in each for each in pasted.remarks)


@pytest.mark.parametrize(("stride", "extra"), [(1, 1), (2, 2), (2, 3)])
def test_an_output_padding_that_keras_refuses_is_refused(stride: int, extra: int) -> None:
    with pytest.raises(ConvanimError, match=f"output_padding of {extra} with a stride of {stride}"):
        read_layer(f"layers.Conv2DTranspose(1, 3, strides={stride}, output_padding={extra})")


@pytest.mark.parametrize(
    ("transpose_kernel", "returned"),
    # flax.linen.ConvTranspose(1, (3,), padding="VALID") of 1 0 0 with the kernel 1 2 3.
    [
        ("", [3, 2, 1, 0, 0]),
        (", transpose_kernel=False", [3, 2, 1, 0, 0]),
        (", transpose_kernel=True", [1, 2, 3, 0, 0]),
    ],
)
@pytest.mark.parametrize("owner", ["nn", "nnx"])
def test_a_transposed_convolution_of_flax_turns_its_kernel_as_flax_does(
    transpose_kernel: str, returned: list[int], owner: str
) -> None:
    features = "1, 1" if owner == "nnx" else "1"
    pasted = read_layer(f"{owner}.ConvTranspose({features}, (3,), padding='VALID'{transpose_kernel})")
    look = {"view": "flat", "values": "1 0 0", "weights": "1 2 3", "input_size": 3}
    figure = Figure.of(pasted.operation, **{**pasted.options, **look, **views.flip_of(pasted.turned, look)})
    found = values.numbers(figure.layer, figure.values, figure.weights, flip=figure.flip)
    assert engine.array(found.output).tolist() == returned
    assert views.flip_of(pasted.turned, {}) == {}  # The planes show no weights.


def test_a_transposed_convolution_of_flax_that_wraps_around_is_refused() -> None:
    with pytest.raises(ConvanimError, match="wraps around"):
        read_layer("nn.ConvTranspose(1, (3,), padding='CIRCULAR')")


@pytest.mark.parametrize(
    ("padding", "dilation", "pads"),
    [("full", 1, [2, 2, 2, 2]), ("same", 2, [2, 2, 2, 2]), ("half", 2, [2, 2, 2, 2])],
)
def test_poolings_take_named_paddings_beyond_half_of_the_kernel(padding: str, dilation: int, pads: list[int]) -> None:
    x = np.arange(36, dtype=np.float32).reshape(6, 6) - 40
    layer = Layer.of("max-pool", input_size=6, kernel_size=3, stride=1, dilation=dilation, padding=padding)
    found = values.numbers(layer, x.tolist())
    dilations = [dilation, dilation]
    returned = engine.layer("MaxPool", [x], kernel_shape=[3, 3], strides=[1, 1], dilations=dilations, pads=pads)
    assert engine.array(found.output).tolist() == returned.tolist()
    if dilation == 1:
        average = Layer.of("avg-pool", input_size=6, kernel_size=3, stride=1, padding=padding)
        counted = engine.layer("AveragePool", [x], kernel_shape=[3, 3], strides=[1, 1], pads=pads, count_include_pad=1)
        assert engine.array(values.numbers(average, x.tolist()).output) == pytest.approx(counted, abs=1e-4)


@pytest.mark.parametrize(
    ("operation", "options", "input_size", "output_size"),
    [  # torch.nn.Conv2d and ConvTranspose2d of PyTorch 2.15.0; it refuses one cell less of the first two.
        ("conv", {"padding": 4, "padding_mode": "reflect"}, 5, 11),
        ("conv", {"kernel_size": 11, "padding": 5, "padding_mode": "circular"}, 5, 5),
        ("transpose", {"padding": 2}, 4, 2),
        ("transpose", {"kernel_size": 1, "padding": 1}, 4, 2),
        ("transpose", {}, 2, 4),
    ],
)
def test_the_default_input_is_one_that_the_layer_takes(
    operation: str, options: dict[str, Any], input_size: int, output_size: int
) -> None:
    layer = Layer.of(operation, **options)
    assert (layer.input_size, layer.output_size) == ((input_size,) * 2, (output_size,) * 2)


PADDINGS = [0, 1, 3, 6, 11, "same", "same-lower", "half", "full"]


@pytest.mark.parametrize("padding", PADDINGS)
def test_a_default_input_is_found_wherever_there_is_any(padding: Any) -> None:
    for operation, kernel, stride, mode in [
        *(("conv", k, s, mode) for k in (1, 4, 9) for s in (1, 2, 5) for mode in ("zeros", "reflect", "circular")),
        *(("transpose", k, s, "zeros") for k in (1, 4, 9) for s in (1, 2, 5)),
    ]:
        if padding == 0 and mode != "zeros":
            continue  # It would have no effect.
        mode_of = {"padding_mode": mode} if operation == "conv" else {}
        for dilation in (1, 3):
            Layer.of(operation, dim=1, kernel_size=kernel, stride=stride, padding=padding, dilation=dilation, **mode_of)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def convanim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(list(arguments))
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_a_list_and_standard_error_name_what_is_not_drawn_and_what_is_drawn_in_part(convanim: Run) -> None:
    status, out, err = convanim("layer", PRINTED, "--i", "41")
    assert status == 0
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert list(rows)[:4] == ["stem", "pool", "even", "plain"]
    assert "not drawn, line 23: Conv3d: a layer of three dimensions" in rows["video"]
    assert rows["body.depthwise"].endswith("41 × 41 → 21 × 21  # groups=8: one of 8 channels is drawn")
    for name in ("std", "same", "shuffle", "last", "video"):
        assert f"({name}, line " in err
        assert name in rows
    assert "Not drawn: Conv3d: a layer of three dimensions or more cannot be drawn (video, line 23)" in err
    assert "Note: groups=8: one of 8 channels is drawn (body.depthwise, line 14)" in err
    quiet = convanim("layer", PRINTED, "-q")[2]
    assert "Not drawn: " in quiet
    assert "Note: " not in quiet


def test_one_layer_that_cannot_be_drawn_at_a_size_does_not_stop_the_others(convanim: Run, tmp_path: Path) -> None:
    model = "a = nn.MaxPool2d(2)\nb = nn.Conv2d(1, 1, 7)\nc = nn.Conv3d(1, 1, 3)\n"
    status, out, err = convanim("layer", model, "--all", "--i", "4", "-o", "drawn")
    assert status == 0
    assert os.listdir(tmp_path / "drawn") == ["a.gif"]
    assert len(out.splitlines()) == 1
    assert "a kernel of 7 is larger than the input of 4 (b, line 2)" in err
    assert "(c, line 3)" in err
    status, out, err = convanim("layer", model[20:], "--all", "--i", "4", "-o", "none")
    assert (status, out) == (2, "")
    assert err.splitlines()[-2].startswith("Error: none of 2 layers can be drawn.")
    assert err.splitlines()[-1].startswith("Hint: ")
    assert os.listdir(tmp_path) == ["drawn"]


def test_the_only_layer_of_a_model_is_drawn_and_the_others_are_named(convanim: Run, tmp_path: Path) -> None:
    status, out, err = convanim("layer", "a = nn.MaxPool2d(2)\nc = nn.PixelShuffle(2)\n", "-o", "a.gif")
    assert (status, os.listdir(tmp_path)) == (0, ["a.gif"])
    assert "a.gif" in out
    assert "Not drawn: PixelShuffle" in err


def test_a_kernel_that_is_turned_is_told_where_it_is_not_seen(convanim: Run) -> None:
    text = "nn.ConvTranspose(1, (2, 2))"
    assert "turned around" in convanim("layer", text, "--still", "last", "-o", "a.png")[2]
    assert "turned around" not in convanim("layer", text, "--view", "flat", "--still", "last", "-o", "b.png")[2]


def test_figures_files_turn_the_kernel_of_flax(convanim: Run, tmp_path: Path) -> None:
    table = '[figures.a]\nlayer = "nn.ConvTranspose(1, (2, 2), padding=\'VALID\')"\nview = "flat"\nstill = "last"\n'
    (tmp_path / "figures.toml").write_text(table + 'outputs = "png"\n')
    assert convanim("batch", "figures.toml", "-o", ".")[0] == 0
    turned = (tmp_path / "a.png").read_bytes()
    convanim("transpose", "--k", "2", "--p", "valid", "--note", "1 channel", "--view", "flat", "--still", "last",
             "--flip", "-o", "b.png")  # fmt: skip
    assert turned == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("text", ["nn.Conv2d(1, 1, k)\n" * 10_000, "(a): AvgPool2d(kernel_size=k)\n" * 10_000])
def test_a_long_model_is_read_in_time_that_grows_with_it(text: str) -> None:
    begin = time.process_time()
    assert len(read_model(text)) == 10_000
    # An excerpt of the text for each would take minutes.
    assert time.process_time() - begin < 20
