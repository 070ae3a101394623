"""The HTML page: its player under a mouse, a finger and a keyboard, in light and dark, in a frame, and its words."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from convanim import Figure
from convanim.exporters import Picture, html
from convanim.style import theme
from convanim.style.colour import Colour
from tests.browser import Watched, browser, pixels
from tests.exporters.test_svg import differing, painted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

FIGURE = Figure.of("conv", input_size=4, labels=False, step_ms=400)
NASTY = "<b> & \"q\" 'q' \\ % {x} </script><!-- 🙂 \x00\x08\ud800"


def picture(figure: Figure = FIGURE, **more: Any) -> Picture:
    added = {
        "title": "A title",
        "alt": "What it shows",
        "command": "convanim conv",
        "told": lambda: [f"told {number}" for number in range(len(figure.scene().stills))],
        "spots": figure.spots,
    }
    return figure.picture()._replace(**{**added, **more})


Opened = Callable[..., "Page"]


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Opened]:
    """Opens a picture's page; at the end it must have said and asked nothing."""
    pages = []

    def open_page(what: Picture | None = None, **settings: Any) -> "Page":
        with (tmp_path / "f.html").open("wb") as file:
            html.write(what or picture(), file)
        watched = Watched(browser, **settings)
        pages.append(watched)
        return watched.open(tmp_path / "f.html")

    yield open_page
    for watched in pages:
        assert watched.complaints == []
        assert [url for url in watched.requests if not url.startswith("data:")] == [(tmp_path / "f.html").as_uri()]
        watched.close()


def step(page: "Page") -> int:
    return int(page.locator("#slider").input_value())


def visible(page: "Page") -> list[bool]:
    """Which of the moments show: the four windows, then the four shaded outputs."""
    script = "[...document.querySelectorAll('.moment')].map(m => getComputedStyle(m).display != 'none')"
    shown: list[bool] = page.evaluate(script)
    return shown


def only(number: int) -> list[bool]:
    return [n == number for n in range(4)] * 2


def test_it_plays_and_pauses(opened: Opened) -> None:
    page = opened()
    page.wait_for_function("document.getElementById('slider').value == 3")
    assert visible(page) == only(2)
    page.get_by_role("button", name="Pause").click()
    at = step(page)
    page.wait_for_timeout(900)
    assert step(page) == at
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"document.getElementById('slider').value != {at}")


