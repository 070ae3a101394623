"""Themes: which colour each role has. A theme is one TOML file in ``themes/``."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from convanim import parts
from convanim.errors import ConvanimError, choose
from convanim.files import decoded, read_bytes
from convanim.options.names import FOLLOWING
from convanim.options.toml_tables import tables_of, tables_of_json
from convanim.style.colour import Colour, nearest, parse_colour, quiet, readable, wash
from convanim.style.texture import Texture, mixed, parse_texture

_Parsed = TypeVar("_Parsed", Colour, Texture)
MOST_BYTES = 100_000
"""Of a theme file."""


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
    textures: dict[str, Texture]
    """What is drawn over the areas of some roles, where colours alone do not tell them apart."""
    legend: bool
    """Whether a figure names its kinds of cell where nothing is said of it."""
    published: bool = False
    """Whether planes look as the guide published them: the window is a shade, and the output is full from the start."""
    doubled: bool = False
    """Whether the outline of what is read now has a core of paper: two lines, which no texture has."""
    font: str | None = None
    """A font file for letters that the built-in one lacks."""

    def colour(self, role: str) -> Colour:
        """The colour of a role; of ``role@share`` (``input@0.35``) the opaque one between paper and the role.

        ``first>last@share`` lies between two roles. ``on:role`` and
        ``quiet:role`` are letters, ``near:letters:role`` letters as like ``letters`` as can be read there, and ``wash``
        is a veil that they bear; ``convanim.style.tints`` writes such names.
        """
        if role in self.colours:
            return self.colours[role]
        if role in _PLAIN:
            return _PLAIN[role]
        if role == "wash":
            fills = {look.fill for look in self.looks.values()} | {"paper"}
            borne = {(self.colour(fill), self._letters()) for fill in fills if fill}
            zeros = {(self.colour(fill), (self.colours["zero_washed"],)) for fill in ("paper", "padding")}
            return wash(self.colours["shade"], frozenset(borne | zeros))
        kind, _, ground = role.rpartition(":")
        if kind == "on":
            return readable(self._seen(ground), self._letters())
        if kind.startswith("near:"):
            return nearest(self.colour(kind.removeprefix("near:")), self._seen(ground), self._letters())
        if kind == "quiet":
            return quiet(self.colours["ink"], self.colours["paper"], self._seen(ground), self._letters())
        mixed, _, share = role.partition("@")
        if ">" in mixed:
            first, _, last = mixed.partition(">")
            return self.colour(last)._replace(opacity=float(share)).over(self.colour(first))
        found = self.colours[mixed]
        return found._replace(opacity=found.opacity * float(share or 1)).over(self.colours["paper"])

    def texture(self, role: str) -> Texture | None:
        """What is drawn over areas of a role; of one between two roles (``first>last@share``) what lies between."""
        ends, _, share = role.partition("@")
        first, _, last = ends.partition(">")
        if last and first in self.textures and last in self.textures:
            return mixed(self.textures[first], self.textures[last], float(share))
        return self.textures.get(role)

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


_PLAIN = {"black": Colour(0, 0, 0), "white": Colour(255, 255, 255)}
"""Roles that every theme has."""


def names() -> tuple[str, ...]:
    """The names of all themes."""
    return parts.names("style/themes", ".toml")


def pair(name: str) -> tuple[str, str]:
    """The themes for light and for dark pages that belong to ``name``: "classic" and "classic-dark" share a palette."""
    if name in ("dark", "auto"):
        return "light", "dark"
    light = name.removesuffix("-auto" if name in FOLLOWING else "-dark")
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
        raise ConvanimError(f"there is no theme {name!r}.", choose(name, (*names(), *FOLLOWING)))
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


_KEYS = ("legend", "published", "doubled", "font", "colours", "textures", "kinds")


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
    colours |= _by_role(table, "colours", where, parse_colour)
    textures = dict(base.textures) if base else {}
    textures |= _by_role(table, "textures", where, lambda written: parse_texture(written, COLOURS))
    looks = dict(base.looks) if base else {}
    for kind, look in _table(table, "kinds", where).items():
        looks[kind] = _look(kind, look, where)
    legend = _switch(table, "legend", where, default=base.legend if base else True)
    published = _switch(table, "published", where, default=base.published if base else False)
    doubled = _switch(table, "doubled", where, default=base.doubled if base else False)
    font = table.get("font")
    if font is not None and not isinstance(font, str):
        raise ConvanimError(f"{where}: font: {str(font)[:40]!r} is no file.", "name a font file in quotes.")
    return Theme(name, colours, looks, textures, legend, published, doubled, font)


def _by_role(table: dict[str, Any], key: str, where: str, parse: Callable[[object], _Parsed]) -> dict[str, _Parsed]:
    """What one of its tables says of roles."""
    found = {}
    for role, written in _table(table, key, where).items():
        if role not in COLOURS:
            raise ConvanimError(f"{where}: {key}.{role}: there is no such colour.", choose(role, COLOURS))
        try:
            found[role] = parse(written)
        except ConvanimError as error:
            raise ConvanimError(f"{where}: {key}.{role}: {error.message}", error.hint) from None
    return found


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
