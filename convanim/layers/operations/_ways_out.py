"""Ways out of an impossible layer: only those that lead out, tried before they are told."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from convanim.geometry.axis import Axis
from convanim.layers.operations import LayerAxis, RefusedError

Way = Mapping[str, int]
"""The options to change together, and their values; a padding is that of both sides."""

_CALLED = {"input_size": "an input of", "kernel_size": "a kernel of"}
_LEAST = {"padding": 0, "output_padding": 0}
_MOST = 1 << 40


def ways_out(layer: LayerAxis, axis: Callable[[LayerAxis], Axis], ways: Sequence[Way], others: Sequence[str]) -> str:
    """A hint of those ``ways`` that ``axis`` accepts, of the smallest input that it accepts, and of ``others``.

    Where nothing is enough alone, the first way is told with the input that it needs.
    """

    def works(way: Way) -> bool:
        changes: dict[str, Any] = dict(way)
        if "padding" in way:
            changes["padding"] = (way["padding"], way["padding"])
        if any(value < _LEAST.get(name, 1) for name, value in way.items()):
            return False
        try:
            axis(layer._replace(**changes))
        except RefusedError:
            return False
        return True

    def with_input(way: Way) -> list[Way]:
        """``way`` and the smallest input with which it leads out; nothing where no input does."""
        low, high = layer.input_size, _MOST
        if not works({**way, "input_size": high}):
            return []
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if works({**way, "input_size": middle}) else (middle + 1, high)
        return [{**way, "input_size": low}]

    def largest(way: Way) -> Way:
        """The largest dilation between that of ``way`` and the layer's: rounding up lets some windows hang over."""
        if "dilation" not in way:
            return way
        low, high = way["dilation"], layer.dilation
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if works({"dilation": middle}) else (low, middle)
        return {"dilation": low}

    def told(way: Way) -> str:
        return " with ".join(f"{_CALLED.get(name, name)} {value}{bound(way, name)}" for name, value in way.items())

    def bound(way: Way, name: str) -> str:
        """Whether all smaller or all larger values would do as well: those that do are one span."""
        least = _LEAST.get(name, 1)
        if name in _CALLED or name == "stride":
            return ""  # Any larger one would do, and nobody asks for it.
        if way[name] > least and works({**way, name: least}):
            return " or less"
        return " or more" if works({**way, name: _MOST}) else ""

    found = [largest(way) for way in ways if works(way)] + with_input({}) or with_input(ways[0])
    words = [*map(told, found), *others]
    listed = f"{', '.join(words[:-1])}, or " if len(words) > 1 else ""
    return f"use {listed}{words[-1]}."
