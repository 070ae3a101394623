"""What layers can say beyond sizes, against onnxruntime and numpy.pad."""

from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from convanim import ConvanimError
from convanim.layers import operations
from convanim.layers.layer import Layer
from convanim.style import language
from tests import engine
from tests.geometry.test_geometry import numbers, possible, sizes, sum_of_taps

sides = st.tuples(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.tuples(st.integers(0, 3), st.integers(0, 3)))
many = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def pooled(layer: Layer, x: engine.Array) -> engine.Array:
    """What the steps say: the largest of the input cells, or their sum over the divisor."""
    result = np.full(layer.output_size, np.nan, np.float32)
    for step in layer.steps():
        values = [float(x[tap.input]) for tap in step.taps if tap.input is not None]
        if layer.operation == "max-pool":
            result[step.output] = max(values, default=-np.inf)
        else:
            result[step.output] = np.float32(sum(values)) / np.float32(layer.divisor(step))
    return result


@many
@given(
    input_size=sizes(1, 7),
    kernel_size=sizes(1, 4),
    stride=sizes(1, 3),
    padding=sides,
    dilation=sizes(1, 2),
    seed=st.integers(0, 99),
)
def test_conv_with_a_padding_per_side(seed: int, **options: Any) -> None:
    layer = possible("conv", **options)
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), engine.conv(x, weights, layer))


@many
@given(
    input_size=sizes(1, 5),
    kernel_size=sizes(1, 4),
    stride=sizes(1, 3),
    padding=sides,
    dilation=sizes(1, 2),
    output_padding=sizes(0, 2),
    seed=st.integers(0, 99),
)
def test_transpose_with_a_padding_per_side(seed: int, **options: Any) -> None:
    layer = possible("transpose", **options)
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), engine.transpose(x, weights, layer))


@many
@given(
    input_size=sizes(1, 8),
    kernel_size=sizes(1, 4),
    stride=sizes(1, 4),
    padding=sides,
    dilation=sizes(1, 3),
    ceil_mode=st.booleans(),
    seed=st.integers(0, 99),
)
def test_max_pool_returns_what_the_engine_returns(seed: int, **options: Any) -> None:
    layer = possible("max-pool", **options)
    x = numbers(layer.input_size, seed)
    theirs = engine.max_pool(x, layer)
    # The engine's word for minus infinity is the smallest number that it has.
    theirs[theirs <= np.finfo(np.float32).min] = -np.inf
    np.testing.assert_array_equal(pooled(layer, x), theirs)


@many
@given(
    input_size=sizes(1, 8),
    kernel_size=sizes(1, 4),
    stride=sizes(1, 4),
    padding=sides,
    ceil_mode=st.booleans(),
    count_include_pad=st.booleans(),
    seed=st.integers(0, 99),
)
def test_avg_pool_returns_what_the_engine_returns(seed: int, **options: Any) -> None:
    layer = possible("avg-pool", **options)
    assume(all(layer.divisor(step) for step in layer.steps()))
    x = numbers(layer.input_size, seed)
    np.testing.assert_allclose(pooled(layer, x), engine.avg_pool(x, layer), rtol=1e-6, atol=1e-6)


# PyTorch's rule, pooling_output_shape: rounded up, but "if ((outputSize - 1) * stride >= inputSize + pad_l)
# --outputSize". Sizes that torch.nn.MaxPool2d of PyTorch 2.13 returned.
@pytest.mark.parametrize(
    ("input_size", "kernel_size", "stride", "padding", "rounded_down", "rounded_up"),
    [
        (5, 2, 2, 0, 2, 3),
        (6, 3, 2, 1, 3, 4),
        (4, 1, 3, 0, 2, 2),
        (5, 2, 3, 1, 2, 2),
        (3, 2, 4, 0, 1, 1),
        (2, 2, 3, 1, 1, 1),
    ],
)
def test_ceil_mode_is_pytorch_s(
    input_size: int, kernel_size: int, stride: int, padding: int, rounded_down: int, rounded_up: int
) -> None:
    options = {"input_size": input_size, "kernel_size": kernel_size, "stride": stride, "padding": padding}
    assert Layer.of("max-pool", **options).output_size == (rounded_down, rounded_down)
    assert Layer.of("max-pool", **options, ceil_mode=True).output_size == (rounded_up, rounded_up)


def test_places_behind_the_padding_do_not_count_in_an_average() -> None:
    layer = Layer.of("avg-pool", input_size=3, kernel_size=2, stride=2, ceil_mode=True)
    # By hand: four cells, then two at the edges, then the corner alone.
    assert [layer.divisor(step) for step in layer.steps()] == [4, 2, 2, 1]


