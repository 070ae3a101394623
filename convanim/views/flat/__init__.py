"""Numbers: input with its border, kernel and output side by side, seen from above, and the sum of each step.

For each step the products stand in the order of the window, and their sum goes into the cell that it makes.
"""

from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.layers.layer import Layer
from convanim.scene.timeline import Walk, over
from convanim.views import NUMBERED
from convanim.views.flat import weighted

NUMBERS = NUMBERED
HOLD_MS = (1500, 1500)
CELL = 38


def fits(layer: Layer) -> bool:
    """All layers of one or two dimensions."""
    return layer.dim in (1, 2)


def walk(layer: Layer) -> Walk:
    """A step for each output element."""
    return over(layer.output_size)


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    written = "written_sums" if described.layer.definition.HAS_WEIGHTS else "written_results"
    return [*described.window(), described.say(written)]


def panel(subject: Subject, cell_px: int) -> Panel:
    """The planes in a row, and what the step computes between them."""
    return weighted.panel(subject, cell_px)
