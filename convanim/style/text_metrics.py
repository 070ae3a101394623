"""How wide words are, and the signs of arithmetic that the built-in font lacks.

The font is Aileron, which Pillow carries: the same letters on every machine. Views measure words here, so that
laying out a page needs no Pillow.
"""

import math
from functools import lru_cache

from convanim.scene.items import Text
from convanim.style.letter_widths import ADVANCES

Point = tuple[float, float]

BUILT_IN = "©«°±´»‘’“”…‹›™"
"""What the built-in font has beyond ASCII."""
_WIDE = 1000
"""Advance of any other character: a Chinese one fills an em."""

_HINTING = 1.07
"""Painted letters take whole pixels, which makes words at most this much wider."""

SIGN_STROKE = 0.075
"""Width of the strokes of ``SIGNS``, in ems: that of the font's own stems."""


def _lemniscate() -> tuple[Point, ...]:
    # Two loops side by side, as a closed line of 32 points.
    turn = [2 * math.pi * n / 32 for n in range(33)]
    return tuple((0.45 + 0.34 * math.cos(t), -0.29 - 0.36 * math.sin(t) * math.cos(t)) for t in turn)


def _wave(middle: float) -> tuple[Point, ...]:
    return tuple((0.08 + 0.42 * n / 12, middle - 0.06 * math.sin(2 * math.pi * n / 12)) for n in range(13))


def _turn() -> tuple[Point, ...]:
    """An open circle, clockwise from half past two round to noon."""
    turns = [math.radians(-25 + 293 * n / 24) for n in range(25)]
    return tuple((0.45 + 0.32 * math.cos(t), -0.30 + 0.32 * math.sin(t)) for t in turns)


SIGNS: dict[str, tuple[float, tuple[tuple[Point, ...], ...]]] = {
    "×": (0.58, (((0.12, -0.46), (0.46, -0.12)), ((0.12, -0.12), (0.46, -0.46)))),
    "−": (0.58, (((0.08, -0.29), (0.50, -0.29)),)),
    "≈": (0.58, (_wave(-0.39), _wave(-0.19))),
    "→": (0.95, (((0.08, -0.29), (0.86, -0.29)), ((0.62, -0.51), (0.86, -0.29), (0.62, -0.07)))),
    "·": (0.34, (((0.12, -0.31), (0.22, -0.31)), ((0.12, -0.26), (0.22, -0.26)))),
    "∗": (0.6, (((0.3, -0.52), (0.3, -0.1)), ((0.12, -0.415), (0.48, -0.205)), ((0.12, -0.205), (0.48, -0.415)))),
    "⌊": (0.32, (((0.11, -0.8), (0.11, 0.1), (0.28, 0.1)),)),
    "⌋": (0.32, (((0.21, -0.8), (0.21, 0.1), (0.04, 0.1)),)),
    "⌈": (0.32, (((0.28, -0.8), (0.11, -0.8), (0.11, 0.1)),)),
    "⌉": (0.32, (((0.04, -0.8), (0.21, -0.8), (0.21, 0.1)),)),
    "↻": (0.92, (_turn(), ((0.36, -0.80), (0.50, -0.62), (0.34, -0.46)))),
    "∞": (0.90, (_lemniscate(),)),
}
"""Advance and polylines of each drawn sign, in ems from the start of the baseline, y down.

The font has a raised dot, but one that is lost between digits.
"""


@lru_cache(maxsize=4096)
def text_width(string: str, size: float) -> float:
    """Pixels that ``string`` takes at most, with an em of ``size`` pixels."""
    return sum(map(_advance, string)) * size / 1000 * _HINTING


def _advance(character: str) -> float:
    if character in SIGNS:
        return SIGNS[character][0] * 1000
    return ADVANCES.get(character, _WIDE)


SMALLEST = 6
"""Pixels of an em below which nobody can read; such words are left out."""

WHOLE = 12
"""Pixels of an em below which only whole ones are used: between them painted letters move together, and a point
vanishes between its digits."""


def fitted_size(text: Text) -> float:
    """The em of ``text`` in pixels: its own, less where it would be wider than it may be, 0 where none can be read."""
    width, most = text_width(text.string, text.size), text.most or math.inf
    # Quarters of a pixel: fonts are loaded once for each size.
    size = text.size if width <= most else int(4 * text.size * max(0.0, most) / width) / 4
    if size < SMALLEST and width > most:
        return 0
    if not SMALLEST <= size < WHOLE:
        return size
    return round(size) if text_width(text.string, round(size)) <= most else math.floor(size)
