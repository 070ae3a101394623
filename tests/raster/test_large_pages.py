"""A page that is painted box by box looks like one that is painted whole, whatever comes and goes on it."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convanim import Figure
from convanim.raster import alpha, banded, paint, shapes
from convanim.scene.items import Item, Path, Scene, Style
from convanim.scene.stills import frame_alone
from convanim.style import theme
from tests.examples import examples
from tests.raster.scenes import items

CLASSIC = theme.load("classic")


@pytest.fixture(autouse=True)
def bands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes of few rows, in which every shape is too large to be remembered."""
    monkeypatch.setattr(banded, "AREA", 100)
    monkeypatch.setattr(shapes, "WHOLE", 30)


def assert_boxes_equal_whole(scene: Scene, *, clear: bool) -> None:
    before = None
    finish = alpha.straight if clear else None
    for number, frame in enumerate(banded.frames(scene, CLASSIC, clear=clear, finish=finish)):
        # What stands alone is painted by the other painter, in one go.
        (whole,) = paint.frames(frame_alone(scene, number), CLASSIC, clear=clear, finish=finish)
        assert np.array_equal(frame.pixels, whole.pixels)
        if before is not None:
            assert np.array_equal(np.flatnonzero(before != frame.pixels), np.sort(frame.changed))
        before = frame.pixels.copy()


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(items, max_size=8), st.booleans())
def test_boxes_of_any_scene_equal_whole_pages(found: list[Item], clear: bool) -> None:
    clipped = [item._replace(stop=min(item.stop, 4)) for item in found]
    assert_boxes_equal_whole(Scene(30, 30, clipped, [100] * 4, [0]), clear=clear)


@pytest.mark.parametrize("view", ["planes", "matrix", "flat"])
def test_boxes_of_figures_equal_whole_pages(view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(banded, "AREA", 20_000)
    monkeypatch.setattr(shapes, "WHOLE", 500)
    assert_boxes_equal_whole(Figure.of("conv", input_size=3, view=view, cell=21).scene(), clear=False)


def test_a_long_line_that_hardly_leans_is_whole() -> None:
    # It crosses every box, and most of the boxes around what it changes hold nothing of it.
    line = Path((((3, 2), (57, 2.04)), ((5, 50), (5.01, 4)), ((2, 58), (58, 9))), closed=False)
    item = Item(line, 0, 0, Style(stroke="ink", width=1.5), 1, 2)
    assert_boxes_equal_whole(Scene(60, 60, [item], [100] * 3, [0]), clear=False)


def test_a_page_takes_the_painter_that_its_size_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Figure.of("conv", cell=10).scene()
    asked = []
    monkeypatch.setattr(banded, "frames", lambda *_, **__: asked.append("banded"))
    paint.frames(scene, CLASSIC)
    assert not asked
    monkeypatch.setattr(paint, "LARGE", scene.width * scene.height - 1)
    paint.frames(scene, CLASSIC)
    assert asked == ["banded"]
