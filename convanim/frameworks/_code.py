"""Python code as a tree: its calls, what assignments call them, and what the text defines itself."""

import ast
from collections.abc import Iterator
from functools import cached_property

from convanim.frameworks._text import parse

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
Nodes = dict[ast.expr, str]


class Code:
    """A text in Python. Raises LayerSyntaxError where it is none."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.tree = parse(text)

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    def calls(self) -> Iterator[ast.Call]:
        """All constructors and calls of functions by their names, in their order."""
        found = [node for node in self._nodes if isinstance(node, ast.Call) and is_named(node)]
        yield from sorted(found, key=lambda node: (node.lineno, node.col_offset))

    @cached_property
    def names(self) -> Nodes:
        """What an assignment calls a value: "conv1" of ``self.conv1 = ...`` and of what is wrapped there."""
        names: Nodes = {}
        for node in self._nodes:
            target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
            name = target.id if isinstance(target, ast.Name) else getattr(target, "attr", None)
            if isinstance(node, ast.Assign) and isinstance(name, str):
                value: ast.expr = node.value
                names[value] = name
                while value in self._wrapped:
                    value = self._wrapped[value]
                    names[value] = name
        return names

    @cached_property
    def _wrapped(self) -> dict[ast.expr, ast.expr]:
        """The layer in ``weight_norm(layer)``."""
        return {
            node: node.args[0]
            for node in self._nodes
            if isinstance(node, ast.Call) and "norm" in called(node).lower() and node.args and is_named(node.args[0])
        }

    @cached_property
    def wrappers(self) -> Nodes:
        """The name of what normalizes the weights of a layer, by the layer."""
        return {inner: called(outer) for outer, inner in self._wrapped.items() if isinstance(outer, ast.Call)}

    @cached_property
    def attributes(self) -> set[ast.expr]:
        """What is assigned to an attribute: the layers of a module."""
        assigned = (node for node in self._nodes if isinstance(node, ast.Assign))
        return {node.value for node in assigned if any(isinstance(each, ast.Attribute) for each in node.targets)}

    @cached_property
    def defined(self) -> set[str]:
        """The classes and functions of the text."""
        kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        return {node.name for node in self._nodes if isinstance(node, kinds)}

    def table(self, name: ast.Name) -> dict[str, ast.expr] | None:
        """The ``{"key": value}`` that a name stands for; None where the text does not say, or says several.

        The innermost function around the name that assigns it decides.
        """
        scope: ast.AST | None = self._scopes.get(name)
        while scope is not None:
            values = self._assigned.get((scope, name.id))
            if values is not None:
                same = len({ast.dump(value) for value in values}) == 1 and name.id not in self._changed
                return items(values[0]) if same else None
            scope = self._scopes.get(scope)
        return None

    @cached_property
    def _scopes(self) -> dict[ast.AST, ast.AST]:
        """The function or class around each name and each of those; of the outermost, the module."""
        scopes: dict[ast.AST, ast.AST] = {}
        waiting: list[tuple[ast.AST, ast.AST]] = [(self.tree, self.tree)]
        while waiting:
            node, around = waiting.pop()
            is_scope = isinstance(node, _SCOPES)
            if node is not around and (is_scope or isinstance(node, ast.Name | ast.arg)):
                scopes[node] = around
            waiting += [(each, node if is_scope else around) for each in ast.iter_child_nodes(node)]
        return scopes

    @cached_property
    def _assigned(self) -> dict[tuple[ast.AST, str], list[ast.expr]]:
        """What is assigned to each name in each scope; a name that is bound in another way is bound to itself."""
        plain = {
            target: node.value
            for node in self._nodes
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        found: dict[tuple[ast.AST, str], list[ast.expr]] = {}
        for name, scope in self._scopes.items():
            if isinstance(name, ast.arg):
                found.setdefault((scope, name.arg), []).append(ast.Constant(None))
            if isinstance(name, ast.Name) and not isinstance(name.ctx, ast.Load):
                found.setdefault((scope, name.id), []).append(plain.get(name, name))
        return found

    @cached_property
    def _changed(self) -> set[str]:
        """Names whose parts the text names: ``table["key"] = ...``, ``table.update(...)``."""
        parts = (node for node in self._nodes if isinstance(node, ast.Subscript | ast.Attribute))
        return {node.value.id for node in parts if isinstance(node.value, ast.Name)}


def items(node: ast.expr) -> dict[str, ast.expr] | None:
    """The values of ``{"key": value}`` or ``dict(key=value)`` by their keys; None for anything else."""
    if isinstance(node, ast.Dict):
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        pairs = dict(zip(keys, node.values, strict=True))
    elif isinstance(node, ast.Call) and called(node) == "dict" and not node.args:
        pairs = {each.arg: each.value for each in node.keywords}
    else:
        return None
    found = {key: value for key, value in pairs.items() if isinstance(key, str)}
    return found if len(found) == len(pairs) else None


def is_named(node: ast.AST) -> bool:
    """Whether a node is ``name(...)`` or ``some.path.name(...)``."""
    return isinstance(node, ast.Call) and bool(path(node)) and isinstance(_root(node), ast.Name)


def path(node: ast.Call) -> list[str]:
    """["nn", "Conv2d"] of ``nn.Conv2d(...)``."""
    parts, part = [], node.func
    while isinstance(part, ast.Attribute):
        parts.append(part.attr)
        part = part.value
    return [*([part.id] if isinstance(part, ast.Name) else []), *reversed(parts)]


def called(node: ast.Call) -> str:
    """The last part of the name: "Conv2d"."""
    return (path(node) or [""])[-1]


def _root(node: ast.Call) -> ast.expr:
    part = node.func
    while isinstance(part, ast.Attribute):
        part = part.value
    return part
