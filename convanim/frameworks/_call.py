"""A layer as somebody wrote it: names and literals out of Python's grammar. Nothing of it is ever run."""

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

from convanim.errors import choose
from convanim.frameworks import _code
from convanim.frameworks._code import Code
from convanim.frameworks._literal import NotLiteralError, is_whole, literal
from convanim.frameworks._text import LayerSyntaxError, excerpt_of

__all__ = [
    "ONE_CHANNEL",
    "Arguments",
    "Call",
    "LayerSyntaxError",
    "Reading",
    "dimensions",
    "everywhere",
    "is_whole",
    "refuse_dimensions",
]

ONE_CHANNEL = "one channel in and one channel out are drawn"
"""What every picture of a layer with several channels leaves out."""
_FACTORY = "factory_kwargs"
"""What PyTorch's own code calls a table of device and dtype."""

ONNX_ALONE = {"kernel_shape", "pads", "auto_pad", "dilations", "group"}
"""Names that only ONNX's operators take: Flax, too, has a Conv and a ConvTranspose."""


class Reading(NamedTuple):
    """What a call says of a layer."""

    operation: str
    options: dict[str, object]
    """Options of a figure."""
    remarks: tuple[str, ...] = ()
    """What the layer does and the picture does not show."""
    turned: bool = False
    """Whether the layer turns its kernel around, as ``flip`` does."""


@dataclass(frozen=True)
class Call:
    """A constructor and what it is given."""

    code: Code
    node: ast.Call

    @property
    def name(self) -> str:
        """The constructor without what it belongs to: "Conv2d"."""
        return self.path[-1]

    @property
    def owner(self) -> str:
        """What stands before the constructor's last dot: "nn", or nothing."""
        return self.path[-2] if len(self.path) > 1 else ""

    @property
    def path(self) -> list[str]:
        """All of the constructor's name: ["torch", "nn", "Conv2d"]."""
        return _code.path(self.node)

    @property
    def keywords(self) -> set[str]:
        """The names of what is given by name."""
        return {each.arg for each in self.node.keywords if each.arg}

    def refuse(self, message: str, hint: str) -> NoReturn:
        """Raise LayerSyntaxError with carets under the constructor."""
        self.refuse_at(self.node.func, message, hint)

    def refuse_at(self, node: ast.expr | ast.keyword, message: str, hint: str, length: int | None = None) -> NoReturn:
        """Raise LayerSyntaxError with carets under ``node``, or under so many of its first characters."""
        raise LayerSyntaxError(message, hint, lambda: excerpt_of(self.code.lines, node, length))

    def arguments(self, signature: str, others: str = "") -> "Arguments":
        """What is given, by the names of the ``signature`` in their order; the ``others`` are given by name only."""
        names = signature.split()
        known = [*names, *others.split()]
        found: dict[str, ast.expr] = {}
        for place, value in enumerate(self.node.args):
            if isinstance(value, ast.Starred):
                self.refuse_at(value, "what the * stands for is not in the text.", "write the values themselves.")
            if place >= len(names):
                self.refuse_at(value, f"{self.name} takes {len(names)} values at most.", "leave out the rest.")
            found[names[place]] = value
        for name, value, keyword in self._given_by_name():
            if name not in known:
                self.refuse_at(keyword, f"{self.name} takes no {name[:40]!r}.", choose(name, known), len(name))
            elif name in found:
                self.refuse_at(keyword, f"{name} is given twice.", "leave out one of the two.")
            found[name] = value
        return Arguments(self, found)

    def _given_by_name(self) -> Iterator[tuple[str, ast.expr, ast.keyword]]:
        """Names and values, also out of a table behind two stars that the text writes out."""
        for keyword in self.node.keywords:
            if keyword.arg is not None:
                yield keyword.arg, keyword.value, keyword
                continue
            table = _code.items(keyword.value)
            if table is None and isinstance(keyword.value, ast.Name):
                table = self.code.table(keyword.value)
                table = {} if table is None and keyword.value.id == _FACTORY else table
            if table is None:
                self.refuse_at(keyword, "what the ** stands for is not in the text.", "write the values themselves.")
            for name, value in table.items():
                yield name, value, keyword


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
        self.call.refuse_at(self.found[name], message, hint)

    def require(self, name: str) -> None:
        """Refuse a layer that does not say its ``name``."""
        if name not in self:
            self.refuse(name, f"{self.call.name} needs its {name}.", f"add {name}=3, or what it is.")

    def literal(self, name: str) -> Any:
        """A number, text, or a tuple of them, as it is written or simply computed; None where nothing is."""
        if name not in self:
            return None
        try:
            return literal(self.found[name])
        except NotLiteralError as error:
            self.call.refuse_at(error.node, f"{name}: {error.message}", error.hint)

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

    def channels(
        self, *, inputs: str = "", outputs: str = "", groups: str = "", bias: str = ""
    ) -> tuple[dict[str, object], tuple[str, ...]]:
        """What the arithmetic does not depend on, as a note for the label, and what a picture of it leaves out.

        The parameters are called so; what is not written out is left out of the note.
        """
        before, after = self._count(inputs), self._count(outputs)
        told = []
        if after is not None:
            channels = f"{after} channel{'' if after == 1 else 's'}"
            told.append(f"{before} → {channels}" if before else channels)
        if (self._count(groups) or 1) != 1:
            told.append(f"{self._count(groups)} groups")
        value = self.found.get(bias)
        if isinstance(value, ast.Constant) and value.value is False:
            told.append("no bias")
        note: dict[str, object] = {"note": ", ".join(told)} if told else {}
        if groups in self and self._count(groups) != 1:
            several = f"one of {before} channels" if before else "one of its channels"
            count = self._count(groups)
            return note, (f"{groups}={count}: {several} is drawn" if count else f"its {groups}: {several} is drawn",)
        alone = not (inputs in self or outputs in self) or (before == 1 and after == 1)
        return note, () if alone else (ONE_CHANNEL,)

    def _count(self, name: str) -> int | None:
        """A whole number of 1 or more that is written out, else nothing."""
        try:
            value = literal(self.found[name]) if name in self else None
        except NotLiteralError:
            return None
        return value if isinstance(value, int) and is_whole(value) and value >= 1 else None


def dimensions(call: Call) -> int:
    """The dimensions that a name ends with: 2 of "Conv2d" and "Conv2DTranspose"."""
    return int(re.findall(r"\d", call.name)[0])


def everywhere(number: int, value: int | tuple[int, ...]) -> bool:
    """Whether a size is this number along all axes."""
    return set(value if isinstance(value, tuple) else [value]) == {number}


def refuse_dimensions(call: Call) -> NoReturn:
    """Refuse a layer of more than two dimensions."""
    call.refuse(
        f"{call.name}: a layer of three dimensions or more cannot be drawn.",
        "draw it with two of them: every dimension has its own arithmetic.",
    )
