"""A layer: one operation and its sizes, checked, whichever door they came through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from convanim.errors import ConvanimError, IdleOptionError
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

# What the rows of a layer of one dimension are: a single cell that is copied.
_NO_ROWS = {
    "input_size": 1,
    "kernel_size": 1,
    "stride": 1,
    "padding": (0, 0),
    "dilation": 1,
    "output_padding": 0,
}


@dataclass(frozen=True, kw_only=True)
class Layer:
    """An operation and its sizes as (rows, columns); make one with ``Layer.of``.

    A layer of one dimension has a single row.
    """

    operation: str
    dim: int = 2
    input_size: Size
    kernel_size: Size
    stride: Size
    padding: Sides
    padding_name: str | None = None
    """What the padding was called ("same"), where it was not given in numbers."""
    dilation: Size = (1, 1)
    output_padding: Size = (0, 0)
    padding_mode: PaddingMode = "zeros"
    ceil_mode: bool = False
    count_include_pad: bool = True

    @classmethod
    def of(cls, operation: str, **given: object) -> "Layer":
        """The layer of an operation with these options; the others take their defaults.

        Raises ConvanimError for what no framework would compute.
        """
        module = operations.load(operation)
        chosen = {name: value for name, value in given.items() if value is not None}
        values = table.read({**module.DEFAULTS, **chosen}, table.of_layer(module.OPTIONS), operation)
        if values["dim"] == 1:
            _leave_out_rows(values)
        values.setdefault("stride", values["kernel_size"])
        _settle_input_and_padding(values, module)
        if operations.takes(operation, "count_include_pad"):
            values.setdefault("count_include_pad", _usually_counts(values.get("padding_name")))
        layer = cls(operation=operation, **values)
        if not has_border(layer.padding, layer.padding_name) and layer.padding_mode in COPIES:
            raise IdleOptionError(
                f"padding_mode {layer.padding_mode} has no effect: the padding is 0.",
                "leave out padding_mode, or give a padding that it fills.",
                "padding_mode",
            )
        return layer

    def __post_init__(self) -> None:
        _ = self.axes  # What cannot be is refused here, before anything is drawn.

    @cached_property
    def axes(self) -> tuple[Axis, Axis]:
        """The arithmetic of the rows and of the columns."""
        return self._axis(0), self._axis(1)

    @property
    def definition(self) -> Operation:
        """What the operation says of itself."""
        return operations.load(self.operation)

    @property
    def output_size(self) -> Size:
        """(rows, columns) of what the layer returns."""
        rows, columns = self.axes
        return rows.output_size, columns.output_size

    @property
    def steps_count(self) -> int:
        """The number of output elements."""
        rows, columns = self.output_size
        return rows * columns

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
        return self.count_include_pad if self.count_include_pad != _usually_counts(self.padding_name) else None

    def axis_of(self, which: int) -> LayerAxis:
        """What the layer says of its rows (0) or its columns (1)."""
        return _layer_axis(vars(self), which)

    def refuse_absurd_counts(self) -> None:
        """Raise ConvanimError for more steps or taps than anybody would look at."""
        steps = self.steps_count
        if steps > MOST_STEPS:
            rows, columns = self.output_size
            raise ConvanimError(
                f"an output of {rows:,} × {columns:,} takes {steps:,} steps, which is more than {MOST_STEPS:,}.",
                "use a smaller input or a larger stride, or no limit (--no-limit).",
            )
        taps = steps * self.kernel_size[0] * self.kernel_size[1]
        if taps > MOST_TAPS:
            raise ConvanimError(
                f"{steps:,} steps of a kernel of {self.kernel_size[0]:,} × {self.kernel_size[1]:,} read {taps:,} "
                f"cells, which is more than {MOST_TAPS:,}.",
                "use a smaller kernel, or no limit (--no-limit).",
            )

    def _axis(self, which: int) -> Axis:
        axis, given = self.definition.axis, self.axis_of(which)
        try:
            return axis(given)
        except RefusedError as error:
            where = "" if self.dim == 1 else f"{('rows', 'columns')[which]}: "
            hint = ways_out(given, axis, error.ways, error.others)
            raise ConvanimError(f"{where}{error.message}", hint, error.option) from None


def _usually_counts(padding_name: str | None) -> bool:
    """Whether an average counts padding: it does in PyTorch, and not in the SAME of TensorFlow, Keras and ONNX."""
    return padding_name not in ("same", "same-lower")


def has_border(padding: object, name: str | None = None) -> bool:
    """Whether a padding, called ``name`` where it has a name, adds cells, for some size of input at least."""
    if isinstance(padding, str) and padding in table.PADDING_NAMES:
        name = padding
    if name is not None:
        return name != "valid"
    return any(map(any, sizes.parse_sides(padding, "padding", ())))


def _leave_out_rows(values: dict[str, Any]) -> None:
    for name, none in _NO_ROWS.items():
        value = values.get(name)
        if value is None or isinstance(value, str):
            continue
        rows, columns = value
        if rows != columns:
            shown = sizes.written_sides(value) if name == "padding" else sizes.written(value)
            raise ConvanimError(
                f"{name}: a layer of one dimension has no rows, but {shown} has.",
                "write one number, or leave out dim.",
                name,
            )
        values[name] = (none, columns)


def _settle_input_and_padding(values: dict[str, Any], module: operations.Operation) -> None:
    """Put numbers in the place of a padding's name, and choose the input where none is given."""
    name = values["padding"] if isinstance(values["padding"], str) else None
    if name is not None:
        values |= {"padding_name": name, "padding": ((0, 0), (0, 0))}
    if name == "causal" and values["dim"] != 1:
        raise ConvanimError("causal padding needs an axis of time.", "use it in one dimension (--dim 1).", "padding")
    settled = []
    for which in range(2):
        axis = _layer_axis({"input_size": (4, 4), **values}, which)
        if values["dim"] == 1 and which == 0:
            settled.append(axis._replace(input_size=1))
            continue
        named = module.named_padding(name, axis) if name is not None else axis
        if "input_size" not in values:
            axis = axis._replace(input_size=module.default_input_size(named))
            named = module.named_padding(name, axis) if name is not None else axis
        settled.append(named)
    for option in ("input_size", "padding", *(["output_padding"] if "output_padding" in values else [])):
        values[option] = tuple(getattr(each, option) for each in settled)


def _layer_axis(values: Mapping[str, Any], which: int) -> LayerAxis:
    given = {name: values[name] for name in LayerAxis._fields if name in values}
    return LayerAxis(**{name: value[which] if isinstance(value, tuple) else value for name, value in given.items()})
