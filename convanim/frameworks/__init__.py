"""One file a framework: how it spells a layer, read and written.

A framework's module has its ``NAME``, its ``LAYERS`` (the operation of each constructor), ``read(call)``, and, where
convanim spells layers for it, ``spell(layer)``; nothing registers it. Reading parses and never evaluates.
"""

import ast
import difflib
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import NamedTuple

from convanim import parts
from convanim.errors import ConvanimError
from convanim.frameworks import _others, _printed, _text
from convanim.frameworks._call import ONE_CHANNEL, Call
from convanim.frameworks._code import Code, is_named
from convanim.frameworks._text import LayerSyntaxError, excerpt_of
from convanim.layers.layer import Layer, has_border

__all__ = ["ONE_CHANNEL", "LayerSyntaxError", "NotDrawn", "PastedLayer", "read_layer", "read_model", "spellings"]


class PastedLayer(NamedTuple):
    """What somebody's code says of a layer."""

    name: str | None
    """What the code calls it: in a printed model the path to it, "encoder.0.conv1"."""
    operation: str
    options: dict[str, object]
    """Options of a figure."""
    remarks: tuple[str, ...] = ()
    """What the layer does and a picture of it does not show."""
    turned: bool = False
    """Whether the layer turns its kernel around, which shows where numbers are written."""
    line: int = 1
    """Of the text."""


class NotDrawn(NamedTuple):
    """A layer that somebody's code has and that is not drawn."""

    name: str | None
    constructor: str
    """As the text writes it: "nn.Conv3d"."""
    error: ConvanimError
    """Why not."""
    line: int
    """Of the text."""


def read_layer(text: str) -> PastedLayer:
    """The layer that ``text`` constructs in the words of any framework.

    Raises LayerSyntaxError for what is not understood.
    """
    typed, answered = _text.without_prompts(_text.plain(text))
    text = typed.strip() or answered.strip()
    if "\n" not in text and _printed.is_printed(text):
        (module,) = _printed.modules(text)
        return read_layer(f"{module.kind}{module.said}")._replace(name=module.path)
    code = Code(text)
    if not code.tree.body:
        raise ConvanimError("there is no layer in an empty text.", "paste one, such as nn.Conv2d(64, 32, 3).")
    if len(code.tree.body) > 1:
        message = "this is more than one layer."
        raise LayerSyntaxError(message, "paste one of them.", excerpt_of(code.lines, code.tree.body[1]))
    node = _constructed(code.tree.body[0])
    if node is None:
        message = "this is not a layer, which is a name and what it takes in brackets."
        hint = "write it as in code, such as nn.Conv2d(64, 32, kernel_size=3)."
        raise LayerSyntaxError(message, hint, excerpt_of(code.lines, code.tree.body[0]))
    return _read(Call(code, node))


def _constructed(statement: ast.stmt) -> ast.Call | None:
    """The constructor of a layer that a statement is all about."""
    node = getattr(statement, "value", None)
    if isinstance(node, ast.Tuple) and len(node.elts) == 1:
        node = node.elts[0]  # A comma at the end, from the middle of a list.
    while isinstance(node, ast.Call) and not is_named(node) and isinstance(node.func, ast.Call):
        node = node.func  # Conv2D(32, 3)(x) is the layer and what it is applied to.
    if isinstance(node, ast.Call) and is_named(node) and _is_addition(node):
        node = node.args[0]
    return node if isinstance(node, ast.Call) and is_named(node) else None


def _is_addition(node: ast.Call) -> bool:
    """Whether this is ``model.add(layer)``."""
    return isinstance(node.func, ast.Attribute) and node.func.attr == "add" and len(node.args) == 1


def read_model(text: str) -> list[PastedLayer | NotDrawn]:
    """All layers of a printed PyTorch model or of code, in their order; those that cannot be drawn say why.

    Raises ConvanimError where there are none, LayerSyntaxError for what is not understood; a single layer that cannot
    be drawn is such an error, too.
    """
    typed, answered = _text.without_prompts(_text.plain(text))
    found = [*_read_text(typed), *_printed_layers(answered)]
    if len(found) == 1 and isinstance(found[0], NotDrawn):
        raise _told_alone(found[0], text)
    if not found and "\n" not in text.strip():
        return [read_layer(text)]  # Says what is wrong with it.
    if not found:
        raise ConvanimError(
            "there is no layer to draw in this text.",
            "paste a model with convolutions or poolings of one or two dimensions.",
        )
    return found


def _told_alone(alone: NotDrawn, text: str) -> ConvanimError:
    """Why the only layer of a text is not drawn, with its line in a text of several."""
    if "\n" not in text.strip():
        return alone.error
    excerpt = getattr(alone.error, "excerpt", "")
    return LayerSyntaxError(f"line {alone.line}: {alone.error.message}", alone.error.hint, excerpt)


