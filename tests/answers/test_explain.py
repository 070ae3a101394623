"""What is explained of a layer, against onnxruntime: sizes, unread cells, and the layer the other way round."""

import json
import re
import shlex
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError, cli
from convanim.answers import explain
from convanim.answers.explain_ascii import sketch
from convanim.answers.explain_prose import prose
from convanim.layers import operations
from convanim.layers.command import command_line
from convanim.layers.layer import Layer
from tests import engine

pair = st.tuples


def sizes(low: int, high: int) -> st.SearchStrategy[tuple[int, int]]:
    return pair(st.integers(low, high), st.integers(low, high))


@st.composite
def layers(draw: st.DrawFn, *names: str) -> Layer:
    operation = draw(st.sampled_from(names or operations.names()))
    sides = pair(st.integers(0, 3), st.integers(0, 3))
    known: dict[str, st.SearchStrategy[Any]] = {
        "input_size": sizes(1, 9),
        "kernel_size": sizes(1, 4),
        "stride": sizes(1, 5),
        "padding": pair(sides, sides),
        "dilation": sizes(1, 3),
        "output_padding": sizes(0, 2),
        "ceil_mode": st.booleans(),
    }
    taken = operations.load(operation).OPTIONS
    options = draw(st.fixed_dictionaries({name: each for name, each in known.items() if name in taken}))
    try:
        return Layer.of(operation, **options)
    except ConvanimError:
        assume(False)
        raise


def returned(layer: Layer, x: engine.Array) -> engine.Array:
    weights = np.ones(layer.kernel_size, np.float32)
    if layer.operation == "conv":
        return engine.conv(x, weights, layer)
    if layer.operation == "transpose":
        return engine.transpose(x, weights, layer)
    return {"max-pool": engine.max_pool, "avg-pool": engine.avg_pool}[layer.operation](x, layer)


def out(capsys: pytest.CaptureFixture[str], command: str) -> str:
    assert cli.main(shlex.split(command)) == 0
    return capsys.readouterr().out


SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def worth(numbers: str) -> float:
    expression, _ = numbers.rsplit(" = ", 1)
    expression = expression.replace("×", "*").replace("−", "-")
    expression = re.sub(r"⌊(.*)⌋", r"((\1) // 1)", expression)
    expression = re.sub(r"⌈(.*)⌉", r"(-(-(\1) // 1))", expression)
    return float(eval(expression))  # noqa: S307 # plain arithmetic out of the code under test


@SLOW
@given(layer=layers())
def test_the_formula_with_numbers_is_worth_the_engine_s_size(layer: Layer) -> None:
    told = [axis.numbers for axis in explain.axes(layer)]
    shape = returned(layer, np.zeros(layer.input_size, np.float32)).shape
    assert tuple(map(worth, told)) == shape
    assert [numbers.rsplit(" = ", 1)[1] for numbers in told] == [str(size) for size in shape]


@SLOW
@given(layer=layers("conv", "transpose", "avg-pool"))
def test_an_input_row_is_never_read_when_the_output_does_not_depend_on_it(layer: Layer) -> None:
    rows, columns = (
        {cell.input for group in axis.unread for cell in group.cells if cell.kind == "input"}
        for axis in explain.axes(layer)
    )
    x = np.zeros(layer.input_size, np.float32)
    rest = returned(layer, x)
    # Ones everywhere but for the row are read only if some column is.
    all_columns = len(columns) == layer.input_size[1]
    all_rows = len(rows) == layer.input_size[0]
    for row in range(layer.input_size[0]):
        changed = x.copy()
        changed[row] = 1
        assert np.array_equal(returned(layer, changed), rest) == (row in rows or all_columns)
    for column in range(layer.input_size[1]):
        changed = x.copy()
        changed[:, column] = 1
        assert np.array_equal(returned(layer, changed), rest) == (column in columns or all_rows)


