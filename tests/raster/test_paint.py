"""Frames that are patched equal frames that are painted whole."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from convanim import Figure
from convanim.raster import paint
from convanim.scene.items import Item, Path, Scene, Style
from convanim.style import theme
from tests.examples import examples
from tests.raster.scenes import items

CLASSIC = theme.load("classic")


def alone(scene: Scene, frame: int) -> Scene:
    """The scene of one frame: everything in it stands still, so nothing is patched."""
    items = [item._replace(start=0, stop=1) for item in scene.items if item.start <= frame < item.stop]
    return scene._replace(items=items, durations_ms=[1000], stills=[0])


def assert_patched_equals_whole(scene: Scene) -> None:
    before = None
    for number, frame in enumerate(paint.frames(scene, CLASSIC)):
        (whole,) = paint.frames(alone(scene, number), CLASSIC)
        # A layer's colour and the share that it lets through are rounded once more each: two levels of 255.
        difference = np.abs(channels(frame.pixels) - channels(whole.pixels))
        assert difference.max() <= 2
        if before is not None:
            assert set(np.flatnonzero(before != frame.pixels)) == set(frame.changed)
        before = frame.pixels.copy()


def channels(pixels: Any) -> Any:
    return np.stack([pixels >> 16, pixels >> 8 & 255, pixels & 255]).astype(int)


@settings(max_examples=examples(25))
@given(
    operation=st.sampled_from(["conv", "transpose"]),
    kernel_size=st.integers(1, 3),
    stride=st.integers(1, 3),
    padding=st.integers(0, 1),
    cell=st.integers(5, 24),
)
def test_patched_frames_of_figures_equal_whole_ones(operation: str, **options: int) -> None:
    figure = Figure.of(operation, input_size=(3, 4), **options)
    assert_patched_equals_whole(figure.scene())


@settings(max_examples=examples(150))
@given(st.lists(items, max_size=8))
def test_patched_frames_of_any_scene_equal_whole_ones(found: list[Item]) -> None:
    clipped = [item._replace(stop=min(item.stop, 4)) for item in found]
    assert_patched_equals_whole(Scene(30, 30, clipped, [100] * 4, [0]))


def test_an_item_off_the_page_is_clipped() -> None:
    square = Path((((0, 0), (20, 0), (20, 20), (0, 20)),))
    scene = Scene(10, 10, [Item(square, -5, -5, Style(fill="input"), 0, 1)], [100], [0])
    (frame,) = paint.frames(scene, CLASSIC)
    assert set(frame.pixels) == {0x268BD2}


def test_neighbouring_cells_leave_no_seam() -> None:
    halves = Path((((0, 0), (5.5, 0), (5.5, 10), (0, 10)), ((5.5, 0), (10, 0), (10, 10), (5.5, 10))))
    scene = Scene(10, 10, [Item(halves, 0, 0, Style(fill="input"), 0, 1)], [100], [0])
    (frame,) = paint.frames(scene, CLASSIC)
    assert set(frame.pixels) == {0x268BD2}


def test_a_shade_covers_its_share() -> None:
    square = Path((((0, 0), (10, 0), (10, 10), (0, 10)),))
    scene = Scene(10, 10, [Item(square, 0, 0, Style(fill="shade"), 0, 1)], [100], [0])
    (frame,) = paint.frames(scene, CLASSIC)
    red, green, blue = channels(frame.pixels)[:, 55]
    # 7, 54, 66 at 40 % over white, by hand: 155.8, 174.6, 179.4.
    assert max(abs(red - 155.8), abs(green - 174.6), abs(blue - 179.4)) < 1
