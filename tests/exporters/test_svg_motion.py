"""What glides in an SVG: half way it is where films with frames for it have it, and it never flies over the data."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from convanim import Figure
from tests.browser import browser
from tests.exporters.test_svg import shown, written
from tests.painted import differing, painted

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

PLANES = {"input_size": 5, "labels": False, "theme": "classic"}


def test_half_way_it_is_where_a_film_that_glides_has_it(browser: "Browser", tmp_path: Path) -> None:
    smooth, film = (Figure.of("conv", **PLANES, glide=glide).picture() for glide in (0, 1))
    data = written(smooth)
    # A second a step, of which the last quarter glides: slow at both ends, so the middle is the middle.
    for step in (0, 1, 3):
        found = shown(browser, data, smooth.scene, tmp_path, 1000 * step + 875)
        half = film.scene.stills[step] + 1
        assert differing(found, painted(film.scene, film.theme, half)) < 0.002
        assert differing(found, painted(film.scene, film.theme, half - 1)) > 0.002


def test_at_the_end_of_a_row_it_is_gone_and_comes_again(browser: "Browser", tmp_path: Path) -> None:
    smooth, film = (Figure.of("conv", **PLANES, glide=glide).picture() for glide in (0, 1))
    found = shown(browser, written(smooth), smooth.scene, tmp_path, 2999.99)
    # The film draws nothing that glides there; the guides stay to the end.
    assert differing(found, painted(film.scene, film.theme, film.scene.stills[2] + 1)) < 0.02
    for at_ms, frame in ((2800, 2), (3200, 3)):
        found = shown(browser, written(smooth), smooth.scene, tmp_path, at_ms)
        assert differing(found, painted(smooth.scene, smooth.theme, frame)) < 0.002


@pytest.mark.parametrize("options", [{}, {"view": "flat"}, {"stride": 2, "padding": 1}])
def test_it_costs_few_bytes(options: dict[str, Any]) -> None:
    picture = Figure.of("conv", input_size=5, **options).picture()
    still = [item._replace(then="goes") for item in picture.scene.items]
    without = len(written(picture._replace(scene=picture.scene._replace(items=still))))
    assert len(written(picture)) < 1.1 * without + 600
