"""How often the stamps of a transposed convolution meet each output cell: where the checkerboard comes from.

A map that darkens stamp by stamp, with bars below that count the stamps along one row; beside it, where it is asked
for, the map of another kernel. Where weights are given it sums them up instead of counting stamps: what an input of
ones would make. https://distill.pub/2016/deconv-checkerboard/ (Odena, Dumoulin and Olah)
"""

from convanim.drawing.alt_text import Described
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.layers import labels
from convanim.layers.layer import Layer
from convanim.options import numbers, sizes
from convanim.options.kinds import Size
from convanim.options.option import Option
from convanim.scene.timeline import Walk, over
from convanim.views.overlap.counts import of_axes
from convanim.views.overlap.layout import arranged

BESIDE = Option("beside", Size(), None, "In the overlap view: another kernel size, whose map stands beside the first.")
OPTIONS = (numbers.WEIGHTS, *numbers.needing("weights", numbers.SEED, numbers.FLIP), numbers.NUMBERS, BESIDE)
STEPS_ARE_OUTPUTS = False
HOLD_MS = (1500, 1500)
CELL = 30
FILLED = 0.7
"""Of the map, in the picture that stands for the figure."""


def fits(layer: Layer) -> bool:
    """Layers whose input cells put the kernel on the output."""
    return layer.definition.SCATTERS and layer.dim in (1, 2)


def walk(layer: Layer, *, beside: sizes.Size | None = None) -> Walk:
    """A step for each input element; another kernel does not change that."""
    walk = over(layer.input_size)
    rows = walk.steps // walk.row
    # Most of the map has to be there for a pattern to be seen.
    row, column = (int(FILLED * rows), walk.row // 2) if rows > 1 else (0, int(FILLED * walk.row))
    return walk._replace(telling=min(row * walk.row + column, max(walk.steps - 2, 0)))


def alt(described: Described) -> list[str]:
    """What the figure shows, in sentences."""
    told = [*described.stamps("overlap"), described.say("weighed" if described.weighted else "counted")]
    beside = described.own.get("beside")
    if beside is not None:
        told.append(described.say("compared", other=labels.size(of_axes(beside, described.layer.dim))))
    return told


def panel(subject: Subject, cell_px: int) -> Panel:
    """The input, the scale of the tints, and a map or two."""
    return arranged(subject, cell_px)
