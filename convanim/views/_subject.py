"""What a view is given to draw."""

from typing import NamedTuple

from convanim.layers import values
from convanim.layers.labels import Labels
from convanim.layers.planar import PlanarLayer
from convanim.layers.values import Numbers
from convanim.scene.timeline import Timeline
from convanim.style.language import Language
from convanim.style.theme import Theme


class Source(NamedTuple):
    """Where the numbers of a figure come from; see ``convanim.values``."""

    values: object
    weights: object
    seed: int
    flip: bool


class Subject(NamedTuple):
    """All that a view needs to know of a figure."""

    layer: PlanarLayer
    """On the plane: sizes and places are (rows, columns)."""
    theme: Theme
    labels: Labels
    """The words that are wanted; empty ones are not."""
    legend: bool
    """Whether to name the kinds of cell."""
    timeline: Timeline
    language: Language
    source: Source
    """Where the numbers come from."""
    written: bool | None
    """Whether to write numbers, in a view that can do with or without; None leaves it to the view."""
    round_trip: bool
    """Whether to send the result back through the transposed matrix."""

    def numbers(self) -> Numbers:
        """The numbers in the figure, in rows and columns."""
        source, layer = self.source, self.layer
        found = values.numbers(layer.own, source.values, source.weights, source.seed, flip=source.flip)
        return values.on_plane(found, layer)
