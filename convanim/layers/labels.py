"""What a layer's sizes and parameters are called, in words and in letters."""

from convanim.layers.layer import Layer
from convanim.options.sizes import Size, written_sides
from convanim.style.language import ENGLISH, Language


def parameters(layer: Layer, language: Language = ENGLISH, note: str | None = None) -> list[str]:
    """The parameters in words, those aside that change nothing; ``note`` is added."""
    told = [
        language.say("kernel" if layer.definition.HAS_WEIGHTS else "window", size=size(layer.kernel_size)),
        language.say("stride", number=number(layer.stride)),
        padding(layer, language),
    ]
    if set(layer.dilation) != {1}:
        told.append(language.say("dilation", number=number(layer.dilation)))
    if any(layer.output_padding):
        told.append(language.say("output_padding", number=number(layer.output_padding)))
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
            output=", ".join(map(str, step.output)),
            values=sum(tap.kind == "input" for tap in step.taps),
            others=language.counted("others", sum(tap.kind != "input" for tap in step.taps)),
        )
        for step in layer.steps(limit=False)
    ]


def size(each_axis: Size) -> str:
    """Rows × columns, or the one number of one dimension."""
    return " × ".join(map(str, each_axis))


def number(each_axis: Size) -> str:
    """One number where all axes have it, else rows × columns."""
    return str(each_axis[0]) if len(set(each_axis)) == 1 else size(each_axis)


def padding(layer: Layer, language: Language = ENGLISH) -> str:
    """The padding in words: ``padding 1``, ``padding same (0:1)``."""
    sides = written_sides(layer.padding.sides).replace("x", " × ")
    if layer.padding.name:
        told = language.say("padding_named", name=layer.padding.name, sides=sides)
    else:
        told = language.say("padding", sides=sides)
    if not any(map(any, layer.padding.sides)):
        return told
    if layer.padding_mode != "zeros":
        return language.say("border_copy", padding=told, mode=layer.padding_mode)
    if layer.border == "zero":
        return told
    if layer.border == "left out":
        return language.say("border_left_out", padding=told)
    return language.say("border_of", padding=told, sign=layer.border)
