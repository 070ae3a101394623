"""The player of views whose steps are not outputs, of a pointer that rests, and in other languages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from convanim import Figure
from tests.browser import Watched, browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

Opened = Callable[..., "Page"]


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Opened]:
    """Opens a figure's page; at the end it must have said nothing."""
    pages = []

    def open_page(operation: str, *, settings: dict[str, Any] | None = None, **options: Any) -> "Page":
        Figure.of(operation, **options).save(tmp_path / "f.html")
        watched = Watched(browser, **(settings or {}))
        pages.append(watched)
        return watched.open(tmp_path / "f.html")

    yield open_page
    for watched in pages:
        assert watched.complaints == []
        watched.close()


CALM = {"reduced_motion": "reduce"}


def count(page: "Page") -> str:
    return page.locator("#count").inner_text()


def test_the_set_up_is_no_step_and_no_step_is_skipped(opened: Opened) -> None:
    page = opened("transpose", input_size=2, view="scatter", hold_ms=600_000)
    assert (count(page), page.locator("#told").inner_text()) == ("0 / 4", "Before step 1 of 4")
    assert page.locator("#slider").get_attribute("aria-valuetext") == "Before step 1 of 4"
    seen = []
    for _ in range(4):
        page.get_by_role("button", name="Step forward").click()
        seen.append((count(page), page.locator("#told").inner_text()))
    assert seen == [(f"{n} / 4", f"Step {n} of 4") for n in range(1, 5)]
    page.keyboard.press("Home")
    assert count(page) == "1 / 4"
    page.keyboard.press("ArrowLeft")
    assert count(page) == "0 / 4"
    page.get_by_label("Step", exact=True).fill("2")
    assert count(page) == "2 / 4"


def test_where_there_is_no_set_up_the_first_step_is_the_first(opened: Opened) -> None:
    page = opened("conv", settings=CALM)
    page.keyboard.press("ArrowLeft")
    assert count(page) == "1 / 4"
    assert page.locator("#slider").get_attribute("min") == "1"


def stamps_on(place: int, size: int, kernel: int, stride: int) -> dict[int, int]:
    """Of each input cell of one dimension that stamps an output: how many outputs its stamp has, by numpy."""
    output = (size - 1) * stride + kernel
    found = {}
    for cell in range(size):
        values = np.zeros((size - 1) * stride + 1)
        values[cell * stride] = 1
        stamp = np.convolve(values, np.ones(kernel))[:output]
        if stamp[place]:
            found[cell] = int(stamp.sum())
    return found


@pytest.mark.parametrize("view", ["scatter", "overlap"])
def test_pointing_at_an_output_shows_all_of_its_stamps(opened: Opened, view: str) -> None:
    page = opened("transpose", settings=CALM, dim=1, input_size=5, kernel_size=5, stride=2, view=view)
    lit = "[...document.querySelectorAll('.spot')].flatMap((s, n) => s.matches('.lit') ? [n] : [])"
    for place in (0, 4, 6, 7):
        expected = stamps_on(place, 5, 5, 2)
        page.locator(".spot").nth(5 + place).hover()
        if len(expected) == 1:
            assert count(page) == f"{min(expected) + 1} / 5"
            continue
        assert page.evaluate(lit) == sorted(expected)
        assert page.locator(".stamp").count() == sum(expected.values())
        assert page.locator("#told").inner_text() == f"output {place}: {len(expected)} stamps add up"
    page.mouse.move(1, 1)
    assert page.locator(".stamp").count() == page.locator(".lit").count() == 0
    assert count(page) == "1 / 5"


def test_what_was_chosen_of_many_stamps_stays(opened: Opened) -> None:
    page = opened("transpose", dim=1, input_size=5, kernel_size=5, stride=2, view="scatter", hold_ms=0, step_ms=100)
    page.locator(".spot").nth(5 + 4).click()
    assert page.get_by_role("button", name="Play").is_visible()
    page.wait_for_timeout(2300)
    assert page.locator(".stamp").count() == 15
    page.get_by_role("button", name="Play").click()
    assert page.locator(".stamp").count() == 0


def test_a_mouse_that_rests_lets_the_film_go_on(opened: Opened) -> None:
    page = opened("conv", input_size=4, step_ms=200, labels=False)
    page.locator(".spot").nth(16 + 1).hover()
    assert count(page) == "2 / 4"
    assert page.get_by_role("button", name="Pause").is_visible()
    page.wait_for_function("document.getElementById('count').textContent == '4 / 4'", timeout=5000)
    page.wait_for_function("document.getElementById('count').textContent == '1 / 4'", timeout=5000)


def test_a_finger_that_chooses_an_input_pauses(opened: Opened) -> None:
    page = opened("conv", settings={"has_touch": True}, input_size=4, step_ms=200, labels=False)
    page.locator(".spot").nth(5).tap()
    assert page.get_by_role("button", name="Play").is_visible()
    assert page.locator(".lit").count() == 4


def test_a_page_speaks_its_language(opened: Opened) -> None:
    page = opened("conv", settings=CALM, input_size=4, lang="zh")
    assert page.evaluate("document.documentElement.lang") == "zh"
    words = page.evaluate("document.body.innerText + document.title") + page.locator("body").aria_snapshot()
    page.locator(".spot").nth(0).hover()
    words += page.locator("#told").inner_text()
    page.keyboard.press(" ")
    words += page.locator("#play").get_attribute("aria-label") or ""
    page.keyboard.press("End")
    words += page.locator("#slider").get_attribute("aria-valuetext") or ""
    for english in ("Convolution", "Play", "Pause", "Step", "Speed", "input", "output", "read"):
        assert english not in words
    assert page.title() == "卷积运算"
    assert page.get_by_role("button", name="播放").count() == 1
