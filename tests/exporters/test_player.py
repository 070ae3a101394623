"""The player's cells and words: each cell answers and says why, in all panels and by all means; links, copying, axe."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from convanim import Figure
from convanim.layers.values import numbers
from convanim.style import language
from tests import engine
from tests.browser import Watched, browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

__all__ = ["browser"]

Opened = Callable[..., "Page"]
CALM = {"reduced_motion": "reduce"}


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Opened]:
    """Opens a figure's page; at the end it must have said nothing."""
    pages = []

    def open_page(operation: str, address: str = "", settings: dict[str, Any] = CALM, **options: Any) -> "Page":
        Figure.of(operation, **options).save(tmp_path / "f.html")
        watched = Watched(browser, **settings)
        pages.append(watched)
        watched.page.goto((tmp_path / "f.html").as_uri() + address)
        return watched.page

    yield open_page
    for watched in pages:
        assert watched.complaints == []
        watched.close()


def why(page: "Page") -> str:
    return page.locator("#why").inner_text()


def step(page: "Page") -> int:
    return int(page.locator("#slider").input_value())


def cells(page: "Page", plane: str) -> "Locator":
    return page.get_by_role("grid", name=plane).get_by_role("gridcell")


def test_the_sentence_of_every_step_is_the_engine_s(opened: Opened) -> None:
    figure = Figure.of("transpose", input_size=2, stride=2, view="flat")
    found = numbers(figure.layer)
    assert found.weights is not None
    x, weights = engine.array(found.input), engine.array(found.weights)
    expected = engine.transpose(x, weights, figure.layer)
    page = opened("transpose", "#step=1", input_size=2, stride=2, view="flat")
    for (row, column), value in np.ndenumerate(expected):
        text = page.locator("#said").inner_text().replace("−", "-")
        assert text.startswith(f"Output row {row + 1}, column {column + 1}: ")
        assert float(text.rpartition("= ")[2]) == value
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("view", ["planes", "flat"])
def test_pointing_says_why_and_rings_the_cell_and_what_it_reaches(opened: Opened, view: str) -> None:
    page = opened("transpose", "#step=13", input_size=2, stride=2, view=view)
    before = page.locator("#said").inner_text()
    cells(page, "Input 2 × 2").nth(0).hover(force=True)
    assert why(page).startswith("Zero around the input: kernel − 1 − padding = 3 − 1 − 0 = 2 on each side.")
    assert page.locator("#marks .ring").count() == 1
    cells(page, "Input 2 × 2").nth(4 * 7 + 2).hover(force=True)
    assert why(page) == "Input row 2, column 1 is 2. Its stamp covers output rows 3–5, columns 1–3."
    assert page.locator("#marks .reached").count() == 1
    assert (step(page), page.locator("#said").inner_text()) == (13, before), "pointing changes no step"
    page.mouse.move(1, 1)
    assert page.locator("#marks path").count() == 0
    assert why(page) == "4 of the 9 cells under the window are input, 5 are zeros."


def test_an_output_rings_its_window_and_takes_one_to_its_step(opened: Opened) -> None:
    page = opened("conv", "#step=1", input_size=7, dilation=2, view="flat")
    output = cells(page, "Output 3 × 3").nth(4)
    output.hover(force=True)
    assert why(page) == "Output row 2, column 2 is made in step 5. Click or press Enter to go there."
    assert page.locator("#marks .reached").count() == 9, "the window has gaps"
    output.click(force=True)
    assert step(page) == 5
    assert why(page) == "Output row 2, column 2 is made in step 5."


def test_a_mouse_that_rests_on_a_cell_lets_the_film_play(opened: Opened) -> None:
    page = opened("conv", settings={}, input_size=4, step_ms=200, labels=False, hold_ms=(200, 0))
    cells(page, "Input 4 × 4").nth(5).hover(force=True)
    at = step(page)
    page.wait_for_function(f"document.getElementById('slider').value != {at}")
    assert page.get_by_role("button", name="Pause").is_visible()
    assert page.locator("#marks .ring").count() == 1
    assert why(page).startswith("Input row 2, column 2 is ")


