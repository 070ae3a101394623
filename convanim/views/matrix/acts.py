"""The acts of the film: the kernel unrolls, the input is flattened, row after row is multiplied, the result folds."""

from typing import NamedTuple

from convanim.layers import matrix
from convanim.layers.layer import Layer

ALWAYS = -1
"""The step of what is there from the start."""


class Acts(NamedTuple):
    """Which step belongs to what; steps count from 0."""

    unrolled: tuple[range, ...]
    """The rows that appear in each of the first steps; of a transposed layer, those of the matrix that is turned."""
    turn: int | None
    """The step in which a matrix is turned, of a transposed layer."""
    flatten: int
    first: int
    """The step of the first row; the others follow."""
    fold: int

    @property
    def steps(self) -> int:
        """All steps."""
        return self.fold + 1

    def since(self, row: int) -> int:
        """The step from which a row of the matrix is there; ``ALWAYS`` where nothing unrolls."""
        if self.turn is not None:
            return self.turn
        return next((step for step, rows in enumerate(self.unrolled) if row in rows), ALWAYS)

    def act(self, step: int) -> int:
        """The number of the act that a step belongs to, from 0."""
        starts = [0, *([self.turn] if self.turn is not None else []), self.flatten, self.first, self.fold]
        return sum(step >= start for start in starts) - 1


def acts(layer: Layer) -> Acts:
    """Of a layer as a matrix."""
    rows, columns = matrix.size(layer)
    turned = layer.definition.SCATTERS
    # The first row shows what a row is, and the second how it shifts; a matrix that is turned is known already.
    shown = [0, 1] if turned else [0, 1, 2]
    count = columns if turned else rows
    starts = [start for start in shown if start < count]
    groups = tuple(range(start, stop) for start, stop in zip(starts, [*starts[1:], count], strict=True))
    flatten = len(groups) + turned
    return Acts(groups, len(groups) if turned else None, flatten, flatten + 1, flatten + 1 + rows)


def reading(layer: Layer) -> Acts:
    """Of a matrix that is there from the start, and is only multiplied, row after row."""
    rows, _ = matrix.size(layer)
    return Acts((), None, ALWAYS, 0, rows)
