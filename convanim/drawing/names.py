"""What a plane is called: its name in its colour, its size in grey, and notes below or beside them."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from convanim.drawing import lettering
from convanim.drawing.lettering import Part, Span
from convanim.scene.items import Item
from convanim.scene.timeline import ALWAYS

Anchor = Literal["start", "middle", "end"]
FIRST_NOTE, NEXT_NOTE = 19, 17
"""Pixels from the name's baseline to that of the first note, and from note to note."""


class Name(NamedTuple):
    """The words beside a plane."""

    name: str
    role: str
    """Of the name's colour."""
    size: str = ""
    """``5 × 5``, or whatever stands small behind the name."""
    notes: Sequence[str] = ()

    def parts(self, scale: float) -> list[Part]:
        """The first line."""
        parts = [Part(self.name, lettering.NAME * scale, self.role)]
        return [*parts, Part(self.size, lettering.NOTE * scale, "grey", 5 * scale if self.name else 0)]

    def width(self, scale: float) -> float:
        """Pixels of the widest line."""
        notes = [lettering.width([Part(note, lettering.NOTE * scale)]) for note in self.notes]
        return max(lettering.width(self.parts(scale)), *notes, 0.0)

    def within(self, room: float, scale: float) -> "Name":
        """The name, without the size where both would be wider than ``room`` pixels."""
        return self if self.width(scale) <= room else self._replace(size="")

    def height(self) -> float:
        """Pixels, at the usual scale, from the baseline of the first line to that of the last."""
        return FIRST_NOTE + NEXT_NOTE * (len(self.notes) - 1) if self.notes else 0.0

    def items(
        self, x: float, baseline: float, scale: float, anchor: Anchor = "start", span: Span = (0, ALWAYS)
    ) -> Iterator[Item]:
        """Name and size in one line, each note below."""
        yield from lettering.line(self.parts(scale), x, baseline, anchor, span)
        baseline += FIRST_NOTE * scale
        for note in self.notes:
            yield from lettering.line([Part(note, lettering.NOTE * scale, "grey")], x, baseline, anchor, span)
            baseline += NEXT_NOTE * scale
