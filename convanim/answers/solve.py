"""Which layers make one size out of another: the size formulas, turned around.

The search goes axis by axis, in ``solve_search``; here the axes become one layer.
"""

from itertools import product
from typing import Any, NamedTuple

from convanim.answers.solve_search import LARGEST, Question, Ranked, nearest, solutions
from convanim.errors import ConvanimError
from convanim.layers import operations
from convanim.layers.command import command_line
from convanim.layers.labels import size as size_in_words
from convanim.layers.layer import Layer
from convanim.layers.operations import LayerAxis
from convanim.layers.parameters import SETTLES_THE_SIZE
from convanim.options import sizes, table
from convanim.options.sizes import Size

_NARROWING = ("kernel_size", "stride", "padding", "dilation", "output_padding")
TAKEN = ("dim", "input_size", *_NARROWING, "ceil_mode")
"""The options of a layer that can be settled."""
_TRIED = 12
"""How many of the most usual axes are combined where no parameters serve both axes."""
_NEAREST = 3


class Solutions(NamedTuple):
    """The layers that were found, the usual ones first."""

    layers: list[Layer]
    found: int
    """How many there are in all."""


class _Asked(NamedTuple):
    operation: str
    dim: int
    input_size: Size
    output_size: Size
    settled: dict[str, Any]

    def questions(self, *, ceil_mode: bool) -> list[Question]:
        """What is asked of each axis."""
        settled = [
            {name: value[which] if isinstance(value, tuple) else value for name, value in self.settled.items()}
            for which in range(self.dim)
        ]
        return [
            Question(self.operation, given, wanted, **(one | {"ceil_mode": ceil_mode}))
            for given, wanted, one in zip(self.input_size, self.output_size, settled, strict=True)
        ]

    @property
    def roundings(self) -> list[bool]:
        """Whether the size is rounded up; that comes only where nothing else fits."""
        if "ceil_mode" in self.settled:
            return [self.settled["ceil_mode"]]
        return [False, True] if operations.takes(self.operation, "ceil_mode") else [False]

    def layer(self, axes: tuple[LayerAxis, ...]) -> Layer:
        """The layer of these axes, the padding by its name where that was asked."""
        taken = operations.load(self.operation).OPTIONS
        names = [name for name in LayerAxis._fields if name in taken and name not in ("padding_mode", "ceil_mode")]
        given: dict[str, object] = {name: tuple(getattr(axis, name) for axis in axes) for name in names}
        if isinstance(self.settled.get("padding"), str):
            given["padding"] = self.settled["padding"]
        if self.settled.get("padding") in SETTLES_THE_SIZE:
            given["output_padding"] = self.settled.get("output_padding")
        if axes[0].ceil_mode:
            given["ceil_mode"] = True
        return Layer.of(self.operation, dim=self.dim, **given)


def solve(
    operation: str, input_size: object, output_size: object, *, most: int = 20, dim: object = 2, **narrowed: object
) -> Solutions:
    """The layers of an operation that make ``output_size`` out of ``input_size``, at most ``most`` of them.

    ``narrowed`` are options of the layer that are settled, by their whole names. Layers with the same parameters for
    all axes come first; others are looked for only where there are none. Rounding up (``ceil_mode``) is tried only
    where nothing else fits. Raises ConvanimError where nothing is found; its hint has the nearest sizes.
    """
    asked = _asked(operation, {"dim": dim, "input_size": input_size, **narrowed}, output_size)
    for ceil_mode in asked.roundings:
        found = _combined([solutions(each) for each in asked.questions(ceil_mode=ceil_mode)], asked.settled)
        if found:
            return Solutions([asked.layer(axes) for axes in found[:most]], len(found))
    raise _nothing(asked)


