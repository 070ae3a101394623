"""The figures of the layers that make one size out of another."""

from typing import Any

from convanim.answers.solve import solve
from convanim.errors import ConvanimError
from convanim.figure import Figure


def figures_of(**given: Any) -> list[Figure]:
    """The figures, the usual ones first; ``given`` is what ``answers.solve`` takes."""
    most = given["most"]
    if not isinstance(most, int) or most < 1:
        raise ConvanimError(f"most: {str(most)[:40]!r} is no number of figures.", "write a whole number, 1 or more.")
    return [Figure.of_layer(layer) for layer in solve(**given).layers]
