"""Themes: which colour each role has. A theme is one TOML file in ``themes/``."""

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

    def over(self, ground: "Colour") -> "Colour":
        """What is seen where this colour lies on an opaque one."""
        mixed = (
            (under * (256 - self.cover) + above * self.cover + 128) >> 8
            for above, under in zip(self.rgb, ground.rgb, strict=True)
        )
        return Colour(*mixed)


class Theme(NamedTuple):
    """A colour for each role that a scene can name."""

    name: str
    colours: dict[str, Colour]

    def flat_colours(self) -> list[Colour]:
        """Every opaque colour that an area can have: the opaque roles, and the translucent ones over each."""
        opaque = [colour for colour in self.colours.values() if colour.opacity == 1]
        veils = [colour for colour in self.colours.values() if colour.opacity < 1]
        grounds = [colour for role, colour in self.colours.items() if colour.opacity == 1 and role != "ink"]
        return list(dict.fromkeys([*opaque, *(veil.over(ground) for veil in veils for ground in grounds)]))


def names() -> tuple[str, ...]:
    """The names of all themes."""
    return folder.names("themes", ".toml")


@cache
def load(name: str) -> Theme:
    """The theme called ``name``."""
    if name not in names():
        raise ConvanimError(f"there is no theme {name!r}.", choose(name, names()))
    table = tomllib.loads((folder.HERE / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
    return Theme(name, {role: parse_colour(text) for role, text in table["colours"].items()})


def parse_colour(text: str) -> Colour:
    """A colour from ``#rrggbb``, or ``#rrggbb 40%`` for one that covers less."""
    match = re.fullmatch(r"#([0-9a-fA-F]{6})(?: (\d{1,3})%)?", text)
    if match is None:
        raise ConvanimError(f"{text!r} is not a colour.", "write #rrggbb, or #rrggbb 40% for a veil.")
    channels = bytes.fromhex(match[1])
    red, green, blue = channels
    return Colour(red, green, blue, int(match[2] or 100) / 100)