def _read_text(text: str) -> list[PastedLayer | NotDrawn]:
    try:
        code = Code(text)
    except LayerSyntaxError:
        if not _printed.is_printed(text):
            raise
        return list(_printed_layers(text))
    # "(conv1): Conv2d(3, 8, kernel_size=(3, 3))" is an annotation to Python.
    if any(isinstance(each, ast.AnnAssign) and not each.simple for each in code.tree.body):
        printed = list(_printed_layers(text))
        if printed:
            return printed
    calls = (Call(code, node) for node in code.calls())
    return [_read_or_not(call) for call in calls if _is_layer(call)]


def _is_layer(call: Call) -> bool:
    """Whether a call makes a layer that moves a window, or changes a size, as far as its name says."""
    if _others.is_class(call.name):
        named = call.name in _known() or _others.reason(call.name) is not None
        return named or _others.is_like_a_layer(call.name)
    if call.node in call.code.attributes and _others.is_like_a_layer(call.name):
        return True  # self.conv1 = conv3x3(64, 64)
    if call.name in _known():
        return _others.is_layer_function(call.owner)
    return _others.is_layer_function(call.owner) and call.owner != "" and _others.reason(call.name) is not None


def _read_or_not(call: Call) -> PastedLayer | NotDrawn:
    try:
        return _read(call)
    except ConvanimError as error:
        return NotDrawn(call.code.names.get(call.node), ".".join(call.path), error, call.node.lineno)


def _printed_layers(text: str) -> Iterator[PastedLayer | NotDrawn]:
    known = parts.load("frameworks", "pytorch", "framework").LAYERS
    for module in _printed.modules(text):
        computed = module.kind.startswith("Parametrized")
        kind = module.kind.removeprefix("Parametrized") if computed else module.kind
        is_container = module.holds_others and module.said == "()"
        if is_container or not (kind in known or _others.reason(kind) or _others.is_like_a_layer(kind)):
            continue
        try:
            if kind not in known:
                raise _unknown(kind, "its print")
            read = _read(Call(code := Code(f"{kind}{module.said}"), next(code.calls())))
            remarks = ("its weights are computed from others",) if computed else ()
            yield read._replace(name=module.path or None, remarks=(*read.remarks, *remarks), line=module.line)
        except ConvanimError as error:
            yield NotDrawn(module.path or None, module.kind, error, module.line)


@cache
def _frameworks() -> tuple[ModuleType, ...]:
    return tuple(parts.load("frameworks", name, "framework") for name in parts.names("frameworks"))


@cache
def _known() -> dict[str, str]:
    return {name: operation for framework in _frameworks() for name, operation in framework.LAYERS.items()}


def _read(call: Call) -> PastedLayer:
    if not call.owner and call.name in call.code.defined:
        call.refuse(f"{call.name} is defined in the text: only what is inside of it can be read.", "paste that.")
    for framework in _frameworks():
        reading = framework.read(call)
        if reading is not None:
            break
    else:
        error = _unknown(call.name, "its call")
        call.refuse(error.message, error.hint)
    if not has_border(reading.options.get("padding", 0)):
        reading.options.pop("padding_mode", None)  # In a framework it may be said without having an effect.
    given = [each.value for each in call.node.keywords if each.arg == "name"]
    names = [value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    name = names[0] if names else call.code.names.get(call.node)
    wrapper = call.code.wrappers.get(call.node)
    remarks = (*reading.remarks, *([f"{wrapper} changes its weights, not its windows"] if wrapper else []))
    return PastedLayer(name, reading.operation, reading.options, remarks, reading.turned, call.node.lineno)


def _unknown(name: str, text: str) -> ConvanimError:
    """Why a layer of this name is not drawn."""
    hint = "paste a convolution, a transposed convolution or a pooling."
    why = _others.reason(name)
    if why is not None:
        return ConvanimError(f"{name}: {why}.", hint)
    shown = name[:40]
    close = difflib.get_close_matches(name[:100], _known(), n=1, cutoff=0.7)
    if close:
        hint = f"did you mean {close[0]}? If {shown} computes the same, write it so."
    if _others.is_like_a_layer(name):
        return ConvanimError(f"{shown} is no layer that can be drawn: {text} does not say what it computes.", hint)
    return ConvanimError(f"{shown!r} is no layer that can be drawn.", hint)


def spellings(layer: Layer) -> dict[str, str]:
    """The same layer in the words of each framework that convanim spells: "Keras", "ONNX", "PyTorch".

    A framework that needs a second layer, for instance to pad before it, has both, each on its line. One that has no
    way to say it says so: "cannot say it: " and the reason.
    """
    return {
        framework.NAME: framework.spell(layer)
        if layer.operation in framework.LAYERS.values()
        else f"cannot say it: {framework.NAME} has no {layer.operation}"
        for framework in _frameworks()
        if hasattr(framework, "spell")
    }