def test_cells_are_reached_by_keyboard(opened: Opened) -> None:
    page = opened("conv", "#step=1", input_size=6, stride=2, view="flat")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("aria-label") == "row 1, column 1: 1"
    assert focused.get_attribute("aria-describedby") == "why"
    for key in ("ArrowRight", "ArrowDown", "End"):
        page.keyboard.press(key)
    assert page.locator(":focus").get_attribute("aria-label", timeout=500).startswith("row 2, column 6")  # type: ignore[union-attr]
    assert "Windows of 3 every 2 end at column 5; (6 − 3) mod 2 = 1 is left over." in why(page)
    assert page.locator("#marks .focused").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.locator(":focus").get_attribute("aria-label") == "row 2, column 1: not computed yet"
    page.keyboard.press("Enter")
    assert step(page) == 3
    expected = rf"row 2, column 1: {page.locator('#said .result').inner_text()}, computed, current step"
    assert page.locator(":focus").get_attribute("aria-label") == expected
    # One stop a plane: the place in it is kept.
    assert page.locator("[role=gridcell][tabindex='0']").count() == 2
    page.keyboard.press("Shift+Tab")
    assert page.locator(":focus").get_attribute("aria-label").startswith("row 2, column 6")  # type: ignore[union-attr]


def test_a_finger_s_choice_stays(opened: Opened) -> None:
    page = opened("conv", "#step=1", {"has_touch": True, **CALM}, input_size=4, padding=1, view="flat")
    cells(page, "Input 4 × 4").nth(0).tap(force=True)
    page.wait_for_timeout(300)
    assert why(page).startswith("Padding: padding = 1 on each side: a zero that the layer adds.")
    page.locator("#forward").tap()
    assert (step(page), page.locator("#marks path").count()) == (2, 0)
    assert page.get_by_role("button", name="Keys").count() == 0, "where there are no keys, there is no help for them"


def test_links_lead_to_steps_and_the_address_follows(opened: Opened) -> None:
    page = opened("conv", "#step=7", settings={}, input_size=5)
    assert step(page) == 7
    assert page.get_by_role("button", name="Play").is_visible()
    page.evaluate("location.hash = '#step=0'")
    page.wait_for_function("document.getElementById('slider').value == 0")
    page.keyboard.press("ArrowRight")
    assert page.url.endswith("#step=1")
    page.evaluate("location.hash = '#step=99'")
    page.wait_for_function("document.getElementById('slider').value == 9")
    page.evaluate("postMessage({step: 4}, '*')")
    page.wait_for_function("document.getElementById('slider').value == 4")


def test_no_address_is_written_while_it_plays(opened: Opened) -> None:
    page = opened("conv", settings={}, input_size=4, step_ms=100, hold_ms=(100, 0))
    page.wait_for_function("document.getElementById('slider').value == 3")
    assert "#" not in page.url


def test_command_and_link_are_copied(opened: Opened) -> None:
    page = opened("conv", "#step=2", input_size=5)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the command").click()
    page.get_by_text("Command copied").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == "convanim conv --i 5 --k 3"
    page.keyboard.press("l")
    page.get_by_text("Link copied").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()").endswith("f.html#step=2")


def test_help_tells_the_keys_and_gives_the_focus_back(opened: Opened) -> None:
    page = opened("conv", input_size=5)
    page.get_by_role("button", name="Keys").focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    for word in ("Space", "play or pause", "cell to cell, each with its why", "set-up, last step"):
        assert word in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.locator(":focus").get_attribute("id") == "ask"


