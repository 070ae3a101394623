"""The words around a picture: labels above and below it, and a legend of the kinds of cell."""

import re
from collections.abc import Iterator

from convanim.drawing import cells
from convanim.drawing.plane import flat
from convanim.geometry.axis import Axis
from convanim.layers.labels import Labels
from convanim.layers.layer import Layer
from convanim.scene.items import Item, Style, Text
from convanim.scene.timeline import ALWAYS
from convanim.style.language import ENGLISH, Language
from convanim.style.text_metrics import text_width
from convanim.style.theme import Theme

TITLE = 1.3
"""Size of a title, in that of other words."""
NARROWEST = 15
"""Ems that a line of words may take, however small the picture is."""


def font_size(cell_px: int) -> int:
    """Pixels of an em that go with cells of this size and can still be read."""
    return max(12, round(0.36 * cell_px))


class Captions:
    """The words above and below a picture, and the room that they take, in pixels."""

    def __init__(
        self, labels: Labels | None, legend: list[tuple[str, str]], theme: Theme, cell_px: int, wide: float
    ) -> None:
        """``legend`` has a kind of cell and its name in each entry; ``wide`` is the width of the picture."""
        self.theme, self.size = theme, font_size(cell_px)
        self.line = round(1.45 * self.size)
        most = max(wide, NARROWEST * self.size)
        told = labels or Labels()
        self.title = self._wrapped(told.title, most, TITLE)
        self.over = [told.output] if told.output else []
        self.under = [each for each in (told.input, *self._wrapped(told.parameters, most)) if each]
        self.caption = self._wrapped(told.caption, most)
        self.legend = self._lines_of_entries(legend, most)
        self.title_line = round(TITLE * self.line)
        self.above = len(self.title) * self.title_line + len(self.over) * self.line
        self.below = (len(self.under) + len(self.legend) + len(self.caption)) * self.line
        widths = [text_width(string, self.size) for string in self.over + self.under + self.caption]
        widths += [text_width(string, TITLE * self.size) for string in self.title]
        widths += [x + self._entry_width(name) for line in self.legend for x, _, name in line]
        self.width = max(widths, default=0.0)

    def items(self, left: float, top: float, bottom: float) -> Iterator[Item]:
        """What is written: from ``top`` down and above ``bottom``, from ``left`` on."""
        ink = Style(fill="ink")
        for number, string in enumerate(self.title):
            baseline = top + round(0.75 * TITLE * self.size) + number * self.title_line
            yield Item(Text(string, TITLE * self.size), left, baseline, ink, 0, ALWAYS)
        top += len(self.title) * self.title_line
        for number, string in enumerate(self.over):
            baseline = top + round(0.75 * self.size) + number * self.line
            yield Item(Text(string, self.size), left, baseline, ink, 0, ALWAYS)
        baseline = bottom - self.below + self.line
        for string in self.under:
            yield Item(Text(string, self.size), left, baseline, ink, 0, ALWAYS)
            baseline += self.line
        for line in self.legend:
            for x, kind, name in line:
                box = flat(self._swatch).moved(round(left + x), round(baseline - 0.85 * self._swatch))
                yield from cells.swatch(box, kind, self.theme)
                yield Item(Text(name, self.size), left + x + 1.4 * self._swatch, baseline, ink, 0, ALWAYS)
            baseline += self.line
        for string in self.caption:
            yield Item(Text(string, self.size), left, baseline, ink, 0, ALWAYS)
            baseline += self.line

    @property
    def _swatch(self) -> int:
        return round(0.95 * self.size)

    def _entry_width(self, name: str) -> float:
        return 1.4 * self._swatch + text_width(name, self.size)

    def _wrapped(self, string: str, most: float, scale: float = 1.0) -> list[str]:
        """Lines that fit: whole phrases where they do, else words, and letters where a word is too long."""

        def fits(text: str) -> bool:
            return text_width(text.rstrip(), scale * self.size) <= most

        pieces: list[str] = []
        for phrase in re.split(r"(?<=, )", string):
            words = [phrase] if fits(phrase) else re.findall(r"\S+\s*", phrase)
            for word in words:
                pieces += [word] if fits(word) else list(word)
        lines = [""]
        for piece in pieces:
            if fits(lines[-1] + piece):
                lines[-1] += piece
            else:
                lines.append(piece)
        return [line.strip() for line in lines if line.strip()]

    def _lines_of_entries(self, legend: list[tuple[str, str]], most: float) -> list[list[tuple[float, str, str]]]:
        lines: list[list[tuple[float, str, str]]] = []
        x = 0.0
        for kind, name in legend:
            if not lines or x + self._entry_width(name) > most:
                lines.append([])
                x = 0.0
            lines[-1].append((x, kind, name))
            x += self._entry_width(name) + self.size
        return lines


def legend_entries(layer: Layer, rows: Axis, columns: Axis, language: Language = ENGLISH) -> list[tuple[str, str]]:
    """The kinds of cell in a figure and what each is called there."""
    present = cells.kinds(rows, columns)
    border = {"zero": "zero", "copy": "copy", "left out": "left_out"}.get(layer.border, "of")
    names = {
        "input": "input",
        "padding": f"padding_{border}",
        "inserted": "inserted",
        "extra": "extra_ceil_mode" if layer.ceil_mode else "extra_output_padding",
        "unused": "unused",
    }
    sign = layer.border_sign
    found = [(kind, language.say(f"legend.{name}", sign=sign)) for kind, name in names.items() if kind in present]
    return [*found, ("output", language.say("legend.output"))]
