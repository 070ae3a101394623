"""Themes: which colour each role has. A theme is one TOML file in ``themes/``."""

import colorsys
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from convanim import parts
from convanim.errors import ConvanimError, choose
from convanim.files import decoded, read_bytes
from convanim.options.toml_tables import tables_of, tables_of_json

MOST_BYTES = 100_000
"""Of a theme file."""


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
    published: bool = False
    """Whether planes look as the guide published them: the window is a shade, and the output is full from the start."""
    font: str | None = None
    """A font file for letters that the built-in one lacks."""

    def colour(self, role: str) -> Colour:
        """The colour of a role; of ``role@share`` (``input@0.35``) the opaque one between paper and the role.

        ``first>last@share`` lies between two roles. ``role~degrees@share`` turns the hue first, ``on:role`` and
        ``quiet:role`` are letters, ``near:letters:role`` letters as like ``letters`` as can be read there, and ``wash``
        is a veil that they bear; ``convanim.style.tints`` writes such names.
        """
        if role in self.colours:
            return self.colours[role]
        if role in _PLAIN:
            return _PLAIN[role]
        if role == "wash":
            fills = {look.fill for look in self.looks.values()} | {"paper"}
            return _wash(self.colours["shade"], frozenset(self.colour(fill) for fill in fills if fill), self._letters())
        kind, _, ground = role.rpartition(":")
        if kind == "on":
            return _readable(self._seen(ground), self._letters())
        if kind.startswith("near:"):
            return _nearest(self.colour(kind.removeprefix("near:")), self._seen(ground), self._letters())
        if kind == "quiet":
            return _quiet(self.colours["ink"], self.colours["paper"], self._seen(ground), self._letters())
        mixed, _, share = role.partition("@")
        if ">" in mixed:
            first, _, last = mixed.partition(">")
            return self.colour(last)._replace(opacity=float(share)).over(self.colour(first))
        turned = mixed
        name, _, degrees = turned.partition("~")
        found = self.colours[name].turned(float(degrees or 0))
        return found._replace(opacity=found.opacity * float(share or 1)).over(self.colours["paper"])

    def _letters(self) -> tuple[Colour, ...]:
        """The colours that letters can have, the dearest first."""
        return self.colours["ink"], self.colours["paper"], *_PLAIN.values()

    def _seen(self, ground: str) -> tuple[Colour, ...]:
        """What is seen of an area (``input``), alone and, where one is named (``input+wash``), under a veil."""
        role, _, veil = ground.partition("+")
        area = self.colour(role).over(self.colours["paper"])
        return (area, self.colour(veil).over(area)) if veil else (area,)

    def flat_colours(self, fills: set[str], strokes: set[str]) -> list[Colour]:
        """Every opaque colour that pixels of these roles can have all over: alone, and veils over fills and paper."""
        fills = {"paper", *fills}
        areas = [self.colour(role) for role in sorted(fills)]
        grounds = [colour for colour in areas if colour.opacity == 1]
        veils = [colour for colour in areas if colour.opacity < 1]
        lines = [self.colour(role) for role in sorted(strokes)]
        return list(dict.fromkeys([*grounds, *lines, *(veil.over(ground) for veil in veils for ground in grounds)]))


READABLE = 4.5
"""Contrast of letters with their ground, at the least (WCAG 2.2, success criterion 1.4.3)."""


def _least_contrast(colour: Colour, grounds: tuple[Colour, ...]) -> float:
    return min(colour.contrast(ground) for ground in grounds)


@cache
def _readable(grounds: tuple[Colour, ...], letters: tuple[Colour, ...]) -> Colour:
    """The first of these colours that can be read on all grounds, or the one that comes nearest to it."""
    return next(
        (colour for colour in letters if _least_contrast(colour, grounds) >= READABLE),
        max(letters, key=lambda colour: _least_contrast(colour, grounds)),
    )


@cache
def _nearest(wanted: Colour, grounds: tuple[Colour, ...], letters: tuple[Colour, ...]) -> Colour:
    """The colour on the way from ``wanted`` to letters that can be read, the first that can be."""
    safe = _readable(grounds, letters)
    shares = (safe._replace(opacity=percent / 100).over(wanted) for percent in range(0, 100, 10))
    return next((colour for colour in shares if _least_contrast(colour, grounds) >= READABLE), safe)


@cache
def _quiet(ink: Colour, paper: Colour, grounds: tuple[Colour, ...], letters: tuple[Colour, ...]) -> Colour:
    """The palest ink that can be read, from half of it on."""
    shares = (ink._replace(opacity=percent / 100).over(paper) for percent in range(50, 100, 5))
    return next(
        (colour for colour in shares if _least_contrast(colour, grounds) >= READABLE), _readable(grounds, letters)
    )


@cache
def _wash(shade: Colour, fills: frozenset[Colour], letters: tuple[Colour, ...]) -> Colour:
    """The strongest veil, up to ``shade``, below which letters keep a colour that can be read with it and without."""
    veils = (shade._replace(opacity=shade.opacity * percent / 100) for percent in range(100, 0, -5))
    return next(
        (
            veil
            for veil in veils
            if all(
                _least_contrast(_readable(seen, letters), seen) >= READABLE
                for seen in ((fill, veil.over(fill)) for fill in fills)
            )
        ),
        shade._replace(opacity=0.0),
    )


_PLAIN = {"black": Colour(0, 0, 0), "white": Colour(255, 255, 255)}
"""Roles that every theme has."""


def names() -> tuple[str, ...]:
    """The names of all themes."""
    return parts.names("style/themes", ".toml")


