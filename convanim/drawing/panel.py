"""Panels: rectangles of a view that know their size before they are drawn, and how they stand beside each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, zip_longest
from typing import NamedTuple

from convanim.layers.sentences import Sentences
from convanim.scene.items import Item, Point, Spot
from convanim.scene.lesson import Told
from convanim.scene.timeline import ALWAYS

Corner = tuple[int, int]
"""(x, y) of a top left corner, in pixels."""


def _no_spots(_: Corner) -> list[Spot]:
    return []


def _nothing_told(_: Sentences) -> Mapping[int, Told]:
    return {}


class Panel(NamedTuple):
    """A rectangle of ``width`` × ``height`` pixels, measured from the whole subject."""

    width: int
    height: int
    items: Callable[[Corner], Iterable[Item]]
    """What is on it and when, with its own top left corner at a place of the page."""
    spots: Callable[[Corner], list[Spot]] = _no_spots
    """The cells that answer when pointed at, with the corner at a place of the page."""
    title: str = ""
    """What the page is called, where the view has a name of its own for it; else it is the operation."""
    subline: str = ""
    """The sizes and parameters, where the view says more of them."""
    formulas: Sequence[tuple[str, str]] | None = None
    """Numbers and what they mean, below the panel, where that is not how large the output is."""
    remark: str = ""
    """What the page says at the end of the formula's line."""
    legend: Sequence[tuple[str, str]] = ()
    """The kinds of cell on it, and the name of each."""
    highest: float = 2.0
    """How many times as high as wide a page of it may be before its cells shrink."""
    corners: Sequence[Corner] = ()
    """Where the panels stand that it is made of, from its own corner."""
    told: Callable[[Sentences], Mapping[int, Told]] = _nothing_told
    """The steps that make no cell of the output, from 0, in the panel's own words."""
    parts: Sequence[tuple[float, float, float, float]] = ()
    """Left, top, width and height of what can stand alone on a narrow page; none for what is one picture."""


def beside(panels: Sequence[Panel], gap: float, level: float = 0.5) -> Panel:
    """From left to right, ``gap`` pixels apart; ``level`` 0 puts all at the top, 1 at the foot, 0.5 in the middle."""
    height = max(panel.height for panel in panels)
    corners, x = [], 0.0
    for panel in panels:
        corners.append((round(x), round((height - panel.height) * level)))
        x += panel.width + gap
    return composed(panels, corners, (round(x - gap), height))


def below(panels: Sequence[Panel], gap: float, level: float = 0.0) -> Panel:
    """From top to bottom, ``gap`` pixels apart; ``level`` 0 puts all at the left, 1 at the right."""
    width = max(panel.width for panel in panels)
    corners, y = [], 0.0
    for panel in panels:
        corners.append((round((width - panel.width) * level), round(y)))
        y += panel.height + gap
    return composed(panels, corners, (width, round(y - gap)))


def grid(panels: Sequence[Panel], columns: int, gap: Point) -> Panel:
    """In rows of so many, each panel in a box as wide and as high as the largest; ``gap`` is (across, down)."""
    wide, high = max(panel.width for panel in panels), max(panel.height for panel in panels)
    corners = [
        (round(nth % columns * (wide + gap[0])), round(nth // columns * (high + gap[1]))) for nth in range(len(panels))
    ]
    width = max(x for x, _ in corners) + wide
    return composed(panels, corners, (width, max(y for _, y in corners) + high))


def then(first: Panel, second: Panel, frame: int) -> Panel:
    """In one place: the first up to ``frame``, and from there on the second, whose own frames start there."""

    def items(corner: Corner) -> Iterator[Item]:
        for item in first.items(corner):
            if item.start < frame:
                yield item._replace(stop=min(item.stop, frame))
        for item in second.items(corner):
            yield item._replace(start=item.start + frame, stop=item.stop + frame)

    return Panel(max(first.width, second.width), max(first.height, second.height), items, first.spots)


def composed(panels: Sequence[Panel], corners: Sequence[Corner], size: Corner) -> Panel:
    """One panel of (width, height) that holds others, each with its top left corner at its place."""

    def at(corner: Corner) -> Iterator[tuple[Panel, Corner]]:
        for panel, (x, y) in zip(panels, corners, strict=True):
            yield panel, (corner[0] + x, corner[1] + y)

    return Panel(
        *size,
        lambda corner: interleaved(panel.items(place) for panel, place in at(corner)),
        lambda corner: [spot for panel, place in at(corner) for spot in panel.spots(place)],
        corners=corners,
        parts=[(x, y, panel.width, panel.height) for panel, (x, y) in zip(panels, corners, strict=True)],
    )


def interleaved(parts: Iterable[Iterable[Item]]) -> Iterator[Item]:
    """The items of parts that do not touch each other: what stays of all parts, then what changes, and so on in turns.

    Each part keeps its order of painting. What stays in one run is painted once, so fewer runs are painted faster.
    """
    for turn in zip_longest(*map(_runs, parts), fillvalue=()):
        yield from chain.from_iterable(turn)


def _runs(items: Iterable[Item]) -> Iterator[Sequence[Item]]:
    """Runs of items that stay and of items that change, in turns; the first is one that stays, be it empty."""
    first = True
    for stays, run in groupby(items, key=lambda item: item.start <= 0 and item.stop >= ALWAYS):
        if first and not stays:
            yield ()
        first = False
        yield list(run)
