"""The command that draws a figure, for the file that the figure is in."""

import shlex
from collections.abc import Mapping

from convanim import options
from convanim.layer import Layer
from convanim.told import command_line


def command_of(layer: Layer, look: Mapping[str, object]) -> str:
    """The shortest command line that draws ``layer`` in this look again, without the name of a file."""
    told = command_line(layer)
    for each in (*options.VIEW, *options.LOOK):
        value = look[each.name]
        usual = each.read(each.default, each.name) if each.default is not None else None
        if value == usual or value is None:
            continue
        dashed = each.name.replace("_", "-")
        told += (
            f" --{'' if value else 'no-'}{dashed}"
            if each.flag
            else f" --{dashed} {shlex.quote(_written(value, each.name))}"
        )
    return told


def _written(value: object, name: str) -> str:
    if isinstance(value, tuple) and isinstance(value[0], int):
        return ("x" if name == "storyboard" else ":").join(map(str, value))
    return _rows(value) if hasattr(value, "__len__") and not isinstance(value, str) else str(value)


def _rows(value: object) -> str:
    rows = [row if hasattr(row, "__len__") else [row] for row in value]  # type: ignore[attr-defined]
    return "; ".join(" ".join(f"{float(each):.12g}" for each in row) for row in rows)