def pair(name: str) -> tuple[str, str]:
    """The themes for light and for dark pages that belong to ``name``: "classic" and "classic-dark" share a palette."""
    if name in ("dark", "auto"):
        return "light", "dark"
    light = name.removesuffix("-dark")
    return light, f"{light}-dark" if f"{light}-dark" in names() else "dark"


@cache
def load(name: str) -> Theme:
    """The theme called ``name``, the one in the TOML file ``name``, or the one in JSON that a mapping came to.

    Raises ConvanimError that names the key for what is wrong in it, FailedError for a file that cannot be read.
    """
    if name in names():
        return _read(name, tables_of((parts.HERE / "style/themes" / f"{name}.toml").read_text(encoding="utf-8")), name)
    if name.startswith("{"):
        return _read_own("theme", tables_of_json(name, MOST_BYTES, "theme"), "theme")
    if not name.endswith(".toml"):
        raise ConvanimError(f"there is no theme {name!r}.", choose(name, (*names(), "auto")))
    path = Path(name)
    content = read_bytes(path, MOST_BYTES, f"name a theme file, or a theme: {', '.join(names())}.")
    text = decoded(content, name).removeprefix("\ufeff")
    try:
        table = tables_of(text)
    except ValueError as error:
        raise ConvanimError(f"{name} is not TOML: {error}.", "mend the line that it names.") from error
    return _read_own(path.stem, table, name)


COLOURS = (
    *("paper", "ink", "grey", "zero", "zero_washed", "rest", "line", "grid"),
    *("padding", "copy", "input", "input_text", "output", "output_text", "past", "contribution"),
    *("shade", "accent", "guide", "accent_text", "kernel", "kernel_first", "kernel_last", "weight"),
    *("difference_text", "difference_small", "difference_large", "stamps_1", "stamps_2", "stamps_3", "stamps_4"),
)
"""What each is for stands in the language of the figures: blue is input, orange output, plum what is read now."""
KINDS = ("input", "output", "padding", "inserted", "extra", "unused")
MARKS = ("zero", "dot", "plus", "cross", "hatch")


_KEYS = ("legend", "published", "font", "colours", "kinds")


def _read_own(name: str, table: dict[str, Any], where: str) -> Theme:
    """Somebody's theme; what it leaves out is that of its ``base``, which is "light" where it names none."""
    chosen = table.pop("base", "light")
    if chosen not in names():
        raise ConvanimError(f"{where}: base: there is no theme {chosen!r}.", choose(str(chosen), names()))
    return _read(name, table, where, load(chosen))


def _read(name: str, table: dict[str, Any], where: str, base: Theme | None = None) -> Theme:
    for key in table:
        if key not in _KEYS:
            raise ConvanimError(f"{where}: there is no key {key!r}.", choose(key, ("base", *_KEYS)))
    colours = dict(base.colours) if base else {}
    for role, written in _table(table, "colours", where).items():
        if role not in COLOURS:
            raise ConvanimError(f"{where}: colours.{role}: there is no such colour.", choose(role, COLOURS))
        try:
            colours[role] = parse_colour(written)
        except ConvanimError as error:
            raise ConvanimError(f"{where}: colours.{role}: {error.message}", error.hint) from None
    looks = dict(base.looks) if base else {}
    for kind, look in _table(table, "kinds", where).items():
        looks[kind] = _look(kind, look, where)
    legend = _switch(table, "legend", where, default=base.legend if base else True)
    published = _switch(table, "published", where, default=base.published if base else False)
    font = table.get("font")
    if font is not None and not isinstance(font, str):
        raise ConvanimError(f"{where}: font: {str(font)[:40]!r} is no file.", "name a font file in quotes.")
    return Theme(name, colours, looks, legend, published, font)


def _switch(table: dict[str, Any], key: str, where: str, *, default: bool) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise ConvanimError(f"{where}: {key}: {str(value)[:40]!r} is neither true nor false.", "write true or false.")
    return value


def _table(table: dict[str, Any], key: str, where: str) -> dict[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise ConvanimError(f"{where}: {key} is not a table.", f"write [{key}] and its keys below it.")
    return found


def _look(kind: str, look: object, where: str) -> Look:
    if kind not in KINDS:
        raise ConvanimError(f"{where}: kinds.{kind}: there is no such kind of cell.", choose(kind, KINDS))
    if not isinstance(look, dict) or look.keys() - {"fill", "dashed", "mark"}:
        raise ConvanimError(
            f"{where}: kinds.{kind}: {str(look)[:40]!r} is not a look.",
            'write { fill = "input", dashed = true, mark = "dot" }.',
        )
    fill, mark = look.get("fill"), look.get("mark")
    if fill is not None and fill not in COLOURS:
        raise ConvanimError(f"{where}: kinds.{kind}.fill: there is no colour {fill!r}.", choose(str(fill), COLOURS))
    if mark is not None and mark not in MARKS:
        raise ConvanimError(f"{where}: kinds.{kind}.mark: there is no mark {mark!r}.", choose(str(mark), MARKS))
    dashed = look.get("dashed", False)
    if not isinstance(dashed, bool):
        raise ConvanimError(
            f"{where}: kinds.{kind}.dashed: {dashed!r} is neither true nor false.", "write true or false."
        )
    return Look(fill, dashed, mark)


def parse_colour(text: object) -> Colour:
    """A colour from ``#rrggbb``, or ``#rrggbb 40%`` for one that covers less."""
    match = re.fullmatch(r"#([0-9a-fA-F]{6})(?: (100|\d{1,2})%)?", text) if isinstance(text, str) else None
    if match is None:
        raise ConvanimError(f"{text!r} is not a colour.", "write #rrggbb, or #rrggbb 40% for a veil.")
    channels = bytes.fromhex(match[1])
    red, green, blue = channels
    return Colour(red, green, blue, int(match[2] or 100) / 100)
