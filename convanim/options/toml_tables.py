"""TOML texts as tables, in time and memory that grow with the text and no faster."""

import re
import tomllib
from typing import Any

MOST_PARTS = 16
"""Of a dotted key. What tomllib keeps of one grows with the square of its parts."""

# What can hold dots that join no key; a text that is cut off is tomllib's to refuse.
_TEXTS = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*",
    re.DOTALL,
)
_LONG_KEY = re.compile(rf"(?<![\w-])[\w-]+(?:[ \t]*\.[ \t]*[\w-]+){{{MOST_PARTS}}}")


def tables_of(text: str) -> dict[str, Any]:
    """The tables of a text. Raises ValueError, in words that name the line, for what is no TOML or nested too deep."""
    bare = _TEXTS.sub(lambda match: "x" + "\n" * match[0].count("\n"), text)
    long = _LONG_KEY.search(bare)
    if long:
        line = bare.count("\n", 0, long.start()) + 1
        raise ValueError(f"a key of more than {MOST_PARTS} parts (at line {line}, column 1)")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("tables too deep") from None
