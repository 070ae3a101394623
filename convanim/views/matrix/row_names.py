"""The names beside the rows of a matrix and its vectors: two lines, centred on what they name."""

from collections.abc import Iterator
from typing import NamedTuple

from convanim.drawing import lettering
from convanim.drawing.lettering import Part, Span
from convanim.scene.items import Item
from convanim.scene.timeline import ALWAYS
from convanim.style.text_metrics import text_width

ASIDE = 14
"""Pixels from a row to its name."""


class RowName(NamedTuple):
    """A name, what it means, and the role of its colour."""

    name: str
    note: str
    role: str

    def width(self, scale: float) -> float:
        """Pixels."""
        return max(text_width(self.name, lettering.NAME * scale), text_width(self.note, lettering.NOTE * scale))

    def items(self, right: float, middle: float, scale: float, span: Span = (0, ALWAYS)) -> Iterator[Item]:
        """The name ends at ``right``; without a note it is in the middle alone."""
        size = lettering.NAME * scale
        rise = -1 * scale if self.note else 0.352 * size
        yield from lettering.line([Part(self.name, size, self.role)], right, middle + rise, "end", span)
        note = [Part(self.note, lettering.NOTE * scale, "grey")]
        yield from lettering.line(note, right, middle + 14 * scale, "end", span)
