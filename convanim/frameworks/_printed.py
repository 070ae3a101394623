"""Printed models of PyTorch: a line a module, ``(name): Module(what it says of itself)``, indented like a tree."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# "(conv1): Conv2d(...)", "(0-3): 4 x Conv2d(...)", and the module that holds all the others, which has no name.
_MODULE = re.compile(r"\s*(?:\(([^()\s][^()]*)\): )?(?:\d+ x )?([A-Za-z_]\w*) ?(\(.*)")


class Module(NamedTuple):
    """A module of a printed model."""

    path: str
    """What the model calls it: "encoder.0.conv1"; empty for the model itself."""
    kind: str
    """Its class: "Conv2d"."""
    said: str
    """What it says of itself, in brackets."""
    line: int
    """Of the text, from 1."""
    holds_others: bool


def is_printed(text: str) -> bool:
    """Whether any line of the text is a module with its name."""
    return any(match and match[1] for match in map(_MODULE.fullmatch, text.split("\n")))


def modules(text: str) -> Iterator[Module]:
    """Every module of a printed model, in its order."""
    lines = text.split("\n")
    path: list[str] = []
    for number, line in enumerate(lines, 1):
        match = _MODULE.fullmatch(line)
        if match is None:
            if line.strip() == ")" and path:
                path.pop()
            continue
        name, kind, said = match[1] or "", match[2], match[3].strip()
        if said == "(":
            path.append(name)
            yield Module(_joined(path), kind, _own_words(lines, number), number, True)
        elif name:
            yield Module(_joined([*path, name]), kind, said, number, False)


def _joined(path: list[str]) -> str:
    return ".".join(filter(None, path))


def _own_words(lines: list[str], after: int) -> str:
    """What a module that holds others says of itself, on the line below its name."""
    below = lines[after].strip() if after < len(lines) else ""
    return "()" if _MODULE.fullmatch(below) or below == ")" else f"({below})"
