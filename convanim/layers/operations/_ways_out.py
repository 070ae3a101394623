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
    search = _Search(layer, axis)
    leading = [search.largest(way) for way in ways if search.works(way)]
    leading = leading + search.with_input({}) or search.with_input(ways[0])
    words = [*map(search.written, leading), *others]
    listed = f"{', '.join(words[:-1])}, or " if len(words) > 1 else ""
    return f"use {listed}{words[-1]}."


class _Search:
    """Tries ways on a layer."""

    def __init__(self, layer: LayerAxis, axis: Callable[[LayerAxis], Axis]) -> None:
        self._layer, self._axis = layer, axis

    def works(self, way: Way) -> bool:
        """Whether the layer is possible with these changes."""
        changes: dict[str, Any] = dict(way)
        if "padding" in way:
            changes["padding"] = (way["padding"], way["padding"])
        if any(value < _LEAST.get(name, 1) for name, value in way.items()):
            return False
        try:
            self._axis(self._layer._replace(**changes))
        except RefusedError:
            return False
        return True

    def with_input(self, way: Way) -> list[Way]:
        """``way`` and the smallest input with which it leads out; nothing where no input does."""
        low, high = self._layer.input_size, _MOST
        if not self.works({**way, "input_size": high}):
            return []
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.works({**way, "input_size": middle}) else (middle + 1, high)
        return [{**way, "input_size": low}]

    def largest(self, way: Way) -> Way:
        """The largest dilation between that of ``way`` and the layer's: rounding up lets some windows hang over."""
        if "dilation" not in way:
            return way
        low, high = way["dilation"], self._layer.dilation
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.works({"dilation": middle}) else (low, middle)
        return {"dilation": low}

    def written(self, way: Way) -> str:
        """A way in words: ``padding 2 or less``."""
        return " with ".join(
            f"{_CALLED.get(name, name)} {value}{self._bound(way, name)}" for name, value in way.items()
        )

    def _bound(self, way: Way, name: str) -> str:
        """Whether all smaller or all larger values would do as well: those that do are one span."""
        least = _LEAST.get(name, 1)
        if name in _CALLED or name == "stride":
            return ""  # Any larger one would do, and nobody asks for it.
        if way[name] > least and self.works({**way, name: least}):
            return " or less"
        return " or more" if self.works({**way, name: _MOST}) else ""
