"""The style sheet of an SVG: what styles have in common is the root's."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from convanim.exporters._svg_markup import SCOPE, names, number
from convanim.scene.items import Item, Style
from convanim.style.colour import Colour
from convanim.style.theme import Theme

FONT = "Arial,sans-serif"
ROOT = SCOPE
"""The class of the root."""
PAPER = f"{SCOPE}0"
"""The class of what lies under all items."""


class _Key(NamedTuple):
    style: Style
    font_px: float
    """0 for what is no text."""
    anchor: str


class Classes:
    """A class for each style; the most frequent lines are the root's, and need none."""

    def __init__(self, items: list[Item], theme: Theme, dark: Theme | None) -> None:
        self.themes = [theme] if dark is None else [theme, dark]
        # What shines through is no rule of the root: all other lines would have to take it back.
        opaque = {role for role in {item.style.stroke for item in items} if role and self._is_opaque(role)}
        lines = Counter((item.style.stroke, item.style.width) for item in items if item.style.stroke in opaque)
        most: tuple[str | None, float] = lines.most_common(1)[0][0] if lines else (None, 0.0)
        self.stroke, self.width = most
        self.names = names()
        self.attributes: dict[_Key, str] = {}
        self._classes: dict[tuple[tuple[str, ...], ...], str] = {}

    def attribute(self, style: Style, font_px: float = 0, anchor: str = "start") -> str:
        """The class of a style as an attribute, or nothing."""
        key = _Key(style, font_px, anchor)
        if key not in self.attributes:
            rules = (*(tuple(self._colours(key, theme)) for theme in self.themes), tuple(self._geometry(key)))
            # Styles that look the same in all themes are one.
            if any(rules) and rules not in self._classes:
                self._classes[rules] = f' class="{next(self.names)}"'
            self.attributes[key] = self._classes.get(rules, "")
        return self.attributes[key]

    def covers(self, style: Style) -> bool:
        """Whether it is an area that hides what is below, without an edge."""
        return style.stroke is None and style.fill is not None and self._is_opaque(style.fill)

    def style_sheet(self) -> str:
        """The rules of the root, the paper and all styles that have a class."""
        root = f".{ROOT}"
        light = [f"fill:none;stroke-width:{number(self.width)}", *self._colour("stroke", self.stroke, self.themes[0])]
        sheet = _rule(root, [*light, f"font-family:{FONT}"])
        sheet += _rule(f".{PAPER}", [*self._colour("fill", "paper", self.themes[0]), "stroke:none"])
        for name, key in self._named():
            sheet += _rule(name, self._colours(key, self.themes[0]) + self._geometry(key))
        for dark in self.themes[1:]:
            rules = _rule(root, self._colour("stroke", self.stroke, dark))
            rules += _rule(f".{PAPER}", self._colour("fill", "paper", dark))
            rules += "".join(_rule(name, self._colours(key, dark)) for name, key in self._named())
            sheet += f"@media(prefers-color-scheme:dark){{{rules}}}"
        return sheet

    def _named(self) -> Iterator[tuple[str, _Key]]:
        first = {attribute: key for key, attribute in reversed(self.attributes.items()) if attribute}
        for attribute, key in reversed(first.items()):
            yield "." + attribute.split('"')[1], key

    def _colours(self, key: _Key, theme: Theme) -> list[str]:
        stroke = None if key.style.stroke == self.stroke else key.style.stroke
        return [*self._colour("fill", key.style.fill, theme), *self._colour("stroke", stroke, theme)]

    def _colour(self, what: str, role: str | None, theme: Theme) -> list[str]:
        if role is None:
            return []
        colour = theme.colour(role)
        veil = [] if self._is_opaque(role) else [f"{what}-opacity:{number(colour.opacity)}"]
        return [f"{what}:{hexadecimal(colour)}", *veil]

    def _is_opaque(self, role: str) -> bool:
        return all(each.colour(role).opacity == 1 for each in self.themes)

    def _geometry(self, key: _Key) -> list[str]:
        style = key.style
        rule = []
        if style.stroke is None:
            rule.append("stroke:none")
        elif style.width != self.width:
            rule.append(f"stroke-width:{number(style.width)}")
        if style.dash:
            rule += [f"stroke-dasharray:{number(style.dash, 3)}", f"stroke-dashoffset:{number(style.dash / 2, 3)}"]
        rule += [f"font-size:{number(key.font_px)}px"] if key.font_px else []
        rule += [f"text-anchor:{key.anchor}"] if key.anchor != "start" else []
        return rule


def _rule(selector: str, declarations: list[str]) -> str:
    return f"{selector}{{{';'.join(declarations)}}}" if declarations else ""


def hexadecimal(colour: Colour) -> str:
    """``#rrggbb``, or the short ``#rgb``; without the opacity."""
    long = "{:02x}{:02x}{:02x}".format(*colour.rgb)
    return f"#{long[::2]}" if long[::2] == long[1::2] else f"#{long}"
