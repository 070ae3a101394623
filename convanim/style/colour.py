"""Colours: how they are written, mixed and told apart, and which letters can be read on them."""

import re
from functools import cache
from typing import NamedTuple

from convanim.errors import ConvanimError


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and how much it covers, from 0 to 1."""

    red: int
    green: int
    blue: int
    opacity: float = 1.0

    @property
    def rgb(self) -> tuple[int, int, int]:
        """(red, green, blue)"""
        return self.red, self.green, self.blue

    @property
    def cover(self) -> int:
        """How much it covers, in 256ths, which is how pixels are mixed."""
        return round(self.opacity * 256)

    def contrast(self, other: "Colour") -> float:
        """The contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
        light, dark = sorted((_luminance(self), _luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    def over(self, ground: "Colour") -> "Colour":
        """What is seen where this colour lies on an opaque one."""
        mixed = (
            (under * (256 - self.cover) + above * self.cover + 128) >> 8
            for above, under in zip(self.rgb, ground.rgb, strict=True)
        )
        return Colour(*mixed)


def _luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in colour.rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def parse_colour(text: object) -> Colour:
    """A colour from ``#rrggbb``, or ``#rrggbb 40%`` for one that covers less."""
    match = re.fullmatch(r"#([0-9a-fA-F]{6})(?: (100|\d{1,2})%)?", text) if isinstance(text, str) else None
    if match is None:
        raise ConvanimError(f"{text!r} is not a colour.", "write #rrggbb, or #rrggbb 40% for a veil.")
    channels = bytes.fromhex(match[1])
    red, green, blue = channels
    return Colour(red, green, blue, int(match[2] or 100) / 100)


READABLE = 4.5
"""Contrast of letters with their ground, at the least (WCAG 2.2, success criterion 1.4.3)."""


def _least_contrast(colour: Colour, grounds: tuple[Colour, ...]) -> float:
    return min(colour.contrast(ground) for ground in grounds)


@cache
def readable(grounds: tuple[Colour, ...], letters: tuple[Colour, ...]) -> Colour:
    """The first of these colours that can be read on all grounds, or the one that comes nearest to it."""
    return next(
        (colour for colour in letters if _least_contrast(colour, grounds) >= READABLE),
        max(letters, key=lambda colour: _least_contrast(colour, grounds)),
    )


@cache
def nearest(wanted: Colour, grounds: tuple[Colour, ...], letters: tuple[Colour, ...]) -> Colour:
    """The colour on the way from ``wanted`` to letters that can be read, the first that can be."""
    safe = readable(grounds, letters)
    shares = (safe._replace(opacity=percent / 100).over(wanted) for percent in range(0, 100, 10))
    return next((colour for colour in shares if _least_contrast(colour, grounds) >= READABLE), safe)


@cache
def quiet(ink: Colour, paper: Colour, grounds: tuple[Colour, ...], letters: tuple[Colour, ...]) -> Colour:
    """The palest ink that can be read, from half of it on."""
    shares = (ink._replace(opacity=percent / 100).over(paper) for percent in range(50, 100, 5))
    return next(
        (colour for colour in shares if _least_contrast(colour, grounds) >= READABLE), readable(grounds, letters)
    )


@cache
def wash(shade: Colour, borne: frozenset[tuple[Colour, tuple[Colour, ...]]]) -> Colour:
    """The strongest veil, up to ``shade``, on these fills, with and without which some letters of each can be read."""
    veils = (shade._replace(opacity=shade.opacity * percent / 100) for percent in range(100, 0, -5))
    return next(
        (
            veil
            for veil in veils
            if all(
                _least_contrast(readable(seen, letters), seen) >= READABLE
                for seen, letters in (((fill, veil.over(fill)), letters) for fill, letters in borne)
            )
        ),
        shade._replace(opacity=0.0),
    )
