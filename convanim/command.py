"""The command that draws a figure, for the file that the figure is in."""

import shlex
from collections.abc import Mapping

from convanim import options, sources
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
    if name in ("values", "weights"):
        return value if isinstance(value, str) else sources.written(value)  # type: ignore[arg-type]  # rows, once read
    if isinstance(value, tuple):
        return ("x" if name == "storyboard" else ":").join(map(str, value))
    return str(value)