def test_buttons_slider_and_keys_go_to_steps(opened: Opened) -> None:
    page = opened(reduced_motion="reduce")
    page.get_by_role("button", name="Step forward").click()
    assert (step(page), visible(page)) == (2, only(1))
    page.get_by_role("button", name="Step back").click()
    page.get_by_role("button", name="Step back").click()
    assert step(page) == 1
    page.get_by_label("Step", exact=True).fill("4")
    assert (step(page), visible(page)) == (4, only(3))
    page.locator("body").click(position={"x": 1, "y": 1})
    for key, expected in (("Home", 1), ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", 4)):
        page.keyboard.press(key)
        assert (step(page), visible(page)) == (expected, only(expected - 1)), key
    assert page.locator("#count").inner_text() == "4 / 4"
    page.keyboard.press(" ")
    assert page.get_by_role("button", name="Pause").is_visible()


def test_keys_act_once_whatever_has_the_focus(opened: Opened) -> None:
    page = opened(reduced_motion="reduce")
    page.locator("#slider").focus()
    page.keyboard.press("ArrowRight")
    assert step(page) == 2
    page.locator("#forward").focus()
    page.keyboard.press(" ")
    assert step(page) == 3
    assert page.get_by_role("button", name="Play").is_visible()
    page.locator("#speed").focus()
    page.keyboard.press("Home")
    assert step(page) == 3


def test_speed(opened: Opened) -> None:
    page = opened(picture(Figure.of("conv", input_size=4, labels=False, step_ms=2000)))
    assert page.locator("#speed").input_value() == "1"
    page.get_by_label("Speed").select_option("4")
    page.wait_for_function("document.getElementById('slider').value == 2", timeout=1500)


def test_a_finite_loop_ends_on_its_last_step_and_can_be_played_again(opened: Opened) -> None:
    page = opened(picture(Figure.of("conv", input_size=4, labels=False, step_ms=40, loop=2)))
    page.get_by_role("button", name="Play").wait_for()
    assert step(page) == 4
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()


def test_pointing_at_an_output_shows_its_window_while_it_lasts(opened: Opened) -> None:
    page = opened(reduced_motion="reduce")
    outputs = page.locator(".spot").nth(16 + 3)
    outputs.hover()
    assert visible(page) == only(3)
    assert page.locator("#told").inner_text() == "told 3"
    page.mouse.move(1, 1)
    assert visible(page) == only(0)
    outputs.click()
    page.mouse.move(1, 1)
    assert visible(page) == only(3)


def test_playing_waits_while_something_is_pointed_at(opened: Opened) -> None:
    page = opened()
    page.locator(".spot").nth(16 + 1).hover()
    page.wait_for_timeout(1200)
    assert visible(page) == only(1)
    page.mouse.move(1, 1)
    before = step(page)
    page.wait_for_function(f"document.getElementById('slider').value != {before}")


def test_pointing_at_an_input_marks_the_outputs_that_read_it(opened: Opened) -> None:
    page = opened(reduced_motion="reduce")
    # Input 0, 1 of a 4 × 4 input under a 3 × 3 kernel: outputs 0, 0 and 0, 1.
    page.locator(".spot").nth(1).hover()
    lit = page.evaluate("[...document.querySelectorAll('.spot')].flatMap((s, n) => s.matches('.lit') ? [n] : [])")
    assert lit == [16, 17]
    assert page.locator("#told").inner_text() == "input 0, 1: read in 2 steps"
    page.mouse.move(1, 1)
    assert page.locator(".lit").count() == 0
    assert page.locator("#told").inner_text() == "told 0"


def test_a_finger_s_choice_stays(opened: Opened) -> None:
    page = opened(has_touch=True)
    page.locator(".spot").nth(16 + 2).tap()
    page.wait_for_timeout(700)
    assert visible(page) == only(2)
    page.locator(".spot").nth(0).tap()
    assert page.locator(".lit").count() == 1
    page.locator("#forward").tap()
    assert (step(page), page.locator(".lit").count()) == (4, 0)


def test_a_screen_reader_hears_the_steps_it_goes_to(opened: Opened) -> None:
    page = opened()
    told = page.locator("#told")
    assert told.get_attribute("aria-live") == "off"
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Step forward").click()
    assert told.get_attribute("aria-live") == "polite"
    assert told.inner_text() == f"told {step(page) - 1}"
    assert page.locator("#slider").get_attribute("aria-valuetext") == f"Step {step(page)} of 4"
    assert page.get_by_role("img", name="What it shows").count() == 1
    assert page.get_by_role("group", name="Player").count() == 1
    tree = page.locator("body").aria_snapshot()
    for name in ("button", "slider", "combobox"):
        assert name in tree
    assert page.evaluate("document.documentElement.lang") == "en"


def test_no_motion_starts_at_the_first_step(opened: Opened) -> None:
    page = opened(reduced_motion="reduce")
    assert page.get_by_role("button", name="Play").is_visible()
    page.wait_for_timeout(900)
    assert (step(page), visible(page)) == (1, only(0))


def test_gliding_frames_and_a_set_up_are_played_but_are_no_steps(opened: Opened) -> None:
    figure = Figure.of("conv", input_size=4, labels=False, glide=3, hold_ms=(200, 0), step_ms=200)
    page = opened(picture(figure))
    assert page.locator("#slider").get_attribute("max") == "4"
    page.wait_for_function("document.getElementById('slider').value == 3")
    page.keyboard.press("Home")
    assert page.locator(".moment.on").count() == 2
    assert (step(page), page.locator("#told").inner_text()) == (1, "told 0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_reader_and_the_picture_its_theme(opened: Opened, scheme: Any) -> None:
    page = opened(color_scheme=scheme, reduced_motion="reduce")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is (scheme == "light")
    paper = "getComputedStyle(document.querySelector('#picture > rect')).fill"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    light = theme.load("classic")
    dark = light._replace(colours=light.colours | {"paper": Colour(1, 2, 3), "ink": Colour(250, 250, 250)})
    both = opened(picture(dark=dark), color_scheme=scheme, reduced_motion="reduce")
    assert both.evaluate(paper) == ("rgb(1, 2, 3)" if scheme == "dark" else "rgb(255, 255, 255)")
    assert both.evaluate("getComputedStyle(document.body).backgroundColor") == both.evaluate(paper)


def test_the_picture_is_the_painter_s(opened: Opened) -> None:
    what = picture()
    width, height = what.scene.width, what.scene.height
    page = opened(what, viewport={"width": width + 300, "height": height + 400}, reduced_motion="reduce")
    size = f"flex:none;align-self:flex-start;width:{width}px;height:{height}px"
    page.evaluate(f"document.getElementById('picture').style.cssText = '{size}'")
    for number in range(4):
        found = pixels(page.locator("#picture").screenshot())
        assert differing(found, painted(what.scene, what.theme, number)) < 0.002
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(("wide", "high"), [(320, 480), (360, 640), (700, 320), (1200, 800), (1400, 500)])
def test_a_frame_of_any_size_holds_all_of_it(opened: Opened, wide: int, high: int) -> None:
    page = opened(viewport={"width": wide, "height": high})
    scrolls = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert scrolls[0] <= wide
    assert scrolls[1] <= high
    box = page.locator("#picture").bounding_box()
    assert box is not None
    assert box["height"] > 0.4 * high
    for control in page.locator("#player > *").all():
        box = control.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= wide
        assert box["y"] + box["height"] <= high


def test_in_a_frame_it_takes_its_keys_and_its_size(browser: "Browser", tmp_path: Path) -> None:
    with (tmp_path / "f.html").open("wb") as file:
        html.write(picture(), file)
    (tmp_path / "post.html").write_text('<!doctype html><iframe src="f.html" style="width:100%;height:400px"></iframe>')
    watched = Watched(browser, reduced_motion="reduce")
    page = watched.open(tmp_path / "post.html")
    frame = page.frame_locator("iframe")
    frame.locator("#told").click()
    page.keyboard.press("End")
    assert frame.locator("#slider").input_value() == "4"
    assert watched.complaints == []
    watched.close()


def test_nasty_words_are_told_and_do_no_harm(opened: Opened) -> None:
    plain = re.sub("[\x00-\x1f\ud800]", "", NASTY)
    spoken = [NASTY] * 4
    page = opened(picture(title=NASTY, alt=NASTY, command=NASTY, told=lambda: spoken), reduced_motion="reduce")
    assert page.title() == plain.strip()
    assert page.locator("#told").inner_text() == plain.strip()
    assert page.get_by_role("img").first.get_attribute("aria-label") == plain
    assert page.locator("meta[name=convanim]").get_attribute("content") == plain
    page.keyboard.press("End")
    assert (step(page), page.locator("#told").inner_text()) == (4, plain.strip())
    assert page.locator("b").count() == 0


def test_without_a_script_the_middle_step_shows(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    assert not page.locator("#player").is_visible()
    assert page.locator("#told").inner_text() == "told 2"
    assert [m.is_visible() for m in page.locator(".moment").all()] == only(2)


def test_a_picture_that_tells_nothing_counts_its_steps() -> None:
    file = io.BytesIO()
    html.write(FIGURE.picture()._replace(told=list), file)
    assert "Step 3 of 4" in file.getvalue().decode()
