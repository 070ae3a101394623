"""What a view is given to draw."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from convanim.layers import values
from convanim.layers.labels import Labels
from convanim.layers.layer import Layer
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

    layer: Layer
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
    own: Mapping[str, Any]
    """The values of the options that the view alone has."""

    def numbers(self) -> Numbers:
        """The numbers in the figure."""
        return values.numbers(
            self.layer, self.source.values, self.source.weights, self.source.seed, flip=self.source.flip
        )
