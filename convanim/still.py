"""One frame of a scene as a scene of its own, and the parts of a scene that all stills share."""

import itertools
from collections.abc import Iterator, Sequence

from convanim.scene import Item, Scene


def frame_alone(scene: Scene, frame: int) -> Scene:
    """The scene of what is visible in a frame and nothing else: it stands still, for as long as the frame lasts."""
    items = [item._replace(start=0, stop=1) for item in visible(scene.items, frame)]
    return scene._replace(items=items, durations_ms=[scene.durations_ms[frame]], stills=[0])


def visible(items: Sequence[Item], frame: int) -> Iterator[Item]:
    """The items that are to be seen in a frame, in the order of painting."""
    return (item for item in items if item.start <= frame < item.stop)


def layers(scene: Scene, shown: Sequence[int]) -> Iterator[tuple[bool, list[Item]]]:
    """The items in runs, in the order of painting: whether a run is the same in all frames ``shown``, and its items.

    A run that is the same need be written but once.
    """

    def stays(item: Item) -> bool:
        return all(item.start <= frame < item.stop for frame in (min(shown), max(shown)))

    for same, run in itertools.groupby(scene.items, key=stays):
        yield same, list(run)
