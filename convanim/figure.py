"""A figure: one validated description of what to draw, whichever door it came through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from convanim import geometry, operations, options, output, sizes, theme
from convanim.errors import ConvanimError
from convanim.exporters import Picture
from convanim.geometry import Axis, Step
from convanim.operations import LayerAxis
from convanim.output import Saved
from convanim.scene import Scene
from convanim.sizes import Size
from convanim.views import Labels, Subject, planes

MOST_FRAMES = 20_000
MOST_PIXELS = 100_000_000
MOST_TAPS = 100_000_000
WIDEST_PX = 1200
"""A figure whose unit nobody chose is no wider than this."""

Sides = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A layer and the look of its picture. Sizes are (rows, columns); make one with ``Figure.of``."""

    operation: str
    input_size: Size
    kernel_size: Size
    stride: Size
    padding: Sides
    """((before, after) of the rows, (before, after) of the columns)"""
    dilation: Size
    output_padding: Size = (0, 0)
    theme: str  # its name
    labels: bool
    cell: int | None = None
    """Pixels a unit; None chooses."""
    step_ms: int
    loop: int
    optimize: bool
    limit: bool

    @classmethod
    def of(cls, operation: str, **given: object) -> "Figure":
        """The figure of an operation with these options; the others take their defaults.

        Sizes are a number for both axes, ``"ROWSxCOLUMNS"`` or a pair. Raises ConvanimError for what cannot be drawn.
        """
        values = options.read(given, operations.load(operation).OPTIONS, operation)
        if "input_size" not in values:
            values["input_size"] = _default_input_size(operation, values)
        return cls(operation=operation, **values)

    def __post_init__(self) -> None:
        # What cannot be drawn is refused here, before anything is written.
        _ = self.axes
        theme.load(self.theme)

    @cached_property
    def axes(self) -> tuple[Axis, Axis]:
        """The arithmetic of the rows and of the columns."""
        layer = vars(self)
        return _axis(self.operation, layer, 0), _axis(self.operation, layer, 1)

    @property
    def output_size(self) -> Size:
        """(rows, columns) of what the layer returns."""
        rows, columns = self.axes
        return rows.output_size, columns.output_size

    @property
    def name(self) -> str:
        """A file name without suffix that tells the parameters: ``conv_i5_k3_s2_p1``."""
        sizes_told = [("i", self.input_size), ("k", self.kernel_size), ("s", self.stride), ("p", self._padding_size)]
        sizes_told += [("d", self.dilation), ("op", self.output_padding)]
        usual = {"s": (1, 1), "p": (0, 0), "d": (1, 1), "op": (0, 0)}
        told = [f"{short}{sizes.written(size)}" for short, size in sizes_told if size != usual.get(short)]
        return "_".join([self.operation, *told])

    @property
    def _padding_size(self) -> Size:
        (top, _), (left, _) = self.padding
        return top, left

    def steps(self) -> Iterator[Step]:
        """Every step of the arithmetic, in row-major order of the output."""
        self._refuse_absurd_counts()
        return geometry.steps(*self.axes)

    def scene(self) -> Scene:
        """What is on the page, and when."""
        self._refuse_absurd_counts()
        rows, columns = self.axes
        wide, high = planes.extent(rows, columns)
        cell_px = self.cell or _fitting_cell(wide)
        pixels = round(wide * cell_px) * round(high * cell_px)
        if self.limit and pixels > MOST_PIXELS:
            raise ConvanimError(
                f"the picture would have {pixels:,} pixels, which is more than {MOST_PIXELS:,}.",
                "use a smaller cell or input, or no limit (--no-limit).",
            )
        return planes.draw(Subject(rows, columns, self._words() if self.labels else None, self.step_ms), cell_px)

    def picture(self) -> Picture:
        """The scene and all that a format needs beside it."""
        chosen = theme.load(self.theme)
        return Picture(self.scene(), chosen, self.loop, self.optimize)

    def save(self, path: str | Path) -> Saved:
        """Write the figure to ``path``, in the format that its suffix names; missing folders are made.

        Raises ConvanimError where the suffix is unknown or the figure too large, FailedError where the file cannot
        be written. The file is written whole or not at all.
        """
        return output.save(self.picture(), Path(path))

    def _refuse_absurd_counts(self) -> None:
        if not self.limit:
            return
        rows, columns = self.output_size
        steps = rows * columns
        if steps > MOST_FRAMES:
            raise ConvanimError(
                f"an output of {rows:,} × {columns:,} takes {steps:,} steps, which is more than {MOST_FRAMES:,}.",
                "use a smaller input or a larger stride, or no limit (--no-limit).",
            )
        taps = steps * self.kernel_size[0] * self.kernel_size[1]
        if taps > MOST_TAPS:
            raise ConvanimError(
                f"{steps:,} steps of a kernel of {_by(self.kernel_size)} read {taps:,} cells, "
                f"which is more than {MOST_TAPS:,}.",
                "use a smaller kernel, or no limit (--no-limit).",
            )

    def _words(self) -> Labels:
        told = [
            f"kernel {_by(self.kernel_size)}",
            f"stride {_number(self.stride)}",
            f"padding {_number(self._padding_size)}",
        ]
        if self.dilation != (1, 1):
            told.append(f"dilation {_number(self.dilation)}")
        if self.output_padding != (0, 0):
            told.append(f"output padding {_number(self.output_padding)}")
        return Labels(f"Input {_by(self.input_size)}", f"Output {_by(self.output_size)}", ", ".join(told))


def _default_input_size(operation: str, values: Mapping[str, Any]) -> Size:
    chosen = operations.load(operation).default_input_size
    return chosen(_layer_axis(values, 0)), chosen(_layer_axis(values, 1))


def _layer_axis(values: Mapping[str, Any], which: int) -> LayerAxis:
    """What the options say of the rows (0) or the columns (1)."""
    return LayerAxis(**{name: values[name][which] for name in _LAYER_OPTIONS if name in values})


_LAYER_OPTIONS = LayerAxis._fields


def _axis(operation: str, values: Mapping[str, Any], which: int) -> Axis:
    try:
        return operations.load(operation).axis(_layer_axis(values, which))
    except ConvanimError as error:
        raise ConvanimError(f"{('rows', 'columns')[which]}: {error.message}", error.hint) from None


def _fitting_cell(units: float) -> int:
    """40 pixels, or what keeps the page to its width: 20 gives the crispest picture, whole numbers will do."""
    for crisp in (40, 20):
        if units * crisp <= WIDEST_PX:
            return crisp
    return max(2, int(WIDEST_PX / units))


def _by(size: Size) -> str:
    return f"{size[0]} × {size[1]}"


def _number(size: Size) -> str:
    return str(size[0]) if size[0] == size[1] else _by(size)
