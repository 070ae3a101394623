"""A page with the input below and the output above it."""

from collections.abc import Iterable
from typing import NamedTuple

from convanim.drawing import hotspots
from convanim.drawing.captions import Captions
from convanim.drawing.plane import Plane
from convanim.scene.items import Item, Scene, Spot
from convanim.views._subject import Subject


class Page(NamedTuple):
    """Where everything is, in pixels."""

    width: int
    height: int
    margin: int
    captions: Captions
    below: Plane
    above: Plane

    def scene(self, subject: Subject, picture: Iterable[Item]) -> Scene:
        """The words, and the picture over them."""
        words = self.captions.items(self.margin, self.margin, self.height - self.margin)
        timeline = subject.timeline
        return Scene(self.width, self.height, [*words, *picture], timeline.durations_ms, timeline.stills)

    def spots(self, subject: Subject) -> list[Spot]:
        """The cells of the input and of the output."""
        return [
            *hotspots.input_spots(subject.layer, self.below),
            *hotspots.output_spots(subject.layer, self.above),
        ]
