"""What a view is given to draw."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from convanim.layers.heading import Heading
from convanim.layers.planar import PlanarLayer
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

    layer: PlanarLayer
    """On a plane, whether it has rows or not; ``layer.own`` is the layer itself."""
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
    numbers: Callable[[], Numbers]
    """The numbers in the figure, computed when they are first asked for."""
    written: bool | None
    """Whether to write numbers, in a view that can do with or without; None leaves it to the view."""
    own: Mapping[str, Any]
    """The values of the options that the view alone has."""
    card: bool = False
    """Whether it is a small picture, in which what only explains gives way to the planes."""

    def say(self, key: str, **put_in: object) -> str:
        """A template of the figure's language with what belongs into its braces."""
        return self.language.say(key, **put_in)

    @property
    def named(self) -> bool:
        """Whether planes have names beside them."""
        return self.words != "none"
