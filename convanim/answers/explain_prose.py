"""The facts of a layer in sentences, for people to read in a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from convanim.answers import explain
from convanim.answers.explain import AxisFacts, Rounding, Unread
from convanim.answers.explain_ascii import key, sketch
from convanim.layers import labels as words
from convanim.layers.command import command_line
from convanim.layers.layer import Layer
from convanim.layers.operations import LayerAxis

_MOST_NUMBERS = 8
_TITLES = {"cells": "The axis"}
_SINGULAR = {"rows": "row", "columns": "column", "rows and columns": "row and column", "cells": "cell"}


def prose(layer: Layer) -> str:
    """Everything that ``explain`` knows of a layer."""
    from convanim.frameworks import spellings

    sizes = f"Input {words.size(layer.input_size)} → Output {words.size(layer.output_size)}"
    parts = [f"{layer.operation}: {sizes}\n  {', '.join(words.parameters(layer))}"]
    parts += [_axis(layer, facts, given) for facts, given in _different_axes(layer)]
    parts += [_pair(layer), _section("In code", _aligned(spellings(layer).items())), _drawing(layer)]
    return "\n\n".join(part for part in parts if part)


def _different_axes(layer: Layer) -> list[tuple[AxisFacts, LayerAxis]]:
    """The axes with what the layer says of each; only one where they are alike."""
    told, given = explain.axes(layer), layer.parameters
    if len(set(given)) == 1:
        return [(replace(told[0], axis=" and ".join(layer.axis_names)), given[0])]
    return list(zip(told, given, strict=True))


def _axis(layer: Layer, facts: AxisFacts, given: LayerAxis) -> str:
    told = [
        ("size", f"{facts.formula}\n  = {facts.numbers}"),
        ("border", "\n".join(_transposed_border(facts, given) if layer.definition.SCATTERS else _border(layer, facts))),
        ("inserted", _inserted(facts)),
        ("rounding up", _rounded(facts.rounding)),
        ("never read", "\n".join(_unread(each, facts.axis) for each in facts.unread) or "nothing"),
    ]
    title = _TITLES.get(facts.axis, facts.axis.capitalize())
    return _section(title, _aligned((name, text) for name, text in told if text))


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *(f"  {line}".rstrip() for line in lines)])


def _border(layer: Layer, facts: AxisFacts) -> Iterator[str]:
    before, after = facts.border
    if before or after:
        copies = f"copies of input cells ({layer.padding_mode})"
        what = {"zero": "zeros", "left out": "cells that do not count", "copy": copies}
        named = what.get(layer.border, f"cells of {layer.border}")
        yield f"{before} before the input and {after} after it: {named}"


def _transposed_border(facts: AxisFacts, given: LayerAxis) -> Iterator[str]:
    reach = f"d × (k − 1) − p = {given.dilation} × ({given.kernel_size} − 1)"
    sides = dict(
        zip(("before the input", "after the input"), zip(facts.border, given.padding, strict=True), strict=True)
    )
    if len(set(sides.values())) == 1:
        sides = {"on each side": sides["after the input"]}
    for side, (places, padding) in sides.items():
        found = f"crops {_counted(-places, 'place')}" if places < 0 else _counted(places, "zero")
        yield f"{side}, {reach} − {padding} = {_signed(places)}: {found}"
    if facts.extra:
        taken_back = min(facts.extra, max(-facts.border[1], 0))
        told = [f"takes back {taken_back}"] if taken_back else []
        told += [f"adds {facts.extra - taken_back}"] if facts.extra > taken_back else []
        yield f"output_padding {' and '.join(told)} at the end"


def _inserted(facts: AxisFacts) -> str:
    between = _counted(facts.inserted_between, "zero")
    return f"s − 1 = {between} between neighbours, {facts.inserted} in all" if facts.inserted else ""


def _rounded(rounding: Rounding | None) -> str:
    if rounding is None:
        return ""
    down = _counted(rounding.down, "window")
    if not rounding.down:
        return f"makes the only window, which hangs {_counted(rounding.over, 'place')} over the end"
    if rounding.up > rounding.down:
        return f"adds a window to {down}, which hangs {_counted(rounding.over, 'place')} over the end"
    if rounding.dropped:
        return f"changes nothing: after {down} the next would start in the padding after the input"
    return f"changes nothing: {down}, and nothing is left over"


def _unread(group: Unread, axis: str) -> str:
    told = []
    unread = [cell for cell in group.cells if cell.kind == "input"]
    numbers = [cell.input for cell in unread if cell.input is not None]
    if numbers:
        copied = [cell.input for cell in unread if cell.read_elsewhere and cell.input is not None]
        read = f" (copies of {_listed(copied)} are read)" if copied else ""
        told.append(f"{axis if len(numbers) > 1 else _SINGULAR[axis]} {_listed(numbers)} of the input{read}")
    names = {"inserted": "inserted zeros", "padding": "padding", "extra": "output padding"}
    for kind, name in names.items():
        many = sum(cell.kind == kind for cell in group.cells)
        told += [f"{many} of {name}"] if many else []
    return f"{'; '.join(told)}: {group.why}"


def _pair(layer: Layer) -> str:
    other = explain.pair(layer)
    if other is None:
        return ""
    back = other.layer
    sizes = f"{words.size(back.input_size)} → {words.size(back.output_size)}"
    title = "Undoes the shape of" if layer.definition.SCATTERS else "Its shape is undone by"
    if other.gives_the_shape_back:
        return _section(title, [f"{back.operation} {sizes}, {', '.join(words.parameters(back))}", command_line(back)])
    lost = f"no convolution with these numbers, which makes {sizes}: output_padding is not smaller than the stride"
    return _section(title, [lost])


def _drawing(layer: Layer) -> str:
    lines = sketch(layer)
    if lines is None:
        return _section("The input", ["too large to draw in characters"])
    named = [f"{character} {name}" for character, name in key(layer, lines)]
    return _section("The input and the first window", [*lines, "", ",  ".join([*named, "[ ] first window"])])


def _aligned(named: Iterable[tuple[str, str]]) -> list[str]:
    """A name and its text in columns; the further lines of a text stand below its first."""
    entries = list(named)
    width = max(len(name) for name, _ in entries)
    told = []
    for name, text in entries:
        first, *others = text.splitlines()
        told += [f"{name:{width}}  {first}", *(" " * (width + 2) + line for line in others)]
    return told


def _listed(numbers: list[int]) -> str:
    """Runs of numbers, the middle left out where they are many: "0–2, 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    if len(told) > _MOST_NUMBERS:
        told = [*told[: _MOST_NUMBERS - 2], "…", told[-1]]
    return ", ".join(told)


def _counted(many: int, name: str) -> str:
    return f"{many} {name}{'' if many == 1 else 's'}"


def _signed(number: int) -> str:
    return str(number).replace("-", "−")
