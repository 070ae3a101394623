"""A layer: one operation and its sizes, checked, whichever door they came through."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self

from convanim.errors import ConvanimError, IdleOptionError, about
from convanim.geometry import steps as geometry
from convanim.geometry.axis import Axis, PaddingMode
from convanim.geometry.steps import Step
from convanim.layers import operations
from convanim.layers.operations import LayerAxis, Operation, RefusedError
from convanim.layers.operations._ways_out import ways_out
from convanim.options import sizes, table
from convanim.options.sizes import Sides, Size

COPIES = ("reflect", "replicate", "circular")
"""The modes of padding that copy cells of the input."""
MOST_STEPS = 20_000
MOST_TAPS = 100_000_000

_SIZES = ("input_size", "kernel_size", "stride", "dilation", "output_padding")
_USUAL_INPUT = 4
_AXIS_NAMES = {1: ("cells",), 2: ("rows", "columns")}


class Padding(NamedTuple):
    """The border of a layer."""

    name: str | None
    """What it was called ("same"), where it was not given in numbers."""
    sides: Sides


class Channels(NamedTuple):
    """How many channels a layer has. Its windows are the same in each of them."""

    inputs: int = 1
    outputs: int = 1
    groups: int = 1


_ONE_CHANNEL = Channels()


@dataclass(frozen=True, kw_only=True)
class Layer:
    """An operation and its sizes, a number for each axis; make one with ``Layer.of``."""

    operation: str
    input_size: Size
    kernel_size: Size
    stride: Size
    padding: Padding
    dilation: Size
    output_padding: Size
    padding_mode: PaddingMode = "zeros"
    ceil_mode: bool = False
    count_include_pad: bool = True
    channels: Channels = _ONE_CHANNEL

    @classmethod
    def of(cls, operation: str, **given: object) -> "Layer":
        """The layer of an operation with these options; the others take their defaults.

        Raises ConvanimError for what no framework would compute.
        """
        module = operations.load(operation)
        chosen = {name: value for name, value in given.items() if value is not None}
        values = table.read({**module.DEFAULTS, **chosen}, table.of_layer(module.OPTIONS), operation)
        name = values["padding"] if isinstance(values["padding"], str) else None
        axes = _axes(values, name)
        if name == "causal" and len(axes) > 1:
            raise ConvanimError(
                "causal padding needs an axis of time.", "use it in one dimension (--dim 1).", "padding"
            )
        counts = {}
        if operations.takes(operation, "count_include_pad"):
            counts["count_include_pad"] = values.get("count_include_pad", _usually_counts(name))
        settled = [_settled(axis, module, sized="input_size" in values) for axis in axes]
        layer = cls.of_axes(operation, settled, **counts)
        if not has_border(name or layer.padding.sides) and layer.padding_mode in COPIES:
            raise IdleOptionError(
                f"padding_mode {layer.padding_mode} has no effect: the padding is 0.",
                "leave out padding_mode, or give a padding that it fills.",
                "padding_mode",
            )
        return layer

    @classmethod
    def of_axes(cls, operation: str, axes: Sequence[LayerAxis], **others: Any) -> Self:
        """The layer with these axes, however many, which have a padding's name, its mode and rounding in common."""
        first = axes[0]
        each: dict[str, Any] = {name: tuple(getattr(axis, name) for axis in axes) for name in _SIZES}
        return cls(
            operation=operation,
            **each,
            padding=Padding(first.padding_name, tuple(axis.padding for axis in axes)),
            padding_mode=first.padding_mode,
            ceil_mode=first.ceil_mode,
            **others,
        )

    def __post_init__(self) -> None:
        _ = self.axes  # What cannot be is refused here, before anything is drawn.

    @property
    def dim(self) -> int:
        """The number of axes."""
        return len(self.input_size)

    @property
    def parameters(self) -> tuple[LayerAxis, ...]:
        """What the layer says of each of its axes."""
        return tuple(
            LayerAxis(
                **{name: getattr(self, name)[which] for name in _SIZES},
                padding=self.padding.sides[which],
                padding_name=self.padding.name,
                padding_mode=self.padding_mode,
                ceil_mode=self.ceil_mode,
            )
            for which in range(self.dim)
        )

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The arithmetic of each axis."""
        return tuple(map(self._axis, self.parameters, self.axis_names))

    @property
    def axis_names(self) -> tuple[str, ...]:
        """What people call its axes; along a single one there are just cells."""
        return _AXIS_NAMES.get(self.dim) or tuple(f"axis {number}" for number in range(self.dim))

    @property
    def definition(self) -> Operation:
        """What the operation says of itself."""
        return operations.load(self.operation)

    @property
    def output_size(self) -> Size:
        """Of what the layer returns."""
        return tuple(axis.output_size for axis in self.axes)

    @property
    def steps_count(self) -> int:
        """The number of output elements."""
        return math.prod(self.output_size)

    @property
    def border(self) -> str:
        """What a cell of padding counts as: "zero", "left out", "copy", or the sign that stands in it ("−∞")."""
        if self.padding_mode != "zeros":
            return "copy"
        return self.definition.BORDER if self.count_include_pad else "left out"

    @property
    def border_sign(self) -> str:
        """What stands in a cell of padding that holds no copy: "0", "−∞", or nothing where it does not count."""
        return {"zero": "0", "copy": "0", "left out": ""}.get(self.border, self.border)

    def steps(self, *, limit: bool = True) -> Iterator[Step]:
        """Every step of the arithmetic, in row-major order of the output."""
        if limit:
            self.refuse_absurd_counts()
        return geometry.steps(self.axes)

    def divisor(self, step: Step) -> int | None:
        """By how many an average divides the sum of a step; None for what is no average."""
        kinds = (tap.kind for tap in step.taps)
        return self.definition.divisor(kinds, count_include_pad=self.count_include_pad)

    @property
    def said_count_include_pad(self) -> bool | None:
        """``count_include_pad`` where the layer has it and it is not what it would be if nothing were said of it."""
        if not operations.takes(self.operation, "count_include_pad"):
            return None
        return self.count_include_pad if self.count_include_pad != _usually_counts(self.padding.name) else None

    def refuse_absurd_counts(self) -> None:
        """Raise ConvanimError for more steps or taps than anybody would look at."""
        steps = self.steps_count
        if steps > MOST_STEPS:
            raise ConvanimError(
                f"an output of {_counted(self.output_size)} takes {steps:,} steps, which is more than {MOST_STEPS:,}.",
                "use a smaller input or a larger stride, or no limit (--no-limit).",
            )
        taps = steps * math.prod(self.kernel_size)
        if taps > MOST_TAPS:
            raise ConvanimError(
                f"{steps:,} steps of a kernel of {_counted(self.kernel_size)} read {taps:,} cells, which is more than "
                f"{MOST_TAPS:,}.",
                "use a smaller kernel, or no limit (--no-limit).",
            )

    def _axis(self, given: LayerAxis, called: str) -> Axis:
        axis = self.definition.axis
        try:
            return axis(given)
        except RefusedError as error:
            where = f"{called}: " if self.dim > 1 else ""
            hint = ways_out(given, axis, error.ways, error.others)
            raise ConvanimError(f"{where}{error.message}", hint, error.option) from None


def _usually_counts(padding_name: str | None) -> bool:
    """Whether an average counts padding: it does in PyTorch, and not in the SAME of TensorFlow, Keras and ONNX."""
    return padding_name not in ("same", "same-lower")


def has_border(padding: object) -> bool:
    """Whether a padding, a name or numbers, adds cells, for some size of input at least."""
    if isinstance(padding, str) and padding in table.PADDING_NAMES:
        return padding != "valid"
    return any(map(any, sizes.parse_sides(padding, "padding", ())))


def _axes(values: dict[str, Any], padding_name: str | None) -> list[LayerAxis]:
    """What the options say of each axis."""
    dim = values["dim"]
    listed = {}
    for name, value in values.items():
        if isinstance(value, tuple):
            with about(name):
                listed[name] = sizes.for_axes(value, dim, name)
    listed.setdefault("stride", listed["kernel_size"])
    shared: dict[str, Any] = {name: values[name] for name in ("padding_mode", "ceil_mode") if name in values}
    shared["padding_name"] = padding_name
    return [LayerAxis(**shared, **{name: each[which] for name, each in listed.items()}) for which in range(dim)]


def _settled(axis: LayerAxis, module: Operation, *, sized: bool) -> LayerAxis:
    """The axis with numbers in the place of its padding's name, and with an input where none is given."""

    def numbered(axis: LayerAxis) -> LayerAxis:
        return axis if axis.padding_name is None else module.named_padding(axis.padding_name, axis)

    if sized:
        return numbered(axis)
    # What is called "same" depends on the input.
    usual = module.default_input_size(numbered(axis._replace(input_size=_USUAL_INPUT)))
    return numbered(axis._replace(input_size=usual))


def _counted(size: Size) -> str:
    return " × ".join(f"{each:,}" for each in size)
