"""Somebody's text: its syntax tree, and excerpts of it for what is not understood."""

import ast
import re
import textwrap
import warnings
from collections.abc import Callable
from typing import Any

from convanim.errors import ConvanimError

_LONGEST_TEXT = 1_000_000
_WIDEST_EXCERPT = 70
_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.)(?: |$)")


class LayerSyntaxError(ConvanimError):
    """A pasted layer that is not understood; ``excerpt`` is its text with carets under the place, in two lines."""

    def __init__(self, message: str, hint: str, excerpt: str | Callable[[], str] = "") -> None:
        super().__init__(message, hint)
        self._excerpt = excerpt

    @property
    def excerpt(self) -> str:
        """Made only when it is shown: a model has thousands of layers."""
        return self._excerpt if isinstance(self._excerpt, str) else self._excerpt()

    def __reduce__(self) -> Any:
        return type(self), (self.message, self.hint, self.excerpt)


def plain(text: str) -> str:
    """``text`` with plain line feeds and without common indentation; its lines keep their numbers.

    Raises ConvanimError for a text that is too long for a model.
    """
    if len(text) > _LONGEST_TEXT:
        raise ConvanimError(f"{len(text):,} characters are too long for a model.", "paste the part with the layers.")
    text = textwrap.dedent(text.replace("\r\n", "\n").replace("\r", "\n")).rstrip()
    before = len(text) - len(text.lstrip())
    return "\n" * text.count("\n", 0, before) + text[before:]


def without_prompts(text: str) -> tuple[str, str]:
    """What was typed into an interactive session, and what it answered; each keeps the numbers of its lines.

    A text that does not begin with a prompt is all typed.
    """
    if not text.lstrip().startswith(">>>"):
        return text, ""
    typed, answered = [], []
    for line in text.split("\n"):
        prompt = _PROMPT.match(line)
        typed.append(line[prompt.end() :] if prompt else "")
        answered.append("" if prompt else line)
    return "\n".join(typed), "\n".join(answered)


def parse(text: str) -> ast.Module:
    """The syntax tree of ``text``, whose lines end with a plain line feed."""
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


def excerpt_of(lines: list[str], node: ast.expr | ast.keyword | ast.stmt, length: int | None = None) -> str:
    """The excerpt of ``lines`` with carets under ``node``, or under so many of its first characters."""
    line = lines[node.lineno - 1]

    def column(offset: int) -> int:
        return len(line.encode()[:offset].decode())  # Python counts bytes.

    start = column(node.col_offset)
    end = column(node.end_col_offset or 0) if node.end_lineno == node.lineno else len(line)
    return excerpt(line, start, end if length is None else start + length)
