"""How the views that stamp move: from input cell to input cell, a stamp with each."""

from collections.abc import Iterator

from convanim.layers import scatter
from convanim.layers.planar import PlanarLayer
from convanim.scene.items import Point
from convanim.scene.timeline import Moment, Timeline, between


def moments(layer: PlanarLayer, timeline: Timeline) -> Iterator[tuple[Moment, Point, Point]]:
    """Each moment, the input cell and the stamp's first place then, as (row, column)."""
    order = scatter.inputs(layer)
    for step, here in enumerate(order):
        there = order[min(step + 1, len(order) - 1)]
        begin, end = scatter.corner(layer, here), scatter.corner(layer, there)
        for moment in timeline.moments(step):
            yield moment, between(here, there, moment.share), between(begin, end, moment.share)
