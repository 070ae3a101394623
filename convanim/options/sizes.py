"""Sizes as people write them: ``3``, ``"3x5"`` or ``(3, 5)`` for (rows, columns)."""

import re
from collections.abc import Sequence
from numbers import Integral

from convanim.errors import ConvanimError, choose

Size = tuple[int, int]
SizeLike = int | str | Sequence[int]


def parse_size(value: object, name: str, minimum: int) -> Size:
    """(rows, columns) from a number for both, ``"ROWSxCOLS"`` or a pair; each at least ``minimum``."""
    size = _read(value)
    if size is None:
        raise ConvanimError(
            f"{name}: {_shown(value)} is not a size.",
            "write one whole number for both axes (3), or ROWSxCOLUMNS (3x5).",
        )
    if min(size) < minimum:
        raise ConvanimError(f"{name}: {min(size)} is too small.", f"{name} is a whole number, {minimum} or more.")
    return size


def _read(value: object) -> Size | None:
    if isinstance(value, str):
        match = re.fullmatch(r"\s*(-?\d{1,18})\s*(?:[x×]\s*(-?\d{1,18})\s*)?", value)
        if match is None:
            return None
        rows, columns = match.groups()
        return int(rows), int(columns or rows)
    pair = value if isinstance(value, Sequence) and len(value) in (1, 2) else (value,)
    whole = [int(each) for each in pair if isinstance(each, Integral) and not isinstance(each, bool)]
    return (whole[0], whole[-1]) if len(whole) == len(pair) else None


Sides = tuple[tuple[int, int], tuple[int, int]]
"""((before, after) of the rows, (before, after) of the columns)"""


def parse_sides(value: object, name: str, named: Sequence[str]) -> Sides | str:
    """A padding: one of the ``named`` ones, or sizes from 0 on.

    Sizes are a number for every side, ``"BEFORE:AFTER"`` for each axis, ``"ROWSxCOLUMNS"`` where each is one of
    those, or the same in pairs: ``(rows, columns)``, ``((before, after), (before, after))``.
    """
    if isinstance(value, str) and re.fullmatch(r"\s*[A-Za-z][\w-]*\s*", value):
        word = value.strip().lower().replace("_", "-")
        if word not in named:
            raise ConvanimError(f"{name}: there is no padding called {value.strip()!r}.", choose(word, named))
        return word
    if isinstance(value, str):
        axes: list[object] = [part.split(":") for part in re.split("[x×]", value)]
    elif isinstance(value, Sequence) and len(value) <= 2:
        axes = list(value)
    else:
        axes = [value]
    sides = [_read_sides(each) for each in axes]
    if len(sides) not in (1, 2) or None in sides:
        raise ConvanimError(
            f"{name}: {_shown(value)} is not a padding.",
            f"write a number, BEFORE:AFTER, ROWSxCOLUMNS of those (0:1x2), or a name: {', '.join(named)}.",
        )
    rows, columns = sides[0], sides[-1]
    assert rows is not None
    assert columns is not None
    if min(*rows, *columns) < 0:
        raise ConvanimError(
            f"{name}: {min(*rows, *columns)} is too small.", f"{name} is a whole number, 0 or more, on each side."
        )
    return rows, columns


def _read_sides(value: object) -> tuple[int, int] | None:
    if isinstance(value, Sequence) and not isinstance(value, str):
        each = [_read(amount) for amount in value]
        if len(each) not in (1, 2) or any(size is None or size[0] != size[1] for size in each):
            return None
        return each[0][0], each[-1][0]  # type: ignore[index]  # none is None
    size = _read(value)
    return size if size is not None and size[0] == size[1] else None


def written_sides(sides: Sides) -> str:
    """The shortest text that ``parse_sides`` reads back: "1", "1:2", "0:1x2"."""
    rows, columns = (str(before) if before == after else f"{before}:{after}" for before, after in sides)
    return rows if rows == columns else f"{rows}x{columns}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def written(size: Size) -> str:
    """The shortest text that ``parse_size`` reads back: "3" or "3x5"."""
    rows, columns = size
    return str(rows) if rows == columns else f"{rows}x{columns}"
