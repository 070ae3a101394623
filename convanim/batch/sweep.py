"""Sweeps: one table, a figure for every combination of the values that it lists."""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence

from convanim.errors import ConvanimError
from convanim.options.table import LAYER

_SHORT = {option.name: option.short for option in LAYER if option.short}


def size(sweep: Mapping[str, Sequence[object]]) -> int:
    """The number of combinations."""
    return math.prod(len(values) for values in sweep.values())


def combinations(sweep: Mapping[str, Sequence[object]]) -> Iterator[tuple[str, dict[str, object]]]:
    """Every combination with the end of its figure's name, the last option changing first."""
    for values in itertools.product(*sweep.values()):
        chosen = dict(zip(sweep, values, strict=True))
        yield "".join(f"-{_called(name)}{written(value)}" for name, value in chosen.items()), chosen


def _called(name: str) -> str:
    """``s`` of stride 2 makes s2; what has no letter keeps its name, as in theme-dark."""
    return _SHORT.get(name) or f"{name}-"


def written(value: object) -> str:
    """A value in letters that do for a file's name."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        nested = any(isinstance(each, (list, tuple)) for each in value)
        joined = "x".join(written(each).replace("x", "-") if nested else written(each) for each in value)
        return joined or "none"
    return re.sub(r"[^\w.-]+", "-", str(value).replace("×", "x")).strip("-.") or "none"


def refuse_what_is_none(sweep: object) -> None:
    """Raise ConvanimError for a sweep that is not options with lists of values."""
    hint = "write lists of values: sweep = { stride = [1, 2], padding = [0, 1] }."
    if not isinstance(sweep, dict):
        raise ConvanimError(f"sweep: {str(sweep)[:40]!r} is no table of options.", hint, "sweep")
    for name, values in sweep.items():
        if not isinstance(values, list) or not values:
            raise ConvanimError(f"sweep: {name} is {str(values)[:40]!r} and not a list of values.", hint, "sweep")
