"""Transposed convolution as stamps: each input cell multiplies the whole kernel and stamps it into the output.

Above left the product of a step, below it all stamps side by side, and right the output in which they add up. What
``padding`` crops away is stamped too, in a rim around the output.
"""

from typing import Any

from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.layers.layer import Layer
from convanim.options import numbers
from convanim.options.option import Option
from convanim.scene.timeline import Walk, over
from convanim.views.scatter.layout import arranged


def _unwritten(figure: Any) -> tuple[str, str] | None:
    is_left_out = figure.option("numbers") is False
    return ("no numbers are written", "leave out no-numbers") if is_left_out else None


def _where_written(option: Option) -> Option:
    """The option, which has no effect where numbers are left out."""
    usual = option.idle
    return option._replace(idle=lambda figure: _unwritten(figure) or (usual(figure) if usual else None))


OPTIONS = (*map(_where_written, numbers.ALWAYS), numbers.NUMBERS)
STEPS_ARE_OUTPUTS = False
HOLD_MS = (1500, 1500)
CELL = 38


def fits(layer: Layer) -> bool:
    """Layers whose input cells put the kernel on the output."""
    return layer.definition.SCATTERS and layer.dim in (1, 2)


def walk(layer: Layer) -> Walk:
    """A step for each input element."""
    walk = over(layer.input_size)
    # After the last stamp there is nothing more to come, which is half of what the figure tells.
    return walk._replace(telling=min(walk.telling, walk.steps - 2)) if walk.steps > 2 else walk


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    return [*described.stamps("scatter"), described.say("overlapping")]


def panel(subject: Subject, cell_px: int) -> Panel:
    """The product of a step, all stamps, and the output."""
    return arranged(subject, cell_px)
