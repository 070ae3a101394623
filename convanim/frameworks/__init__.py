"""One file a framework: how it spells a layer, read and written.

A framework's module has its ``NAME``, its ``LAYERS`` (the operation of each constructor), ``read(call)``, and, where
convanim spells layers for it, ``spell(layer)``; nothing registers it. Reading parses and never evaluates.
"""

import ast
import difflib
import re
import textwrap
from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

from convanim import folder
from convanim.errors import ConvanimError
from convanim.frameworks._call import Call, LayerSyntaxError, excerpt_of, is_constructor, parse, refuse_dimensions
from convanim.layer import Layer

__all__ = ["LayerSyntaxError", "PastedLayer", "read_layer", "read_model", "spellings"]


class PastedLayer(NamedTuple):
    """What somebody's code says of a layer."""

    name: str | None
    """What the code calls it: in a printed model the path to it, "encoder.0.conv1"."""
    operation: str
    options: dict[str, object]
    """Options of a figure."""


# "(conv1): Conv2d(...)" and "(0-3): 4 x Conv2d(...)", as print(model) shows them.
_PRINTED = re.compile(r"\s*\(([^()]*)\): (?:\d+ x )?(.*)")


def read_layer(text: str) -> PastedLayer:
    """The layer that ``text`` constructs in the words of any framework.

    Raises LayerSyntaxError for what is not understood.
    """
    text = _plain(text)
    printed = _PRINTED.fullmatch(text)
    if printed:
        return read_layer(printed[2])._replace(name=printed[1])
    tree = parse(text)
    if not tree.body:
        raise ConvanimError("there is no layer in an empty text.", "paste one, such as nn.Conv2d(64, 32, 3).")
    if len(tree.body) > 1:
        message = "this is more than one layer."
        raise LayerSyntaxError(message, "paste one of them.", excerpt_of(text, tree.body[1]))
    names = _names(tree)
    node = getattr(tree.body[0], "value", None)
    if isinstance(node, ast.Tuple) and len(node.elts) == 1:
        node = node.elts[0]  # A comma at the end, from the middle of a list.
    while isinstance(node, ast.Call) and not is_constructor(node) and isinstance(node.func, ast.Call):
        node = node.func  # Conv2D(32, 3)(x) is the layer and what it is applied to.
    if isinstance(node, ast.Call) and is_constructor(node) and _is_addition(node):
        node = node.args[0]
    if not isinstance(node, ast.Call) or not is_constructor(node):
        message = "this is not a layer, which is a name and what it takes in brackets."
        hint = "write it as in code, such as nn.Conv2d(64, 32, kernel_size=3)."
        raise LayerSyntaxError(message, hint, excerpt_of(text, tree.body[0]))
    return _read(Call(text, node), names.get(node))


def read_model(text: str) -> list[PastedLayer]:
    """All layers that can be drawn of a printed PyTorch model or of code, in their order; the others are left out.

    Raises ConvanimError where there are none, LayerSyntaxError for what is not understood.
    """
    text = _plain(text)
    lines = text.split("\n")
    if any(map(_PRINTED.fullmatch, lines)):
        found = list(_printed_layers(lines))
    else:
        tree = parse(text)
        names = _names(tree)
        calls = [Call(text, node) for node in ast.walk(tree) if isinstance(node, ast.Call) and is_constructor(node)]
        calls.sort(key=lambda call: (call.node.lineno, call.node.col_offset))
        found = [_read(call, names.get(call.node)) for call in calls if call.name in _known()]
    if found:
        return found
    if "\n" not in text:
        return [read_layer(text)]  # Says what is wrong with it.
    raise ConvanimError(
        "there is no layer to draw in this text.",
        "paste a model with convolutions or poolings of one or two dimensions.",
    )


def _plain(text: str) -> str:
    return textwrap.dedent(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _printed_layers(lines: list[str]) -> Iterator[PastedLayer]:
    path: list[str] = []
    for line in lines:
        printed = _PRINTED.fullmatch(line)
        if printed is None:
            if line.strip() == ")" and path:
                path.pop()
            continue
        name, module = printed[1], printed[2].strip()
        if module.endswith("("):
            path.append(name)
        elif module.partition("(")[0] in _known():
            yield read_layer(module)._replace(name=".".join([*path, name]))


def _names(tree: ast.Module) -> dict[ast.expr, str]:
    """What an assignment calls a value: "conv1" of ``self.conv1 = ...``."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            name = target.id if isinstance(target, ast.Name) else getattr(target, "attr", None)
            if isinstance(name, str):
                names[node.value] = name
    return names


def _is_addition(node: ast.Call) -> bool:
    """Whether this is ``model.add(layer)``."""
    return isinstance(node.func, ast.Attribute) and node.func.attr == "add" and len(node.args) == 1


def _frameworks() -> list[ModuleType]:
    return [folder.load("frameworks", name, "framework") for name in folder.names("frameworks")]


def _known() -> dict[str, str]:
    return {name: operation for framework in _frameworks() for name, operation in framework.LAYERS.items()}


def _read(call: Call, assigned: str | None) -> PastedLayer:
    for framework in _frameworks():
        read = framework.read(call)
        if read is not None:
            given = [each.value for each in call.node.keywords if each.arg == "name"]
            names = [value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)]
            return PastedLayer(names[0] if names else assigned, *read)
    if re.sub("3(?=[dD])", "2", call.name) in _known():
        refuse_dimensions(call)
    close = difflib.get_close_matches(call.name, _known(), n=1, cutoff=0.7)
    hint = f"did you mean {close[0]}?" if close else "paste a convolution, a transposed convolution or a pooling."
    message = f"{call.name[:40]!r} is no layer that can be drawn."
    raise LayerSyntaxError(message, hint, excerpt_of(call.text, call.node.func))


def spellings(layer: Layer) -> dict[str, str]:
    """The same layer in the words of each framework that convanim spells: "Keras", "ONNX", "PyTorch".

    A framework that needs a second layer, for instance to pad before it, has both, each on its line. One that has no
    way to say it says so: "cannot say it: " and the reason.
    """
    return {framework.NAME: framework.spell(layer) for framework in _frameworks() if hasattr(framework, "spell")}
