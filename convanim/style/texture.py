"""Textures: lines and dots over the areas of a role, which grey printers and copiers keep as they keep black."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from convanim.errors import ConvanimError, choose

Pattern = Literal["lines", "dots"]
PATTERNS: tuple[str, ...] = get_args(Pattern)
FINEST, WIDEST = 3.0, 100.0
"""Pixels from a line or dot to the next: finer ones run together in print, and take long to draw."""


class Texture(NamedTuple):
    """Lines that rise from left to right, or dots in rows that do."""

    pattern: Pattern
    every: float
    """Pixels from a line or dot to the next, at the usual size of cells."""
    width: float
    """Pixels of a line, or across a dot."""
    angle: float = 45.0
    """Degrees that lines rise."""
    role: str = "line"
    """Of their colour."""


def mixed(first: Texture, last: Texture, share: float) -> Texture:
    """The texture a ``share`` of the way from one to another in how many there are, and how wide."""
    every = 1 / ((1 - share) / first.every + share / last.every)
    return first._replace(every=every, width=first.width + (last.width - first.width) * share)


def parse_texture(table: object, roles: Sequence[str]) -> Texture:
    """A texture from its table in a theme, whose colour is one of ``roles``."""
    way_out = 'write { pattern = "lines", every = 5.5, width = 1.0, angle = 45, colour = "line" }.'
    keys = {"pattern", "every", "width", "angle", "colour"}
    if not isinstance(table, dict) or table.keys() - keys or keys - {"angle", "colour"} - table.keys():
        raise ConvanimError(f"{str(table)[:60]!r} is not a texture.", way_out)
    pattern, role = table["pattern"], table.get("colour", "line")
    if pattern not in PATTERNS:
        raise ConvanimError(f"there is no pattern {str(pattern)[:40]!r}.", choose(str(pattern), PATTERNS))
    if role not in roles:
        raise ConvanimError(f"there is no colour {str(role)[:40]!r}.", choose(str(role), roles))
    every = _number(table, "every", FINEST, WIDEST)
    width = _number(table, "width", 0.25, every)
    angle = _number(table, "angle", -90, 90) if "angle" in table else 45.0
    return Texture(pattern, every, width, angle, role)


def _number(table: dict[str, object], key: str, least: float, most: float) -> float:
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ConvanimError(f"{key} = {str(value)[:40]} is not from {least:g} to {most:g}.", "write such a number.")
    return float(value)
