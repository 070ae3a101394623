"""Where the keys of a TOML text stand, which tomllib does not tell."""

import re
import tomllib
from collections.abc import Iterator

Key = tuple[str, ...]

_PART = r"""(?:[\w-]+|"(?:\\.|[^"\\])*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]")
_ASSIGNED = re.compile(rf"\s*({_DOTTED})\s*=")
# What can hold a bracket that is none, then the brackets.
_TOKEN = re.compile(r"""\"{3}|'{3}|"(?:\\.|[^"\\])*"|'[^']*'|#.*|[][{}]""")


class Lines:
    """The lines of the tables and keys of a text that is TOML."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Key, int] = {}
        table: Key = ()
        for number, line in _outer_lines(text):
            if header := _HEADER.match(line):
                table = _parts(header[1])
                self._lines.setdefault(table, number)
            elif assigned := _ASSIGNED.match(line):
                parts = _parts(assigned[1])
                for end in range(1, len(parts) + 1):
                    self._lines.setdefault((*table, *parts[:end]), number)

    def line(self, *key: str) -> int | None:
        """The line of a key, counted from 1, or of the innermost table that holds it, where that has one."""
        return next((self._lines[key[:end]] for end in range(len(key), 0, -1) if key[:end] in self._lines), None)


def _outer_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin outside of any string and bracket, with their numbers."""
    closing, depth = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if not closing and not depth:
            yield number, line
        at = 0
        while True:
            if closing:
                end = line.find(closing, at)
                if end < 0:
                    break
                closing, at = "", end + 3
            token = _TOKEN.search(line, at)
            if token is None:
                break
            at = token.end()
            if token[0] in ('"""', "'''"):
                closing = token[0]
            depth += (token[0] in "[{") - (token[0] in "]}")


def _parts(dotted: str) -> Key:
    parts: list[str] = []
    inner = tomllib.loads(f"{dotted} = 0")
    while isinstance(inner, dict):
        ((part, inner),) = inner.items()
        parts.append(part)
    return tuple(parts)
