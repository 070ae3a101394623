"""Values as greys: a picture from black to white, or a signed result around a middle grey."""

from collections.abc import Iterable, Iterator, Sequence

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.scene.items import Item, Path, Point, Style
from convanim.scene.timeline import ALWAYS
from convanim.style.number_text import Notation
from convanim.style.tints import between

LEVELS = 32
"""Different greys: more of them nobody tells apart, and files grow."""
DARKEST, SPREAD = 0.06, 0.90
"""Share of white of the lowest value, so that black stays visible on dark pages, and from there to the highest."""


class Greys:
    """The greys of some numbers; of negative and positive ones, 0 is in the middle."""

    def __init__(self, numbers: Iterable[float]) -> None:
        listed = list(numbers)
        least, most = min(listed, default=0.0), max(listed, default=0.0)
        if least < 0:
            most = max(most, -least)
            least = -most
        self.bounds = (min(least, 0.0), most)

    def role(self, number: float) -> str:
        """The role of a number's grey."""
        low, high = self.bounds
        share = (number - low) / (high - low) if high > low else 0.0
        level = round(share * LEVELS) / LEVELS
        return between("black", "white", DARKEST + SPREAD * level)

    def ramp(
        self, at: Point, width: float, measures: Sequence[float], notation: Notation, scale: float
    ) -> Iterator[Item]:
        """The scale below a plane whose foot is at ``at``: from the lowest value to the highest, 0 among them."""
        gap, high, baseline = measures
        (x, y), (low, top) = at, self.bounds
        if top == low:
            return
        cells = 16
        for nth in range(cells):
            left, right = x + width * nth / cells, x + width * (nth + 1) / cells
            box = ((left, y + gap), (right, y + gap), (right, y + gap + high), (left, y + gap + high))
            value = low + (top - low) * (nth + 0.5) / cells
            yield Item(Path((box,)), 0, 0, Style(fill=self.role(value)), 0, ALWAYS)
        frame = ((x, y + gap), (x + width, y + gap), (x + width, y + gap + high), (x, y + gap + high))
        yield Item(Path((frame,)), 0, 0, Style(stroke="grid", width=1.0), 0, ALWAYS)
        size, y = lettering.NOTE * scale, y + gap + high + baseline - 5
        for number, share, anchor in ((low, 0.0, "start"), (0.0, -low / (top - low), "middle"), (top, 1.0, "end")):
            if number != low or share == 0.0:
                if anchor == "middle" and low == 0:
                    continue
                parts = [Part(notation.write(number), size, "grey")]
                yield from lettering.line(parts, x + width * share, y, anchor)  # type: ignore[arg-type]
