"""Sizes as people write them: ``3`` for all axes, ``"3x5"`` or ``(3, 5)`` for (rows, columns)."""

import re
from collections.abc import Sequence
from numbers import Integral
from typing import TypeVar

from convanim.errors import ConvanimError, choose

Size = tuple[int, ...]
"""A number for each axis."""
PlaneSize = tuple[int, int]
"""(rows, columns)"""
SizeLike = int | str | Sequence[int]

_Value = TypeVar("_Value", int, tuple[int, int])


def parse_size(value: object, name: str, minimum: int) -> Size:
    """The numbers of a size as it is written, each at least ``minimum``: one for all axes, or rows and columns."""
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
        return None if match is None else tuple(int(each) for each in match.groups() if each is not None)
    each_axis = value if isinstance(value, Sequence) and len(value) in (1, 2) else (value,)
    whole = tuple(int(each) for each in each_axis if isinstance(each, Integral) and not isinstance(each, bool))
    return whole if len(whole) == len(each_axis) else None


def for_axes(written: tuple[_Value, ...], axes: int, name: str) -> tuple[_Value, ...]:
    """A value for each axis, of a size or of the sides of a padding as they are written.

    Raises ConvanimError for rows and columns that differ, where there is one axis.
    """
    if len(written) == axes:
        return written
    if len(set(written)) > 1:
        raise ConvanimError(
            f"{name}: a layer of one dimension has no rows, but {_joined(written)} has.",
            "write one number, or leave out dim.",
        )
    return written[:1] * axes


Sides = tuple[tuple[int, int], ...]
"""(before, after) for each axis."""


def parse_sides(value: object, name: str, named: Sequence[str]) -> Sides | str:
    """A padding as it is written: one of the ``named`` ones, or sizes from 0 on, for all axes or for each.

    Sizes are a number for every side, ``"BEFORE:AFTER"`` for each axis, ``"ROWSxCOLUMNS"`` where each is one of
    those, or the same in pairs: ``(rows, columns)``, ``((before, after), (before, after))``.
    """
    if isinstance(value, str) and re.fullmatch(r"\s*[A-Za-z][\w-]*\s*", value):
        return _read_name(value.strip(), name, named)
    if isinstance(value, str):
        axes: list[object] = [part.split(":") for part in re.split("[x×]", value)]
    elif isinstance(value, Sequence) and len(value) <= 2:
        axes = list(value)
    else:
        axes = [value]
    sides = tuple(each for each in map(_read_sides, axes) if each is not None)
    if len(axes) not in (1, 2) or len(sides) < len(axes):
        raise ConvanimError(
            f"{name}: {_shown(value)} is not a padding.",
            f"write a number, BEFORE:AFTER, ROWSxCOLUMNS of those (0:1x2), or a name: {', '.join(named)}.",
        )
    least = min(map(min, sides))
    if least < 0:
        raise ConvanimError(f"{name}: {least} is too small.", f"{name} is a whole number, 0 or more, on each side.")
    return sides


def _read_name(called: str, name: str, named: Sequence[str]) -> str:
    word = called.lower().replace("_", "-")
    if word not in named:
        raise ConvanimError(f"{name}: there is no padding called {called!r}.", choose(word, named))
    return word


def _read_sides(value: object) -> tuple[int, int] | None:
    """(before, after) of one axis."""
    amounts = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    sizes = [_read(amount) for amount in amounts]
    whole = [size[0] for size in sizes if size is not None and len(set(size)) == 1]
    return (whole[0], whole[-1]) if len(whole) == len(amounts) and len(whole) in (1, 2) else None


def written_sides(sides: Sides) -> str:
    """The shortest text that ``parse_sides`` reads back: "1", "1:2", "0:1x2"."""
    return _joined(sides)


def written(size: Size) -> str:
    """The shortest text that ``parse_size`` reads back: "3" or "3x5"."""
    return _joined(size)


def _joined(each_axis: Sequence[int | tuple[int, int]]) -> str:
    texts = [_one_axis(value) for value in each_axis]
    return texts[0] if len(set(texts)) == 1 else "x".join(texts)


def _one_axis(value: int | tuple[int, int]) -> str:
    if isinstance(value, int):
        return str(value)
    before, after = value
    return str(before) if before == after else f"{before}:{after}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
