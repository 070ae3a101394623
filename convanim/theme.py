"""Themes: which colour each role has. A theme is one TOML file in ``themes/``."""

import colorsys
import re
import tomllib
from functools import cache
from typing import NamedTuple

from convanim import folder
from convanim.errors import ConvanimError, choose


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

    def turned(self, degrees: float) -> "Colour":
        """The same lightness and saturation in another hue: 120 degrees make green of red."""
        hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in self.rgb))
        red, green, blue = colorsys.hls_to_rgb((hue + degrees / 360) % 1, lightness, saturation)
        return Colour(round(red * 255), round(green * 255), round(blue * 255), self.opacity)


def _luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in colour.rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class Look(NamedTuple):
    """How a kind of cell is drawn."""

    fill: str | None
    """Role of its colour; None for nothing but paper."""
    dashed: bool
    mark: str | None
    """Name of a sign in the cell, that tells it apart without its colour."""


class Theme(NamedTuple):
    """A colour for each role that a scene can name, and a look for each kind of cell."""

    name: str
    colours: dict[str, Colour]
    looks: dict[str, Look]
    legend: bool
    """Whether a figure names its kinds of cell where nothing is said of it."""

    def colour(self, role: str) -> Colour:
        """The colour of a role; of ``role@share`` (``input@0.35``) the opaque one between paper and the role.

        ``role~degrees@share`` turns the hue first; ``convanim.shades`` writes such names.
        """
        if role in self.colours:
            return self.colours[role]
        turned, _, share = role.partition("@")
        name, _, degrees = turned.partition("~")
        found = self.colours[name].turned(float(degrees or 0))
        return found._replace(opacity=found.opacity * float(share or 1)).over(self.colours["paper"])

    def flat_colours(self, fills: set[str], strokes: set[str]) -> list[Colour]:
        """Every opaque colour that pixels of these roles can have all over: alone, and veils over fills and paper."""
        fills = {"paper", *fills}
        areas = [self.colour(role) for role in sorted(fills)]
        grounds = [colour for colour in areas if colour.opacity == 1]
        veils = [colour for colour in areas if colour.opacity < 1]
        lines = [self.colour(role) for role in sorted(strokes)]
        return list(dict.fromkeys([*grounds, *lines, *(veil.over(ground) for veil in veils for ground in grounds)]))


def names() -> tuple[str, ...]:
    """The names of all themes."""
    return folder.names("themes", ".toml")


@cache
def load(name: str) -> Theme:
    """The theme called ``name``."""
    if name not in names():
        raise ConvanimError(f"there is no theme {name!r}.", choose(name, names()))
    table = tomllib.loads((folder.HERE / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
    looks = {
        kind: Look(look.get("fill"), look.get("dashed", False), look.get("mark"))
        for kind, look in table["kinds"].items()
    }
    return Theme(name, {role: parse_colour(text) for role, text in table["colours"].items()}, looks, table["legend"])


def parse_colour(text: str) -> Colour:
    """A colour from ``#rrggbb``, or ``#rrggbb 40%`` for one that covers less."""
    match = re.fullmatch(r"#([0-9a-fA-F]{6})(?: (\d{1,3})%)?", text)
    if match is None:
        raise ConvanimError(f"{text!r} is not a colour.", "write #rrggbb, or #rrggbb 40% for a veil.")
    channels = bytes.fromhex(match[1])
    red, green, blue = channels
    return Colour(red, green, blue, int(match[2] or 100) / 100)
