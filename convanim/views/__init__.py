"""One file a view: each turns a figure's layer into a scene."""

from typing import NamedTuple

from convanim.geometry import Axis


class Labels(NamedTuple):
    """The words around a figure."""

    input: str
    output: str
    parameters: str


class Subject(NamedTuple):
    """All that a view needs to know of a figure."""

    rows: Axis
    columns: Axis
    labels: Labels | None
    step_ms: int
