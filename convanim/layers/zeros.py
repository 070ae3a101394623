"""Where the cells come from that stand beside the input's values, in words and with their numbers.

*Padding* is always the parameter: what a convolution puts around its input, and what a transposed one crops.
"""

from collections.abc import Iterator

from convanim.geometry.axis import Axis
from convanim.layers import labels
from convanim.layers.layer import Layer
from convanim.layers.operations import LayerAxis
from convanim.style.language import Language

MOST_NAMED = 4
"""Rows or columns that are named; more are counted."""
_COPIES = {"reflect": "mirrored", "circular": "wrapped", "replicate": "edge"}


def all_notes(layer: Layer, language: Language) -> list[str]:
    """What there is to say of the cells that are no values, and of those that nobody reads."""
    return [*notes(layer, language), *never_read(layer, language)]


def notes(layer: Layer, language: Language) -> list[str]:
    """A line for each kind of cell between and around the input's values; two where rows and columns differ."""
    pairs = zip(layer.parameters, layer.axes, strict=True)
    written = [list(_notes(layer, given, axis, language)) for given, axis in pairs]
    if all(each == written[0] for each in written):
        return [note for _, note in written[0]]
    names = ("zeros.rows", "zeros.columns")
    by_kind: dict[str, list[str]] = {}
    for name, own in zip(names, written, strict=True):
        for kind, note in own:
            by_kind.setdefault(kind, []).append(language.say(name, note=note))
    return [note for own in by_kind.values() for note in own]


def spread_size(layer: Layer, language: Language) -> str:
    """The input's size, and with what stands between and around its values where there is any."""
    size, padded = labels.size(layer.input_size), labels.size(tuple(len(axis.positions) for axis in layer.axes))
    if size == padded:
        return size
    key = "with_border" if layer.border == "copy" else "with_zeros"
    return language.say(key, size=size, padded=padded)


def never_read(layer: Layer, language: Language) -> list[str]:
    """Which rows and columns of the input no window reads, counted from 1; or that it is only zeros."""
    keys = ["numbered_row", "numbered_column"][-layer.dim :] if layer.dim <= 2 else []
    unread = [sorted(set(axis.positions) - axis.read_positions()) for axis in layer.axes]
    named = []
    for key, axis, positions in zip(keys, layer.axes, unread, strict=False):
        sources = (axis.place(each).source for each in positions if axis.place(each).kind == "input")
        values = [each + 1 for each in sources if each is not None]
        if len(values) > MOST_NAMED:
            named.append(language.say(f"{key}s", count=len(values)))
        elif values:
            named.append(language.say(key, numbers=", ".join(map(str, values))))
    if named:
        return [language.say("never_read", cells=", ".join(named))]
    return [language.say("never_read_zeros")] if any(unread) else []


def _notes(layer: Layer, given: LayerAxis, axis: Axis, language: Language) -> Iterator[tuple[str, str]]:
    """Each kind and its note, for one axis."""
    if axis.input_dilation > 1 and axis.input_size > 1:
        yield "between", language.say("zeros.between", number=axis.input_dilation - 1)
    sides = axis.before, axis.after - axis.extra
    if axis.flipped:
        yield from _transposed(given, sides, language)
    elif any(side > 0 for side in sides):
        yield "around", _around(layer, given, language)
    if axis.extra:
        key = "zeros.beyond" if layer.ceil_mode else "zeros.extra"
        yield "extra", language.say(key, number=axis.extra)


def _transposed(given: LayerAxis, sides: tuple[int, int], language: Language) -> Iterator[tuple[str, str]]:
    before, after = sides
    if before > 0 or after > 0:
        dilated = given.dilation > 1
        if before == after:
            yield "around", language.say(f"zeros.around_{'dilated' if dilated else 'transposed'}", number=before)
        else:
            key = f"zeros.sides_{'dilated' if dilated else 'transposed'}"
            yield "around", language.say(key, before=max(before, 0), after=max(after, 0))
    for padding, side in zip(given.padding, sides, strict=True):
        if side < 0:
            yield "crops", language.say("zeros.crops", padding=padding, number=-side)
            return


def _around(layer: Layer, given: LayerAxis, language: Language) -> str:
    before, after = given.padding
    number = before if before == after else f"{before}, {after}"
    if layer.padding_mode in _COPIES:
        return language.say(f"zeros.{_COPIES[layer.padding_mode]}", number=number)
    if layer.border == "left out":
        return language.say("zeros.left_out", number=number)
    if layer.border != "zero":
        return language.say("zeros.of_sign", sign=layer.border, number=number)
    if before == after:
        return language.say("zeros.around", number=before)
    if before and after:
        return language.say("zeros.around_sides", before=before, after=after)
    return language.say("zeros.before" if before else "zeros.after", number=number)
