"""A layer as somebody wrote it: names and literals out of Python's grammar. Nothing of it is ever run."""

import ast
import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NoReturn

from convanim.errors import ConvanimError, choose

_LONGEST_TEXT = 1_000_000
_LARGEST_NUMBER = 10**9
_WIDEST_EXCERPT = 70


class LayerSyntaxError(ConvanimError):
    """A pasted layer that is not understood; ``excerpt`` is its text with carets under the place, in two lines."""

    def __init__(self, message: str, hint: str, excerpt: str = "") -> None:
        super().__init__(message, hint)
        self.excerpt = excerpt

    def __reduce__(self) -> Any:
        return type(self), (self.message, self.hint, self.excerpt)


def parse(text: str) -> ast.Module:
    """The syntax tree of ``text``, whose lines end with a plain line feed."""
    if len(text) > _LONGEST_TEXT:
        raise ConvanimError(f"{len(text):,} characters are too long for a model.", "paste the part with the layers.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of a text that is not run, no escape sequence matters.
            return ast.parse(text)
    except SyntaxError as error:
        lines = text.split("\n")
        number = min(error.lineno or 1, len(lines))
        start = (error.offset or 1) - 1
        end = (error.end_offset or 0) - 1 if error.end_lineno == error.lineno else start
        raise LayerSyntaxError(
            f"this is not a layer as Python writes it: {error.msg.rstrip('.')}.",
            "write it as in code, such as nn.Conv2d(64, 32, kernel_size=3).",
            excerpt(lines[number - 1], start, end),
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise LayerSyntaxError(
            "this is not a layer as Python writes it.",
            "write it as in code, such as nn.Conv2d(64, 32, kernel_size=3).",
            excerpt(text.split("\n")[0], 0, 1),
        ) from None


def excerpt(line: str, start: int, end: int) -> str:
    """The part of ``line`` around the columns from ``start`` to ``end``, and carets under them."""
    indent = len(line) - len(line.lstrip())
    line, start, end = line[indent:].rstrip(), max(start - indent, 0), end - indent
    start = min(start, len(line))
    first = max(min(start - _WIDEST_EXCERPT // 3, len(line) - _WIDEST_EXCERPT), 0)
    shown = line[first : first + _WIDEST_EXCERPT]
    before, after = "… " if first else "", " …" if first + len(shown) < len(line) else ""
    carets = "^" * max(min(end, first + len(shown)) - start, 1)
    # Characters that move the cursor would part the carets from their place.
    plain = "".join(each if each.isprintable() else " " for each in before + shown + after)
    return f"  {plain}\n  {' ' * (len(before) + start - first)}{carets}"


def excerpt_of(text: str, node: ast.expr | ast.keyword | ast.stmt, length: int | None = None) -> str:
    """The excerpt of ``text`` with carets under ``node``, or under so many of its first characters."""
    line = text.split("\n")[node.lineno - 1]

    def column(offset: int) -> int:
        return len(line.encode()[:offset].decode())  # Python counts bytes.

    start = column(node.col_offset)
    end = column(node.end_col_offset or 0) if node.end_lineno == node.lineno else len(line)
    return excerpt(line, start, end if length is None else start + length)


def is_constructor(node: ast.AST) -> bool:
    """Whether a node is ``name(...)`` or ``some.path.name(...)``."""
    if not isinstance(node, ast.Call):
        return False
    part = node.func
    while isinstance(part, ast.Attribute):
        part = part.value
    return isinstance(part, ast.Name)


@dataclass(frozen=True)
class Call:
    """A constructor and what it is given."""

    text: str
    node: ast.Call

    @property
    def name(self) -> str:
        """The constructor without what it belongs to: "Conv2d"."""
        return self._path[-1]

    @property
    def owner(self) -> str:
        """What stands before the constructor's last dot: "nn", or nothing."""
        return self._path[-2] if len(self._path) > 1 else ""

    @property
    def _path(self) -> list[str]:
        path, part = [], self.node.func
        while isinstance(part, ast.Attribute):
            path.append(part.attr)
            part = part.value
        return [*([part.id] if isinstance(part, ast.Name) else []), *reversed(path)]

    @property
    def keywords(self) -> set[str]:
        """The names of what is given by name."""
        return {each.arg for each in self.node.keywords if each.arg}

    def refuse(self, message: str, hint: str) -> NoReturn:
        """Raise LayerSyntaxError with carets under the constructor."""
        raise LayerSyntaxError(message, hint, excerpt_of(self.text, self.node.func))

    def arguments(self, signature: str, others: str = "") -> "Arguments":
        """What is given, by the names of the ``signature`` in their order; the ``others`` are given by name only."""
        names = signature.split()
        known = [*names, *others.split()]
        found: dict[str, ast.expr] = {}
        for place, value in enumerate(self.node.args):
            if isinstance(value, ast.Starred):
                self._refuse_at(value, "what the * stands for is not in the text.", "write the values themselves.")
            if place >= len(names):
                self._refuse_at(value, f"{self.name} takes {len(names)} values at most.", "leave out the rest.")
            found[names[place]] = value
        for keyword in self.node.keywords:
            if keyword.arg is None:
                self._refuse_at(keyword, "what the ** stands for is not in the text.", "write the values themselves.")
            elif keyword.arg not in known:
                message = f"{self.name} takes no {keyword.arg[:40]!r}."
                raise LayerSyntaxError(
                    message, choose(keyword.arg, known), excerpt_of(self.text, keyword, len(keyword.arg))
                )
            elif keyword.arg in found:
                self._refuse_at(keyword, f"{keyword.arg} is given twice.", "leave out one of the two.")
            found[keyword.arg] = keyword.value
        return Arguments(self, found)

    def _refuse_at(self, node: ast.expr | ast.keyword, message: str, hint: str) -> NoReturn:
        raise LayerSyntaxError(message, hint, excerpt_of(self.text, node))


@dataclass(frozen=True)
class Arguments:
    """The expressions that a constructor is given, by the names of its parameters."""

    call: Call
    found: dict[str, ast.expr]

    def __contains__(self, name: str) -> bool:
        value = self.found.get(name)
        return value is not None and not (isinstance(value, ast.Constant) and value.value is None)

    def refuse(self, name: str, message: str, hint: str) -> NoReturn:
        """Raise LayerSyntaxError with carets under the value of ``name``, or the constructor where it has none."""
        if name not in self.found:
            self.call.refuse(message, hint)
        raise LayerSyntaxError(message, hint, excerpt_of(self.call.text, self.found[name]))

    def require(self, name: str) -> None:
        """Refuse a layer that does not say its ``name``."""
        if name not in self:
            self.refuse(name, f"{self.call.name} needs its {name}.", f"add {name}=3, or what it is.")

    def literal(self, name: str) -> Any:
        """A number, text, or a tuple of them, as it is written; None where nothing is."""
        return self._read(name, self.found[name]) if name in self else None

    def _read(self, name: str, node: ast.expr) -> Any:
        if isinstance(node, ast.Tuple | ast.List):
            return tuple(self._read(name, each) for each in node.elts)
        negative = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
        constant = node.operand if isinstance(node, ast.UnaryOp) and negative else node
        if isinstance(constant, ast.Constant) and (is_whole(constant.value) or not negative):
            value: Any = constant.value
            if is_whole(value) and value > _LARGEST_NUMBER:
                message = f"{name}: no layer has a number above {_LARGEST_NUMBER:,}."
                raise LayerSyntaxError(message, "write a smaller one.", excerpt_of(self.call.text, node))
            return -value if negative else value
        raise LayerSyntaxError(
            f"{name}: the text does not say what this is.",
            "write the number itself; nothing in the text is computed.",
            excerpt_of(self.call.text, node),
        )

    def numbers(self, name: str, default: Any, dim: int) -> Any:
        """A whole number, or one for each of ``dim`` dimensions."""
        if name not in self:
            return default
        value = self.literal(name)
        each = value if isinstance(value, tuple) else (value,) * dim
        if len(each) != dim or not all(is_whole(number) for number in each):
            several = f", or {dim} in brackets" if dim > 1 else ""
            self.refuse(name, f"{name}: this is not a size of this layer.", f"write one whole number{several}.")
        return value

    def word(self, name: str, words: Collection[str], default: str) -> str:
        """One of the ``words``, quoted or, as ``print(model)`` shows it, bare; in any case."""
        if name not in self:
            return default
        node = self.found[name]
        value = node.id if isinstance(node, ast.Name) and node.id.lower() in words else self.literal(name)
        if not isinstance(value, str) or value.lower() not in words:
            self.refuse(name, f"{name}: {self.call.name} has nothing of this name.", choose(str(value), words))
        return value.lower()

    def is_word(self, name: str) -> bool:
        """Whether the value is text, quoted or bare."""
        node = self.found.get(name)
        return isinstance(node, ast.Name) or (isinstance(node, ast.Constant) and isinstance(node.value, str))

    def switch(self, name: str, default: bool) -> bool:
        """True or false; ONNX writes 1 and 0."""
        if name not in self:
            return default
        value = self.literal(name)
        if value not in (True, False):
            self.refuse(name, f"{name}: this is neither true nor false.", "write True or False.")
        return bool(value)

    def note(self, *, inputs: str = "", outputs: str = "", groups: str, bias: str) -> dict[str, object]:
        """What the arithmetic does not depend on, in words for the label; what is not written out is left out."""
        before, after = self._count(inputs), self._count(outputs)
        told = []
        if after is not None:
            told.append(f"{before} → {after} channels" if before else f"{after} channels")
        if (self._count(groups) or 1) != 1:
            told.append(f"{self._count(groups)} groups")
        value = self.found.get(bias)
        if isinstance(value, ast.Constant) and value.value is False:
            told.append("no bias")
        return {"note": ", ".join(told)} if told else {}

    def _count(self, name: str) -> int | None:
        node = self.found.get(name)
        value = node.value if isinstance(node, ast.Constant) else None
        return value if isinstance(value, int) and is_whole(value) and value <= _LARGEST_NUMBER else None


def is_whole(value: object) -> bool:
    """Whether a literal is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def dimensions(call: Call) -> int:
    """The dimensions that a name ends with: 2 of "Conv2d" and "Conv2DTranspose"."""
    return int(re.findall(r"\d", call.name)[0])


def refuse_dimensions(call: Call) -> NoReturn:
    """Refuse a layer of more than two dimensions."""
    call.refuse(
        f"{call.name}: a layer of three dimensions or more cannot be drawn.",
        "draw it with two of them: every dimension has its own arithmetic.",
    )
