"""Lines of text in several colours, in the sizes that a figure has.

Letters do not grow with the cells: what is 12 pixels high can be read in every figure. Only in figures whose cells are
larger than usual, which are made to be shown larger, do they grow with them.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from convanim.scene.items import Item, Style, Text
from convanim.scene.timeline import ALWAYS
from convanim.style.text_metrics import text_width

TITLE, FORMULA, NAME, SUBLINE, NOTE, SMALLEST = 24, 17, 15, 14, 12, 11
"""Pixels of an em: one face, so rank is told by size."""
LARGEST = 4.0
"""How much larger letters become, at the most: pages of huge cells are to be no larger than need be."""
USUAL_CELL = 40
"""Pixels of a cell up to which letters keep their sizes."""

LOOSE = 3
"""Letters of a piece of text that need not keep to its width."""

Span = tuple[int, int]
"""The frames from the first to before the last."""


class Part(NamedTuple):
    """A piece of a line of text."""

    string: str
    size: float
    role: str = "ink"
    gap: float = 0.0
    """Pixels before it."""


def scale(cell_px: int) -> float:
    """How much larger than usual all letters and gaps of a figure are."""
    return min(max(1.0, cell_px / USUAL_CELL), LARGEST)


def width(parts: Sequence[Part]) -> float:
    """Pixels of a line, at most."""
    return sum(text_width(part.string, part.size) + part.gap for part in parts if part.string)


def line(
    parts: Sequence[Part],
    x: float,
    baseline: float,
    anchor: Literal["start", "middle", "end"] = "start",
    span: Span = (0, ALWAYS),
) -> Iterator[Item]:
    """A line of text that starts, is centred or ends at (x, baseline)."""
    x -= width(parts) * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    for part in parts:
        if part.string:
            x += part.gap
            wide = text_width(part.string, part.size)
            # In a font of the reader's what is a few letters long may be wider than measured here.
            bound = wide if len(part.string) > LOOSE else 0
            yield Item(Text(part.string, part.size, most=bound), x, baseline, Style(fill=part.role), *span)
            x += wide


def wrapped(string: str, size: float, most: float, between: str = " ") -> list[str]:
    """The lines of a text that are ``most`` pixels wide: broken at ``between``, else at letters."""
    pieces: list[str] = []
    for piece in string.split(between):
        fits = text_width(piece, size) <= most
        pieces += [piece] if fits else list(_broken(piece, size, most))
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{between}{piece}" if lines else piece
        if lines and text_width(longer, size) <= most:
            lines[-1] = longer
        else:
            lines.append(piece)
    return [each for each in lines if each]


def _broken(piece: str, size: float, most: float) -> Iterator[str]:
    """Words of a piece that is too long, and parts of words that are."""
    text = ""
    for letter in piece:
        if text and text_width(text + letter, size) > most:
            cut = text.rfind(" ") + 1 or len(text)
            yield text[:cut].rstrip()
            text = text[cut:]
        text += letter
    yield text
