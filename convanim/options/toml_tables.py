"""TOML texts as tables, in time and memory that grow with the text and no faster; and tables that are no file.

Such a table travels as JSON on one line. It is a value like a name: commands, fingerprints and processes pass it on.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from convanim.errors import ConvanimError

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


def as_json(table: Mapping[str, object], name: str) -> str:
    """The table that was given for the option ``name`` as JSON; the order of its keys makes no difference."""
    import json  # Few figures need it.

    try:
        return json.dumps(dict(table), sort_keys=True, allow_nan=False, default=dict)
    except (TypeError, ValueError, RecursionError):
        raise ConvanimError(
            f"{name}: it holds what no {name} file could.", "use texts, true, false, and mappings of those."
        ) from None


def tables_of_json(text: str, most: int, name: str) -> dict[str, Any]:
    """The table that ``as_json`` wrote. Raises ConvanimError for other text, and for more than ``most`` letters."""
    import json

    if len(text) > most:
        raise ConvanimError(f"{name}: it has {len(text):,} letters, which is more than {most:,}.", "say less.")
    try:
        table = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConvanimError(f"{name}: it is not JSON: {error}.", "write its keys as JSON.") from None
    if not isinstance(table, dict):
        raise ConvanimError(f"{name}: it is no table.", "write its keys as JSON.")
    return table