@SLOW
@given(layer=layers())
def test_the_numbers_stand_where_the_formula_has_letters(layer: Layer) -> None:
    for said, axis in zip(layer.parameters, explain.axes(layer), strict=True):
        (before, after), letters = said.padding, re.findall("[a-z]+", axis.formula)
        assert ("p" in letters) == (before == after)
        values = {"i": said.input_size, "k": said.kernel_size, "s": said.stride, "d": said.dilation}
        values |= {"p": before, "before": before, "after": after, "op": said.output_padding}
        told = axis.formula.removeprefix("o = ")
        for letter in sorted(values, key=len, reverse=True):
            told = re.sub(rf"\b{letter}\b", str(values[letter]), told)
        assert axis.numbers == f"{told} = {axis.output_size}"


def test_reasons_for_unread_cells() -> None:
    # By hand: windows of two taps, 2 apart, start at 0 and 4 of nine cells, and read 0, 2, 4 and 6.
    (axis,) = explain.axes(Layer.of("conv", dim=1, input_size=9, kernel_size=2, stride=4, dilation=2))
    assert {group.reason: [cell.input for cell in group.cells] for group in axis.unread} == {
        "dilation": [1, 5],
        "between windows": [3],
        "left over": [7, 8],
    }
    # A kernel of one element copies its input, of which padding 1 crops a cell on each side.
    (axis,) = explain.axes(Layer.of("transpose", dim=1, input_size=5, kernel_size=1, padding=1))
    assert {group.reason: [cell.input for cell in group.cells] for group in axis.unread} == {"cropped": [0, 4]}


def test_a_copy_in_the_border_may_be_read_where_its_cell_is_not() -> None:
    # Reflected by hand: 2 1 | 0 1 2 3 | 2 1; windows of three start at 2 and at cell 2.
    layer = Layer.of("conv", dim=1, input_size=4, kernel_size=3, stride=4, padding=2, padding_mode="reflect")
    (axis,) = explain.axes(layer)
    (cell,) = [cell for group in axis.unread for cell in group.cells if cell.kind == "input"]
    assert (cell.input, cell.read_elsewhere) == (1, True)
    assert "cell 1 of the input (copies of 1 are read): windows start 4 apart, but span only 3" in prose(layer)


@SLOW
@given(layer=layers("conv", "transpose"))
def test_the_layer_the_other_way_round_gives_the_shape_back(layer: Layer) -> None:
    other = explain.pair(layer)
    assert other is not None
    back = returned(other.layer, returned(layer, np.zeros(layer.input_size, np.float32)))
    assert (back.shape == layer.input_size) == other.gives_the_shape_back
    # PyTorch's ConvTranspose2d: output_padding resolves the ambiguity of a stride, so it is smaller than it.
    if layer.operation == "conv" or all(op < s for op, s in zip(layer.output_padding, layer.stride, strict=True)):
        assert other.gives_the_shape_back


def test_poolings_have_no_layer_the_other_way_round() -> None:
    assert explain.pair(Layer.of("max-pool")) is None


# Rounding up as PyTorch does: https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html, "sliding windows
# are allowed to go off-bounds if they start within the left padding or the input. Sliding windows that would start in
# the right padded region are ignored."
@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"input_size": 5, "kernel_size": 2}, "adds a window to 2 windows, which hangs 1 place over the end"),
        ({"input_size": 4, "kernel_size": 2}, "changes nothing: 2 windows, and nothing is left over"),
        (
            {"input_size": 5, "kernel_size": 3, "padding": 1},
            "changes nothing: after 2 windows the next would start in the padding after the input",
        ),
    ],
)
def test_what_rounding_up_adds(options: dict[str, Any], told: str) -> None:
    text = prose(Layer.of("max-pool", **options, ceil_mode=True))
    assert re.search(r"rounding up +(.*)", text)[1] == told  # type: ignore[index]
    assert "rounding up" not in prose(Layer.of("max-pool", **options))