@many
@given(
    mode=st.sampled_from(["reflect", "replicate", "circular"]),
    input_size=sizes(1, 6),
    padding=sides,
    kernel_size=sizes(1, 3),
    stride=sizes(1, 2),
    seed=st.integers(0, 99),
)
def test_border_modes_are_numpy_s(mode: str, seed: int, **options: Any) -> None:
    layer = possible("conv", **options, padding_mode=mode)
    names: dict[str, Literal["reflect", "edge", "wrap"]] = {
        "reflect": "reflect",
        "replicate": "edge",
        "circular": "wrap",
    }
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    bordered = np.pad(x, layer.padding.sides, mode=names[mode])
    plain = Layer.of("conv", input_size=bordered.shape, kernel_size=layer.kernel_size, stride=layer.stride)
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), engine.conv(bordered, weights, plain))


@pytest.mark.parametrize(("mode", "most"), [("reflect", 3), ("circular", 4)])
def test_no_more_is_copied_than_there_is(mode: str, most: int) -> None:
    assert Layer.of("conv", input_size=4, padding=most, padding_mode=mode)
    with pytest.raises(ConvanimError, match=f"more than the {most} cells"):
        Layer.of("conv", input_size=4, padding=most + 1, padding_mode=mode)


def test_copies_are_padding_with_a_source() -> None:
    layer = Layer.of("conv", input_size=3, kernel_size=3, padding=1, padding_mode="reflect")
    corner = next(layer.steps()).taps[0]
    assert (corner.kind, corner.input) == ("padding", (1, 1))


@many
@given(
    name=st.sampled_from(["same", "same-lower", "valid"]),
    input_size=sizes(1, 8),
    kernel_size=sizes(1, 5),
    stride=sizes(1, 4),
    dilation=sizes(1, 2),
    seed=st.integers(0, 99),
)
def test_named_paddings_of_conv_are_onnx_s(name: str, seed: int, **options: Any) -> None:
    layer = possible("conv", **options, padding=name)
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    # onnxruntime names no padding for dilated kernels: it gets the kernel with zeros in its gaps.
    (down, across), (rows, columns) = layer.dilation, layer.kernel_size
    gapped = np.zeros((down * (rows - 1) + 1, across * (columns - 1) + 1), np.float32)
    gapped[::down, ::across] = weights
    # A kernel smaller than its stride: onnxruntime crops the input, TensorFlow does not, and it is followed.
    assume(name == "valid" or all(size >= stride for size, stride in zip(gapped.shape, layer.stride, strict=True)))
    theirs = engine.layer(
        "Conv",
        [x, gapped],
        auto_pad={"same": "SAME_UPPER", "same-lower": "SAME_LOWER", "valid": "VALID"}[name],
        strides=list(layer.stride),
        kernel_shape=list(gapped.shape),
    )
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), theirs)


# TensorFlow's words (tf.nn, "Notes on padding"): pad_along_height = max((out_height - 1) * strides + filter - in, 0).
def test_same_never_crops_the_input() -> None:
    layer = Layer.of("conv", input_size=4, kernel_size=1, stride=4, padding="same")
    assert layer.padding.sides == ((0, 0), (0, 0))
    assert layer.output_size == (1, 1)


# Engines disagree here: Keras and the ONNX specification crop the odd cell of SAME_UPPER at the end, and so do we.
@many
@given(
    name=st.sampled_from(["same", "same-lower", "valid"]),
    input_size=sizes(1, 5),
    kernel_size=sizes(1, 5),
    stride=sizes(1, 4),
    seed=st.integers(0, 99),
)
def test_named_paddings_of_transpose_are_onnx_s(name: str, seed: int, **options: Any) -> None:
    layer = possible("transpose", **options, padding=name)
    assume(name == "valid" or min(k - s for k, s in zip(layer.kernel_size, layer.stride, strict=True)) >= 0)
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    theirs = engine.layer(
        "ConvTranspose",
        [x, weights],
        auto_pad={"same": "SAME_UPPER", "same-lower": "SAME_LOWER", "valid": "VALID"}[name],
        strides=list(layer.stride),
        kernel_shape=list(layer.kernel_size),
    )
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), theirs)


@given(input_size=st.integers(1, 6), kernel_size=st.integers(1, 6), stride=st.integers(1, 5))
def test_same_makes_a_transposed_output_of_input_times_stride(**options: int) -> None:
    layer = Layer.of("transpose", **options, padding="same")
    assert layer.output_size == (options["input_size"] * options["stride"],) * 2