@pytest.mark.parametrize("theme", ["light", "dark", "auto", "colorblind"])
@pytest.mark.parametrize("wide", [360, 1000])
def test_axe_finds_nothing(opened: Opened, theme: str, wide: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    settings = {"viewport": {"width": wide, "height": 900}, "color_scheme": "dark", **CALM}
    view = "flat" if theme != "colorblind" else "planes"
    page = opened("transpose", "#step=3", settings, input_size=3, stride=2, padding=1, view=view, theme=theme)
    cells(page, "Input 3 × 3").nth(2).hover(force=True)
    page.keyboard.press("?")
    found = axe.run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize("theme", ["classic", "print"])
def test_axe_finds_nothing_in_other_themes(opened: Opened, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened("conv", "#step=3", input_size=4, padding=1, theme=theme)
    assert [each["id"] for each in axe.run(page).response["violations"]] == []


def test_the_scrubber_has_a_segment_for_each_row(opened: Opened) -> None:
    page = opened("conv", "#step=5", input_size=5)
    track = page.locator("#track")
    assert track.locator("i > i").count() == 3
    assert track.locator(".setup").count() == 1
    assert [each.inner_text() for each in track.locator("b").all()] == ["1", "row 2", "3"]
    wide = [each.bounding_box() for each in track.locator("i > i").all()]
    outer = [each.bounding_box() for each in track.locator("i:has(> i)").all()]
    assert wide[0] and outer[0] and wide[2] and wide[1] and outer[1]
    assert wide[0]["width"] == pytest.approx(outer[0]["width"], abs=0.5)
    assert wide[1]["width"] == pytest.approx(2 / 3 * outer[1]["width"], abs=0.5)
    assert wide[2]["width"] == 0
    # The knob is where the native slider has its own.
    slider, knob = page.locator("#slider").bounding_box(), page.locator("#knob").bounding_box()
    assert slider
    assert knob
    middle = slider["x"] + 10 + 5 / 9 * (slider["width"] - 20)
    assert knob["x"] + knob["width"] / 2 == pytest.approx(middle, abs=1)


def test_many_rows_are_numbered_now_and_then_and_too_many_are_one_bar(opened: Opened) -> None:
    page = opened("conv", "#step=1", input_size=18, kernel_size=3)
    numbered = [each.inner_text() for each in page.locator("#track b").all()]
    assert len(numbered) == 16
    assert [each for each in numbered if each] == ["row 1", "2", "4", "6", "8", "10", "12", "14", "16"]
    page.set_viewport_size({"width": 320, "height": 900})
    page.wait_for_function("document.querySelectorAll('#track i > i').length === 16")


def test_a_page_speaks_its_language(opened: Opened) -> None:
    page = opened("transpose", "#step=1", input_size=2, stride=2, padding=1, output_padding=1, lang="zh")
    assert page.evaluate("document.documentElement.lang") == "zh"
    labels = "[...document.querySelectorAll('[aria-label]')].map((each) => each.ariaLabel)"
    said = f"document.querySelector('main').innerText + {labels}"
    words = page.title()
    for cell in range(page.locator(".plane polygon").count()):
        page.locator(".plane polygon").nth(cell).dispatch_event("pointerover", {"pointerType": "mouse"})
        words += why(page)
    for key in (" ", "End", "Home", "?"):
        page.keyboard.press(key)
        words += page.evaluate(said) + (page.locator("#slider").get_attribute("aria-valuetext") or "")
    english = {each for text in language.load("en").templates.values() for each in re.findall(r"[A-Za-z]{3,}", text)}
    command = re.findall(r"[A-Za-z]+", page.locator("#command").inner_text())
    assert set(re.findall(r"[A-Za-z]{3,}", words)) & english - {*command, "Enter"} == set()
    assert page.title() == "转置卷积"
    assert page.get_by_role("button", name="下一步").count() == 1


@pytest.mark.parametrize(
    ("view", "first", "last"),
    [
        ("matrix", "The kernel unrolls into row 1 of the matrix", "The vector of results folds to an output of 3 × 3."),
        ("scatter", "Input row 1, column 1: ", "is added to output rows 2–3, columns 2–3."),
        ("overlap", "Input row 1, column 1: ", "its stamp covers output rows 2–3, columns 2–3."),
        ("linked", "Output row 1, column 1: ", ""),
    ],
)
def test_views_say_what_their_steps_do(opened: Opened, view: str, first: str, last: str) -> None:
    page = opened("transpose", "#step=1", input_size=2, kernel_size=2, view=view)
    assert page.locator("#said").inner_text().startswith(first)
    page.keyboard.press("End")
    assert page.locator("#said").inner_text().endswith(last)
    output = cells(page, "Output 3 × 3").nth(4)
    output.hover(force=True)
    assert why(page).startswith("Output row 2, column 2 is ")


def test_linked_planes_ring_one_cell_in_all_of_them(opened: Opened) -> None:
    page = opened("transpose", "#step=5", input_size=2, kernel_size=2, view="linked")
    page.get_by_role("grid", name="Input 2 × 2").first.get_by_label("row 2, column 1:").hover(force=True)
    assert page.locator("#marks .ring").count() == 2


GLIDES = """() => {
  document.getElementById("forward").click();
  const frames = document.getAnimations().map((each) => each.effect.getKeyframes()[0].transform);
  return frames.filter((way) => way && way !== "none");
}"""


def test_the_window_glides_within_a_row_and_jumps_to_the_next(opened: Opened) -> None:
    page = opened("conv", "#step=1", settings={}, input_size=5, view="flat", cell=40)
    # The outlines of the window and of the output cell do, the texts beside them do not.
    assert page.evaluate(GLIDES) == ["translate(-40px, 0px)"] * 2
    page.evaluate("location.hash = '#step=3'")
    page.wait_for_function("document.getElementById('slider').value == 3 && !document.getAnimations().length")
    assert page.evaluate(GLIDES) == []


def test_nothing_glides_for_readers_who_want_less_motion(opened: Opened) -> None:
    page = opened("conv", "#step=1", input_size=5, view="flat")
    assert page.evaluate(GLIDES) == []
    assert step(page) == 2
