"""The key below a picture: a swatch for each kind of cell that occurs, and its name."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convanim.drawing import cells, lettering
from convanim.drawing.lettering import Part
from convanim.drawing.plane import flat
from convanim.geometry.axis import Axis
from convanim.layers.layer import Layer
from convanim.scene.items import Item
from convanim.style.language import Language
from convanim.style.text_metrics import text_width
from convanim.style.theme import Theme

LINE, SWATCH, GAP = 22, 14, 22
"""Pixels from a line to the next, of a swatch, and between two entries."""


def entries(layer: Layer, rows: Axis, columns: Axis, language: Language) -> list[tuple[str, str]]:
    """The kinds of cell in a figure and what each is called there."""
    present = cells.kinds(rows, columns)
    border = {"zero": "zero", "copy": "copy", "left out": "left_out"}.get(layer.border, "of")
    names = {
        "input": "input",
        # Padding is the parameter; the zeros around a transposed convolution's input are what it leaves of the border.
        "padding": "around" if rows.flipped else f"padding_{border}",
        "inserted": "inserted",
        "extra": "extra_ceil_mode" if layer.ceil_mode else "extra_output_padding",
        "unused": "unused",
    }
    sign = layer.border_sign
    found = [(kind, language.say(f"legend.{name}", sign=sign)) for kind, name in names.items() if kind in present]
    if layer.border == "copy":
        found = [("copy" if kind == "padding" else kind, name) for kind, name in found]
    return [*found, ("output", language.say("legend.output"))]


def joined(legend: Sequence[tuple[str, str]], theme: Theme) -> list[tuple[str, str]]:
    """The same with one swatch, and both names, for what is added at the end and looks as the border does."""
    found: dict[str, str] = {}
    for kind, name in legend:
        alike = kind == "extra" and "padding" in found and theme.looks[kind] == theme.looks["padding"]
        found["padding" if alike else kind] = f"{found['padding']} / {name}" if alike else name
    return list(found.items())


class Entry(NamedTuple):
    """A kind of cell, its name, and where it stands in its line."""

    kind: str
    name: str
    x: float
    width: float


def lines(legend: Sequence[tuple[str, str]], room: float, scale: float) -> list[list[Entry]]:
    """The kinds and their names in lines that fit the room."""
    found: list[list[Entry]] = []
    x = 0.0
    for kind, name in legend:
        width = (1.5 * SWATCH) * scale + text_width(name, lettering.NOTE * scale)
        if not found or x + width > room:
            found.append([])
            x = 0.0
        found[-1].append(Entry(kind, name, x, width))
        x += width + GAP * scale
    return found


def items(entries: list[list[Entry]], left: float, top: float, theme: Theme, scale: float) -> Iterator[Item]:
    """The key, its top left corner at (left, top)."""
    size = round(SWATCH * scale)
    for nth, line in enumerate(entries):
        baseline = round(top + (nth + 0.7) * LINE * scale)
        for entry in line:
            box = flat(size).moved(round(left + entry.x) + 0.5, baseline - round(0.85 * size) + 0.5)
            yield from cells.swatch(box, entry.kind, theme)
            name = [Part(entry.name, lettering.NOTE * scale, "grey")]
            yield from lettering.line(name, left + entry.x + 1.5 * size, baseline)
