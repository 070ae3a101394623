"""A storyboard: the panels of some steps in a grid, with words in the first alone, for six legends are noise."""

from collections.abc import Callable, Iterator, Sequence

from convanim.drawing import lettering
from convanim.drawing.lettering import Part
from convanim.drawing.panel import Corner, Panel, grid
from convanim.drawing.subject import Subject, Words
from convanim.scene.items import Item
from convanim.scene.stills import visible
from convanim.scene.timeline import ALWAYS

GAP = (28, 40)
"""Pixels between two panels, across and down."""
HEAD = 26
"""Pixels above a panel for the number of its step."""
NUMBER = 17


def board(
    panel_of: Callable[[Words], Panel], subject: Subject, steps: Sequence[int], columns: int, scale: float
) -> Panel:
    """The panels of these ``steps``, which count from 0, so many in a row."""
    first, others = panel_of("none" if subject.words == "none" else "names"), panel_of("none")
    count, stills = subject.timeline.steps, subject.timeline.stills
    panels = []
    for nth, step in enumerate(steps):
        number = [Part(str(step + 1), NUMBER * scale)]
        if nth == 0 and subject.words != "none":
            number.append(Part(subject.say("of_count", count=count), lettering.NOTE * scale, "grey", 5 * scale))
        panels.append(_numbered(others if nth else first, stills[step], number, scale))
    gap = GAP[0] * scale, GAP[1] * scale
    made = grid(panels, columns, gap)._replace(legend=first.legend, formulas=first.formulas)
    return made._replace(title=first.title, subline=first.subline)


def _numbered(panel: Panel, frame: int, number: Sequence[Part], scale: float) -> Panel:
    """A panel as it stands in a frame, under the number of its step."""
    head = round(HEAD * scale)

    def items(corner: Corner) -> Iterator[Item]:
        x, y = corner
        yield from lettering.line(number, x, y + NUMBER * scale)
        for item in visible(list(panel.items((x, y + head))), frame):
            yield item._replace(start=0, stop=ALWAYS)

    return Panel(max(panel.width, round(lettering.width(number))), panel.height + head, items)