def test_rounding_up_may_make_the_only_window() -> None:
    text = prose(Layer.of("max-pool", input_size=1, kernel_size=2, ceil_mode=True))
    assert "makes the only window, which hangs 1 place over the end" in text


# Layer 4.6 of arXiv:1603.07285, drawn by hand from its figure.
def test_the_sketch_of_the_published_odd_transposed_layer() -> None:
    layer = Layer.of("transpose", input_size=3, kernel_size=3, stride=2, padding=1, output_padding=1)
    assert sketch(layer) == [
        "[. . .]. . . . +",
        "[. # o]# o # . +",
        "[. o o]o o o . +",
        " . # o # o # . +",
        " . o o o o o . +",
        " . # o # o # . +",
        " . . . . . . . +",
        " + + + + + + + +",
    ]


def test_a_sketch_with_gaps_and_unread_cells() -> None:
    assert sketch(Layer.of("conv", dim=1, input_size=9, kernel_size=2, stride=4, dilation=2)) == ["[#]x[#]x # x # x x"]
    assert sketch(Layer.of("conv", input_size=(3, 5), kernel_size=2, stride=(2, 3))) == [
        "[# #]x # #",
        "[# #]x # #",
        " x x x x x",
    ]


def test_a_sketch_closes_a_window_that_spans_everything() -> None:
    assert sketch(Layer.of("conv", dim=1, input_size=2, kernel_size=4, padding=1)) == ["[. # # .]"]


def test_large_inputs_are_not_sketched() -> None:
    layer = Layer.of("conv", input_size=224, kernel_size=7, stride=2, padding=3)
    assert sketch(layer) is None
    assert "too large to draw in characters" in prose(layer)


def test_the_whole_explanation(capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys, "explain transpose --dim 1 --i 3 --k 3 --s 2 --p 1 --op 1")
    before, rest = text.split("In code\n")
    # https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html has the formula.
    assert (
        before
        == """\
transpose: Input 3 → Output 6
  kernel 3, stride 2, padding 1, output padding 1

The axis
  size        o = (i − 1) × s − 2 × p + d × (k − 1) + op + 1
                = (3 − 1) × 2 − 2 × 1 + 1 × (3 − 1) + 1 + 1 = 6
  border      on each side, d × (k − 1) − p = 1 × (3 − 1) − 1 = 1: 1 zero
              output_padding adds 1 at the end
  inserted    s − 1 = 1 zero between neighbours, 2 in all
  never read  nothing

Undoes the shape of
  conv 6 → 3, kernel 3, stride 2, padding 1
  convanim conv --dim 1 --i 6 --k 3 --s 2 --p 1

"""
    )
    code, drawing = rest.split("The input and the first window\n")
    assert re.search(r"PyTorch +nn.ConvTranspose1d\(", code)
    assert (
        drawing
        == """\
  [. # o]# o # . +

  # input,  . padding (0),  o inserted zero,  + output padding,  [ ] first window
"""
    )


def test_axes_that_differ_are_told_apart() -> None:
    text = prose(Layer.of("conv", input_size=(6, 7), kernel_size=3, stride=2, padding=((1, 1), (0, 1))))
    assert re.findall(r"^(Rows.*|Columns.*)$", text, re.MULTILINE) == ["Rows", "Columns"]
    assert "1 before the input and 1 after it: zeros" in text
    assert "0 before the input and 1 after it: zeros" in text
    assert "Rows and columns\n" in prose(Layer.of("conv"))


