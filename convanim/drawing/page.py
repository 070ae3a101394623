"""The page around a panel, the same for all views: its margin, and the words above and below it."""

from typing import NamedTuple

from convanim.drawing.captions import Captions
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.scene.items import Scene, Spot

MARGIN = 0.3
"""Blank paper around everything, in units."""


class Page(NamedTuple):
    """Where a panel and the words around it stand, in pixels."""

    width: int
    height: int
    margin: int
    captions: Captions
    panel: Panel

    @property
    def corner(self) -> tuple[int, int]:
        """The panel's top left corner."""
        return round((self.width - self.panel.width) / 2), self.margin + self.captions.above

    def scene(self, subject: Subject) -> Scene:
        """The words, and what the panel shows over them."""
        words = self.captions.items(self.margin, self.margin, self.height - self.margin)
        timeline = subject.timeline
        items = [*words, *self.panel.items(self.corner)]
        return Scene(self.width, self.height, items, timeline.durations_ms, timeline.stills)

    def spots(self) -> list[Spot]:
        """The cells that answer when pointed at."""
        return self.panel.spots(self.corner)


def page(panel: Panel, subject: Subject, cell_px: int) -> Page:
    """The page of a panel."""
    margin = round(MARGIN * cell_px) + 1
    legend = list(panel.legend) if subject.legend else []
    captions = Captions(panel.labels, legend, subject.theme, cell_px, panel.width)
    width = round(max(panel.width, captions.width)) + 2 * margin
    return Page(width, panel.height + captions.above + captions.below + 2 * margin, margin, captions, panel)
