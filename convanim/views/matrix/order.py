"""The order of painting, where it is free."""

from collections.abc import Iterable

from convanim.scene.items import Item
from convanim.scene.timeline import ALWAYS


def still_first(items: Iterable[Item]) -> list[Item]:
    """What never changes before what comes and goes: painters make one ground of it, once for all frames."""
    return sorted(items, key=lambda item: not (item.start <= 0 and item.stop == ALWAYS))
