"""Numbers: input with its border, kernel and output side by side, seen from above, and the sum of each step.

For each step the products stand in the order of the window, and their sum goes into the cell that it makes.
"""

from pathlib import Path

from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.layers.layer import Layer
from convanim.options import numbers, sources
from convanim.scene.timeline import Walk, over
from convanim.views.flat import _options, pooled, tinted, weighted

OPTIONS = (*numbers.ALWAYS, _options.SHADE)
STEPS_ARE_OUTPUTS = True
HOLD_MS = (1500, 1500)
CELL = 38
MOST_NUMBERED = 12
"""Cells in a row or a column in which there are numbers."""


def fits(layer: Layer) -> bool:
    """All layers of one or two dimensions."""
    return layer.dim in (1, 2)


def walk(layer: Layer, *, shade: bool | None = None) -> Walk:
    """A step for each output element."""
    return over(layer.output_size)


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    written = "written_sums" if described.layer.definition.HAS_WEIGHTS else "written_results"
    return [*described.window(), described.say(written)]


def panel(subject: Subject, cell_px: int) -> Panel:
    """The planes in a row, and what the step computes between them."""
    if _is_picture(subject):
        return tinted.panel(subject, cell_px)
    if subject.layer.definition.HAS_WEIGHTS:
        return weighted.panel(subject, cell_px)
    return pooled.panel(subject, cell_px)


def _is_picture(subject: Subject) -> bool:
    """Whether values are shown as greys: those of an image, and those of more cells than one reads numbers in."""
    if subject.own["shade"] is not None:
        return bool(subject.own["shade"])
    source = subject.source.values
    image = isinstance(source, str) and Path(source).suffix.lower() in sources.IMAGES
    return image or max(len(axis.positions) for axis in subject.layer.axes) > MOST_NUMBERED
