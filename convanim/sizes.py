"""Sizes as people write them: ``3``, ``"3x5"`` or ``(3, 5)`` for (rows, columns)."""

import re
from collections.abc import Sequence
from numbers import Integral

from convanim.errors import ConvanimError

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
    pair = value if isinstance(value, Sequence) and len(value) == 2 else (value, value)
    rows, columns = (int(n) if isinstance(n, Integral) and not isinstance(n, bool) else None for n in pair)
    return None if rows is None or columns is None else (rows, columns)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def written(size: Size) -> str:
    """The shortest text that ``parse_size`` reads back: "3" or "3x5"."""
    rows, columns = size
    return str(rows) if rows == columns else f"{rows}x{columns}"
