"""What a layer's sizes and parameters are called, in words and in letters."""

from convanim.layers.layer import Layer
from convanim.options.sizes import Sides, Size, written_sides
from convanim.style.language import ENGLISH, Language


def parameters(layer: Layer, language: Language = ENGLISH, note: str | None = None) -> list[str]:
    """The parameters in words, those aside that change nothing; ``note`` is added."""
    told = [
        language.say("kernel" if layer.definition.HAS_WEIGHTS else "window", size=size(layer, layer.kernel_size)),
        language.say("stride", number=number(layer.stride, layer)),
        _padding(layer, language),
    ]
    if not same(layer, layer.dilation, 1):
        told.append(language.say("dilation", number=number(layer.dilation, layer)))
    if not same(layer, layer.output_padding, 0):
        told.append(language.say("output_padding", number=number(layer.output_padding, layer)))
    if layer.ceil_mode:
        told.append(language.say("ceil_mode"))
    if note:
        told.append(note)
    return told


def steps_read(layer: Layer, language: Language) -> list[str]:
    """Of each step which output it makes, and of how many cells of the input and of other kinds."""
    return [
        language.say(
            "reads",
            output=", ".join(map(str, step.output[2 - layer.dim :])),
            values=sum(tap.kind == "input" for tap in step.taps),
            others=language.counted("others", sum(tap.kind != "input" for tap in step.taps)),
        )
        for step in layer.steps(limit=False)
    ]


def size(layer: Layer, pair: Size) -> str:
    """Rows × columns, or one number in one dimension."""
    return str(pair[1]) if layer.dim == 1 else f"{pair[0]} × {pair[1]}"


def number(pair: Size, layer: Layer) -> str:
    """One number where both axes have it, else rows × columns."""
    return str(pair[1]) if layer.dim == 1 or pair[0] == pair[1] else f"{pair[0]} × {pair[1]}"


def same(layer: Layer, pair: Size, value: int) -> bool:
    """Whether all axes of the layer have this value."""
    return all(each == value for each in pair[2 - layer.dim :])


def _padding(layer: Layer, language: Language) -> str:
    sides = written_sides(_shown_sides(layer)).replace("x", " × ")
    if layer.padding_name:
        told = language.say("padding_named", name=layer.padding_name, sides=sides)
    else:
        told = language.say("padding", sides=sides)
    if not any(map(any, layer.padding)):
        return told
    if layer.padding_mode != "zeros":
        return language.say("border_copy", padding=told, mode=layer.padding_mode)
    if layer.border == "zero":
        return told
    if layer.border == "left out":
        return language.say("border_left_out", padding=told)
    return language.say("border_of", padding=told, sign=layer.border)


def _shown_sides(layer: Layer) -> Sides:
    return layer.padding if layer.dim == 2 else (layer.padding[1], layer.padding[1])