def _asked(operation: str, values: dict[str, object], output_size: object) -> _Asked:
    given = {name: value for name, value in values.items() if value is not None}
    listed = tuple(name for name in operations.load(operation).OPTIONS if name in TAKEN)
    read = table.read(given, table.of_layer(listed), f"solve {operation}")
    if "input_size" not in read:
        raise ConvanimError("the size of the input is missing.", "give both sizes: --i 7 --o 14.")
    dim, read["output_size"] = read["dim"], sizes.parse_size(output_size, "output_size", 1)
    spread = {name: _for_axes(value, dim, name) for name, value in read.items()}
    settled = {name: spread[name] for name in given if name not in ("dim", "input_size")}
    return _Asked(operation, dim, spread["input_size"], spread["output_size"], settled)


def _for_axes(value: Any, dim: int, name: str) -> Any:
    return sizes.for_axes(value, dim, name) if isinstance(value, tuple) else value


def _combined(axes: list[Ranked], settled: dict[str, Any]) -> list[tuple[LayerAxis, ...]]:
    """The axes of layers, from the most usual on: those that share all that is not settled, or else any.

    Where the axes are to differ, layers that share the rest are no more usual than others.
    """
    alike: list[dict[tuple[object, ...], tuple[int, LayerAxis]]]
    alike = [{_free(axis, settled): (cost, axis) for cost, axis in ranked} for ranked in axes]
    shared = [[each[free] for each in alike] for free in alike[0] if all(free in each for each in alike)]
    found = {tuple(axis for _, axis in each): sum(cost for cost, _ in each) for each in shared}
    if not found or any(isinstance(value, tuple) and len(set(value)) > 1 for value in settled.values()):
        for each in product(*(ranked[:_TRIED] for ranked in axes)):
            chosen = tuple(axis for _, axis in each)
            found[chosen] = sum(cost for cost, _ in each) + 10 * _differences(chosen)
    return sorted(found, key=lambda chosen: found[chosen])


def _free(axis: LayerAxis, settled: dict[str, Any]) -> tuple[object, ...]:
    return tuple(None if name in settled else getattr(axis, name) for name in _NARROWING)


def _differences(axes: tuple[LayerAxis, ...]) -> int:
    return sum(len({getattr(axis, name) for axis in axes}) - 1 for name in _NARROWING)


def _nothing(asked: _Asked) -> ConvanimError:
    narrowed = ", ".join(f"{name} {_shown(name, value)}" for name, value in asked.settled.items())
    tried = ", ".join(f"{name} {most}" for name, most in LARGEST.items() if name in _searched(asked))
    message = (
        f"no {asked.operation}{f' with {narrowed}' if narrowed else ''} makes {size_in_words(asked.output_size)} "
        f"out of {size_in_words(asked.input_size)}{f' (tried up to {tried})' if tried else ''}."
    )
    near = _nearest_layers(asked)
    if not near:
        # What cannot be is refused there, and with better words.
        Layer.of(asked.operation, dim=asked.dim, input_size=asked.input_size, **asked.settled)
        return ConvanimError(message, "settle fewer of the parameters.")
    listed = ", ".join(f"{size_in_words(layer.output_size)} ({command_line(layer)})" for layer in near)
    return ConvanimError(message, f"the nearest {'within these bounds' if tried else 'that can be had'}: {listed}.")


def _nearest_layers(asked: _Asked) -> list[Layer]:
    """A layer for each of the nearest output sizes."""
    found: dict[Size, tuple[int, Layer]] = {}
    for ceil_mode in asked.roundings:
        questions = asked.questions(ceil_mode=ceil_mode)
        near = [nearest(each, _NEAREST) for each in questions]
        for chosen in product(*near):
            if len(set(questions)) == 1 and len(set(chosen)) > 1:
                continue
            combined = _combined([axes[size] for axes, size in zip(near, chosen, strict=True)], asked.settled)
            distance = sum(abs(a - b) for a, b in zip(chosen, asked.output_size, strict=True))
            found.setdefault(chosen, (distance, asked.layer(combined[0])))
    return [layer for _, layer in sorted(found.values(), key=lambda each: each[0])[:_NEAREST]]


def _searched(asked: _Asked) -> set[str]:
    return set(operations.load(asked.operation).OPTIONS) - set(asked.settled)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool | str):
        return str(value).lower()
    return sizes.written_sides(value) if name == "padding" else sizes.written(value)