@pytest.mark.parametrize(
    ("operation", "options", "told"),
    [
        ("conv", {"padding": 1, "padding_mode": "circular"}, "copies of input cells (circular)"),
        ("max-pool", {"padding": 1}, "cells of −∞"),
        ("avg-pool", {"padding": 1, "count_include_pad": False}, "cells that do not count"),
        ("transpose", {"input_size": 5, "kernel_size": 1, "padding": 1}, "= −1: crops 1 place"),
        # Of the 9 places before it is cropped the layer returns 8: it starts at the second and ends with the last.
        (
            "transpose",
            {"input_size": 5, "kernel_size": 1, "stride": 2, "padding": 1, "output_padding": 1},
            "output_padding takes back 1 at the end",
        ),
        # One place is cropped at the end, so that one of two is new.
        (
            "transpose",
            {"input_size": 5, "kernel_size": 1, "stride": 4, "padding": 1, "output_padding": 2},
            "output_padding takes back 1 and adds 1 at the end",
        ),
    ],
)
def test_what_the_border_is(operation: str, options: dict[str, Any], told: str) -> None:
    assert told in prose(Layer.of(operation, **options))


def test_many_unread_rows_are_abridged() -> None:
    text = prose(Layer.of("conv", input_size=99, kernel_size=1, stride=3))
    assert "rows and columns 1–2, 4–5, 7–8, 10–11, 13–14, 16–17, …, 94–95 of the input" in text


@pytest.mark.parametrize("operation", operations.names())
def test_json_has_what_the_text_has(capsys: pytest.CaptureFixture[str], operation: str) -> None:
    told = json.loads(out(capsys, f"explain {operation} --i 6x7 --k 3 --s 2 --p 1 --json"))
    layer = Layer.of(operation, input_size=(6, 7), kernel_size=3, stride=2, padding=1)
    assert told["output_size"] == list(layer.output_size)
    assert [axis["axis"] for axis in told["axes"]] == ["rows", "columns"]
    assert told["sketch"] == sketch(layer)
    assert "PyTorch" in told["spellings"]
    assert ("pair" in told) == (operation in ("conv", "transpose"))
    told = json.loads(out(capsys, f"explain {operation} --dim 1 --i 7 --k 3 --json"))
    assert [axis["axis"] for axis in told["axes"]] == ["cells"]


@SLOW
@given(layer=layers())
def test_a_layer_is_read_back_from_its_command(layer: Layer) -> None:
    name, operation, *words = command_line(layer).split()
    assert name == "convanim"
    assert _read(operation, words) == layer


@pytest.mark.parametrize(
    "layer",
    [
        Layer.of("conv", dim=1, input_size=9, padding="causal", dilation=2),
        Layer.of("conv", input_size=9, padding=1, padding_mode="reflect"),
        Layer.of("transpose", input_size=3, kernel_size=2, stride=3, padding="same"),
        Layer.of("transpose", input_size=3, stride=2, padding="half", output_padding=1),
        Layer.of("transpose", dim=1, input_size=3, stride=2, padding=((0, 1),)),
        Layer.of("avg-pool", input_size=5, padding=1, count_include_pad=False, ceil_mode=True),
    ],
    ids=command_line,
)
def test_names_and_switches_are_read_back_too(layer: Layer) -> None:
    _, operation, *words = command_line(layer).split()
    assert _read(operation, words) == layer


def _read(operation: str, words: list[str]) -> Layer:
    from convanim.cli.draw import draw_command

    taken = operations.load(operation).OPTIONS
    values = draw_command(operation).make_context(operation, list(words)).params
    return Layer.of(operation, **{name: value for name, value in values.items() if name in taken})


def test_absurd_axes_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "conv", "--i", "99999999999"]) == 2
    assert re.fullmatch(r"Error: .*299,999,999,991 places.*\nHint: [^\n]+\n", capsys.readouterr().err)


@pytest.mark.parametrize("operation", operations.names())
def test_help_ends_with_an_example_that_runs(capsys: pytest.CaptureFixture[str], operation: str) -> None:
    for command in ("explain", f"explain {operation}"):
        example = out(capsys, f"{command} --help").split("Example:\n")[1]
        assert out(capsys, example.strip().removeprefix("convanim "))
