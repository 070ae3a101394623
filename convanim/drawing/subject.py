"""What a view is given to draw."""

from typing import Literal, NamedTuple

from convanim.layers import values
from convanim.layers.heading import Heading
from convanim.layers.layer import Layer
from convanim.layers.values import Numbers
from convanim.scene.timeline import Timeline
from convanim.style.language import Language
from convanim.style.theme import Theme

Words = Literal["all", "names", "none"]
"""All; those beside the planes; or none at all."""


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
    words: Words
    """Which words are wanted."""
    title: str
    """What the reader is to read above the picture, where the user chose it."""
    heading: Heading
    caption: str
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
    vectors: str = "row"
    """How the input of a matrix stands: as a ``row`` over it, or as a ``column`` beside it."""

    def say(self, key: str, **put_in: object) -> str:
        """A template of the figure's language with what belongs into its braces."""
        return self.language.say(key, **put_in)

    @property
    def named(self) -> bool:
        """Whether planes have names beside them."""
        return self.words != "none"

    def numbers(self) -> Numbers:
        """The numbers in the figure."""
        return values.numbers(
            self.layer, self.source.values, self.source.weights, self.source.seed, flip=self.source.flip
        )