# Section 2.3 of arXiv:1603.07285: half padding keeps the size for odd kernels, full padding adds k - 1.
@given(input_size=st.integers(1, 9), kernel_size=st.integers(1, 9))
def test_half_and_full(**options: int) -> None:
    size, kernel_size = options["input_size"], options["kernel_size"]
    half = Layer.of("conv", **options, padding="half").output_size[0]
    assert half == (size if kernel_size % 2 else size + 1)
    assert Layer.of("conv", **options, padding="full").output_size[0] == size + kernel_size - 1


@many
@given(input_size=st.integers(1, 9), kernel_size=st.integers(1, 4), dilation=st.integers(1, 3), seed=st.integers(0, 99))
def test_causal_conv_reads_no_future(seed: int, **options: int) -> None:
    layer = Layer.of("conv", **options, dim=1, padding="causal")
    assert layer.output_size == layer.input_size
    for step in layer.steps():
        assert all(tap.input is None or tap.input <= step.output for tap in step.taps)
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), engine.conv(x, weights, layer))


@many
@given(
    operation=st.sampled_from(["conv", "transpose"]),
    input_size=st.integers(1, 8),
    kernel_size=st.integers(1, 4),
    stride=st.integers(1, 3),
    padding=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    seed=st.integers(0, 99),
)
def test_one_dimension_is_the_engine_s(operation: str, seed: int, padding: tuple[int, int], **options: int) -> None:
    layer = possible(operation, **options, dim=1, padding=f"{padding[0]}:{padding[1]}")
    assert all(len(step.output) == 1 for step in layer.steps())
    x, weights = numbers(layer.input_size, seed), numbers(layer.kernel_size, seed + 1)
    judge = engine.conv if operation == "conv" else engine.transpose
    np.testing.assert_array_equal(sum_of_taps(layer, x, weights), judge(x, weights, layer))


@pytest.mark.parametrize(
    ("operation", "options", "message"),
    [
        ("max-pool", {"padding": 2}, "padding 2 is not less than the kernel of 2"),
        ("avg-pool", {"dilation": 2}, "avg-pool takes no option 'dilation'"),
        ("conv", {"padding": "causal"}, "causal padding needs an axis of time"),
        ("transpose", {"padding": "causal", "dim": 1}, "causal padding belongs to convolution"),
        ("transpose", {"padding": "same", "stride": 2, "output_padding": 1}, "settles the output's size"),
        ("conv", {"dim": 1, "kernel_size": "3x5"}, "has no rows, but 3x5 has"),
        ("conv", {"dim": 3}, "dim: '3' is not a whole number from 1 to 2"),
        ("conv", {"padding": "sane"}, "there is no padding called 'sane'"),
        ("conv", {"padding": "1:2:3"}, "'1:2:3' is not a padding"),
        ("conv", {"padding": ((1, 2), (3, "x"))}, "is not a padding"),
        ("conv", {"padding_mode": "mirror"}, "padding_mode: there is no 'mirror'"),
        ("transpose", {"padding_mode": "reflect"}, "transpose takes no option 'padding_mode'"),
    ],
)
def test_what_no_framework_would_take(operation: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ConvanimError, match=message):
        Layer.of(operation, **options)


@pytest.mark.parametrize(
    ("written", "padding"),
    [
        ("1", ((1, 1), (1, 1))),
        ("1:2", ((1, 2), (1, 2))),
        ("0:1x2:2", ((0, 1), (2, 2))),
        ("1x2", ((1, 1), (2, 2))),
        ("0:1x2", ((0, 1), (2, 2))),
        ((1, 2), ((1, 1), (2, 2))),
        ([[0, 1], [2, 2]], ((0, 1), (2, 2))),
        (3, ((3, 3), (3, 3))),
    ],
)
def test_paddings_as_people_write_them(written: object, padding: object) -> None:
    assert Layer.of("conv", input_size=9, padding=written).padding.sides == padding


def test_pooling_steps_by_its_kernel_unless_told_otherwise() -> None:
    assert Layer.of("max-pool", kernel_size=(2, 3)).stride == (2, 3)
    assert Layer.of("avg-pool").kernel_size == (2, 2)


# Every language says of every operation what English says.
@pytest.mark.parametrize("name", operations.names())
def test_an_operation_says_all_of_itself(name: str) -> None:
    definition = operations.load(name)
    protocol = operations.Operation
    asked = {*protocol.__annotations__, *(each for each in vars(protocol) if not each.startswith("_"))}
    assert {each for each in asked if not hasattr(definition, each)} == set()
    assert set(definition.WORDS) == set(language.names())
    for words in definition.WORDS.values():
        assert words.keys() == definition.WORDS["en"].keys()
    assert {"title", "step", *(["step_turned"] if definition.HAS_WEIGHTS else [])} <= definition.WORDS["en"].keys()
    if definition.INVERSE is not None:
        assert name == operations.load(definition.INVERSE).INVERSE
