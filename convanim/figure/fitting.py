"""How large the cells of a figure are where nobody chose: as large as the page has room for."""

import bisect
from collections.abc import Callable

from convanim.drawing import page
from convanim.drawing.panel import Panel
from convanim.errors import ConvanimError

WIDEST_PX = 1000
"""A figure whose unit nobody chose is no wider than this."""
CRISP_PX, USUAL_PX = 20, 40
"""Planes of the usual unit that have no room take the one in which their corners are on whole pixels."""


def on_page(panel_of: Callable[[int], Panel], usual_px: int) -> int:
    """Pixels of a unit: the usual ones, or those that keep the page to its width."""

    def fits(cell_px: int) -> bool:
        panel = panel_of(cell_px)
        return max(panel.width, panel.height / panel.highest) + 2 * page.MARGIN <= WIDEST_PX

    found = _largest(fits, usual_px)
    return CRISP_PX if CRISP_PX < found < usual_px == USUAL_PX else max(2, found)


def on_card(panel_of: Callable[[int], Panel], usual_px: int) -> int:
    """Pixels of a unit that fill a card. Raises ConvanimError for a figure that has no room in one."""
    wide, high = page.CARD_ROOM

    def fits(cell_px: int) -> bool:
        panel = panel_of(cell_px)
        return panel.width <= wide and panel.height <= high

    found = _largest(fits, usual_px)
    if found < 2:
        panel = panel_of(2)
        raise ConvanimError(
            f"a card has room for {wide} × {high} pixels, and this takes {panel.width} × {panel.height}.",
            "use a smaller layer, or no card.",
            "card",
        )
    return found


def _largest(fits: Callable[[int], bool], usual_px: int) -> int:
    """The largest unit up to the usual one that fits, found by halves; 1 where none does."""
    if fits(usual_px):
        return usual_px
    return bisect.bisect_right(range(2, usual_px), 0, key=lambda cell_px: not fits(cell_px)) + 1
