"""Where the planes, the products and the operators of a layer with weights stand."""

from typing import NamedTuple

from convanim.drawing import products
from convanim.drawing.plane import Plane


class Plan(NamedTuple):
    """Where everything stands, from the panel's corner."""

    input: Plane
    stored: Plane | None
    """The kernel as it is stored, where the window meets it turned."""
    kernel: Plane
    products: tuple[float, float]
    """Top left corner of the products."""
    grid: products.Grid
    output: Plane
    operators: list[tuple[str, float]]
    middle: float
    """The line on which operators stand."""
    width: int
    height: int
