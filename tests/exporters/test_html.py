"""The HTML page: its player under a mouse and a keyboard, in light and dark, in a frame, without a script."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from convanim import Figure
from convanim.exporters import Picture, html
from convanim.scene.lesson import Lesson
from tests.browser import Watched, browser, pixels
from tests.painted import differing, painted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

FIGURE = Figure.of("conv", input_size=4, labels=False, step_ms=400)
NASTY = "<b> & \"q\" 'q' \\ % {x} </script><!-- 🙂 \x00\x08\ud800"
CALM = {"reduced_motion": "reduce"}

Opened = Callable[..., "Page"]


def lesson(figure: Figure) -> Lesson:
    made = figure.picture().lesson
    assert made is not None
    return made()


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Opened]:
    """Opens a picture's page; at the end it must have said and asked nothing."""
    pages = []

    def open_page(what: Picture | None = None, address: str = "", **settings: Any) -> "Page":
        with (tmp_path / "f.html").open("wb") as file:
            html.write(what or FIGURE.picture(), file)
        watched = Watched(browser, **settings)
        pages.append(watched)
        watched.page.goto((tmp_path / "f.html").as_uri() + address)
        return watched.page

    yield open_page
    for watched in pages:
        assert watched.complaints == []
        asked = [url.split("#")[0] for url in watched.requests if not url.startswith("data:")]
        assert set(asked) == {(tmp_path / "f.html").as_uri()}
        watched.close()


def step(page: "Page") -> int:
    return int(page.locator("#slider").input_value())


def visible(page: "Page") -> list[bool]:
    """Which of the moments show: the four windows, each a shade and its lines, then the four shaded outputs."""
    script = "[...document.querySelectorAll('.moment')].map(m => getComputedStyle(m).display != 'none')"
    shown: list[bool] = page.evaluate(script)
    return shown


def only(number: int) -> list[bool]:
    return [n == number for n in (0, 0, 1, 1, 2, 2, 3, 3, 0, 1, 2, 3)]


def test_it_plays_from_the_set_up_and_pauses(opened: Opened) -> None:
    page = opened()
    assert (step(page), page.locator("#count").inner_text()) == (0, "set-up")
    page.wait_for_function("document.getElementById('slider').value == 3")
    assert visible(page) == only(2)
    page.get_by_role("button", name="Pause").click()
    at = step(page)
    page.wait_for_timeout(900)
    assert step(page) == at
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"document.getElementById('slider').value != {at}")


def test_buttons_slider_and_keys_go_to_steps(opened: Opened) -> None:
    page = opened(address="#step=1", **CALM)
    page.get_by_role("button", name="Step forward").click()
    assert (step(page), visible(page)) == (2, only(1))
    for _ in range(2):
        page.get_by_role("button", name="Step back").click()
    assert (step(page), visible(page)) == (0, [False] * 12)
    assert page.get_by_role("button", name="Step back").is_disabled()
    page.get_by_label("Step", exact=True).fill("4")
    assert (step(page), visible(page)) == (4, only(3))
    assert page.get_by_role("button", name="Step forward").is_disabled()
    page.locator("h1").click(force=True)
    presses = [("Home", 0), ("ArrowRight", 1), ("ArrowDown", 3), ("ArrowLeft", 2), ("ArrowUp", 0), ("End", 4)]
    for key, expected in presses:
        page.keyboard.press(key)
        assert step(page) == expected, key
    assert page.locator("#count").inner_text() == "step 4 of 4"
    page.keyboard.press(" ")
    assert page.get_by_role("button", name="Pause").is_visible()


def test_keys_act_once_whatever_has_the_focus(opened: Opened) -> None:
    page = opened(address="#step=1", **CALM)
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
    page = opened(Figure.of("conv", input_size=4, labels=False, step_ms=2000, hold_ms=(2000, 0)).picture())
    assert page.locator("#speed").input_value() == "1"
    page.keyboard.press(">")
    assert page.locator("#speed").input_value() == "2"
    page.get_by_label("Speed").select_option("4")
    page.wait_for_function("document.getElementById('slider').value == 2", timeout=1800)


def test_a_finite_loop_ends_on_its_last_step_and_can_be_played_again(opened: Opened) -> None:
    page = opened(Figure.of("conv", input_size=4, labels=False, step_ms=40, loop=2, hold_ms=(40, 0)).picture())
    page.get_by_role("button", name="Play").wait_for()
    assert step(page) == 4
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()


def test_a_screen_reader_hears_the_steps_it_goes_to(opened: Opened) -> None:
    page = opened(Figure.of("conv", input_size=4, step_ms=400).picture())
    said = page.locator("#said")
    assert said.get_attribute("aria-live") == "off"
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Step forward").click()
    assert said.get_attribute("aria-live") == "polite"
    assert page.get_by_role("status").first.inner_text().startswith("Output row ")
    rows = {1: 1, 2: 1, 3: 2, 4: 2}
    value = f"Step {step(page)} of 4, row {rows[step(page)]}"
    assert page.locator("#slider").get_attribute("aria-valuetext") == value
    assert page.get_by_role("group", name="Player").count() == 1
    assert page.get_by_role("group", name=re.compile("^A convolution: a window of 3 × 3")).count() == 1
    assert page.locator("h1").inner_text() == "Convolution"


def test_no_motion_starts_paused_at_the_telling_step_and_says_so_once(opened: Opened) -> None:
    page = opened(Figure.of("conv", input_size=5, view="flat").picture(), **CALM)
    assert page.get_by_role("button", name="Play").is_visible()
    assert "less motion" in page.locator("#why").inner_text()
    page.wait_for_timeout(900)
    assert step(page) == 5  # The central cell of 3 × 3.
    page.keyboard.press("ArrowRight")
    assert page.locator("#why").inner_text() == "All 9 cells under the window are input."


def test_gliding_frames_are_played_but_are_no_steps(opened: Opened) -> None:
    page = opened(Figure.of("conv", input_size=4, labels=False, glide=3, step_ms=200).picture())
    assert page.locator("#slider").get_attribute("max") == "4"
    page.wait_for_function("document.getElementById('slider').value == 3")
    page.keyboard.press("Home")
    assert page.locator(".moment.on").count() == 0
    page.keyboard.press("ArrowRight")
    assert (step(page), page.locator(".moment.on").count()) == (1, 3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_the_colours_of_its_figure(opened: Opened, scheme: Any) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    page = opened(color_scheme=scheme, **CALM)
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    both = opened(Figure.of("conv", theme="auto").picture(), color_scheme=scheme, **CALM)
    assert both.evaluate(ground) == ("rgb(20, 24, 31)" if scheme == "dark" else "rgb(255, 255, 255)")
    # A page that has a theme of its own wins.
    other = "light" if scheme == "dark" else "dark"
    both.evaluate(f"document.documentElement.dataset.theme = '{other}'")
    both.wait_for_function(f"{ground} === '{'rgb(20, 24, 31)' if other == 'dark' else 'rgb(255, 255, 255)'}'")


def test_the_picture_is_the_painter_s(opened: Opened) -> None:
    shown = lesson(FIGURE).scene
    page = opened(address="#step=1", viewport={"width": 1100, "height": 1200}, **CALM)
    size = f"max-width:none;flex:none;width:{shown.width}px;height:{shown.height}px"
    page.evaluate(f"document.getElementById('picture').style.cssText = '{size}'")
    page.evaluate("document.getElementById('deck').style.position = 'static'")
    for frame in shown.stills:
        found = pixels(page.locator("#picture").screenshot())[: shown.height, : shown.width]
        assert differing(found, painted(shown, FIGURE.colours, frame)) < 0.002
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(("wide", "high"), [(320, 640), (360, 740), (768, 1024), (900, 800), (1440, 900)])
def test_no_window_scrolls_sideways_and_a_finger_finds_every_button(opened: Opened, wide: int, high: int) -> None:
    for operation, view in (("transpose", "flat"), ("conv", "planes")):
        picture = Figure.of(operation, stride=2, input_size=5, view=view, theme="light").picture()
        page = opened(picture, viewport={"width": wide, "height": high}, **CALM)
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        for control in page.locator("button:visible, select:visible, #slider").all():
            box = control.bounding_box()
            assert box is not None
            assert (box["width"] >= 44, box["height"] >= 44) == (True, True), control
            assert 0 <= box["x"] <= wide - box["width"] + 0.5
        if high >= 640:
            deck = page.locator("#player").bounding_box()
            assert deck is not None
            assert deck["y"] + deck["height"] <= high, "the controls are in sight"


def test_a_narrow_window_stacks_the_panels(opened: Opened) -> None:
    picture = Figure.of("transpose", stride=2, view="flat", theme="light").picture()
    page = opened(picture, viewport={"width": 360, "height": 900}, **CALM)
    boxes = [part.bounding_box() for part in page.locator("figure > .part").all()]
    assert len(boxes) == 4
    assert not page.locator("#picture").is_visible()
    (first, second, *_, last) = [box for box in boxes if box]
    assert first["width"] > 300
    assert second["y"] >= first["y"] + first["height"]
    assert last["width"] < 300
    # A cell is there once, large enough for a finger.
    assert page.locator(".plane").count() == 2
    cell = page.locator(".plane polygon").first.bounding_box()
    assert cell is not None
    assert cell["width"] >= 44
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_function("getComputedStyle(document.getElementById('picture')).display !== 'none'")
    assert page.locator("#picture .plane").count() == 2


def test_in_a_frame_it_takes_its_keys_and_messages_and_tells_its_step(browser: "Browser", tmp_path: Path) -> None:
    with (tmp_path / "f.html").open("wb") as file:
        html.write(FIGURE.picture(), file)
    (tmp_path / "post.html").write_text(
        "<!doctype html><script>said = []; onmessage = (event) => said.push(event.data)</script>"
        '<iframe src="f.html" style="width:100%;height:700px"></iframe>'
    )
    watched = Watched(browser, **CALM)
    page = watched.open(tmp_path / "post.html")
    frame = page.frame_locator("iframe")
    frame.locator("#said").click()
    page.keyboard.press("End")
    assert frame.locator("#slider").input_value() == "4"
    page.evaluate("frames[0].postMessage({step: 2}, '*')")
    page.wait_for_function("said.at(-1).step === 2")
    assert frame.locator("#slider").input_value() == "2"
    height = page.evaluate("said.at(-1).height")
    main = frame.locator("main").bounding_box()
    assert main is not None
    assert abs(height - main["height"]) <= 1
    assert watched.complaints == []
    watched.close()


def test_nasty_words_are_told_and_do_no_harm(opened: Opened) -> None:
    plain = re.sub("[\x00-\x1f\ud800]", "", NASTY)
    written = lesson(FIGURE)._replace(title=NASTY, caption=NASTY, titled=True)
    picture = FIGURE.picture()._replace(alt=NASTY, command=NASTY, lesson=lambda: written)
    page = opened(picture, **CALM)
    assert page.title() == plain.strip()
    assert page.locator("h1").inner_text() == plain.strip()
    assert page.locator(".caption").inner_text() == plain.strip()
    assert page.locator("#command").inner_text() == plain.strip()
    assert page.locator("figure").get_attribute("aria-label") == plain
    assert page.locator("meta[name=convanim]").get_attribute("content") == plain
    page.keyboard.press("End")
    assert (step(page), page.locator(":is(h1, p, code) b").count()) == (4, 0)


def test_without_a_script_the_telling_step_shows_with_its_sentence(opened: Opened) -> None:
    figure = Figure.of("conv", input_size=4, labels=False)
    page = opened(figure.picture(), java_script_enabled=False)
    assert not page.locator("#player").is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator("#said").inner_text().startswith("Output row 2, column 2: ")
    assert page.locator("#command").inner_text() == figure.command
    assert [m.is_visible() for m in page.locator(".moment").all()] == only(3)


def test_on_paper_are_figure_sentence_and_command(opened: Opened) -> None:
    page = opened(**CALM)
    page.emulate_media(media="print")
    assert page.locator("button:visible, select:visible").count() == 0
    for name in ("#picture", "#said", "#command"):
        assert page.locator(name).is_visible()


def test_a_still_has_no_controls_and_a_storyboard_says_what_it_shows(opened: Opened) -> None:
    page = opened(Figure.of("conv", input_size=5, still=3).picture(), **CALM)
    assert not page.locator("#player").is_visible()
    assert "step 3 of 9" in page.locator("#said").inner_text()
    board = opened(Figure.of("conv", input_size=5, storyboard=4).picture(), **CALM)
    assert "Side by side" in board.locator("#said").inner_text()


def test_the_file_stays_small(tmp_path: Path) -> None:
    saved = Figure.of("transpose", stride=2).save(tmp_path / "f.html")
    content = (tmp_path / "f.html").read_text(encoding="utf-8")
    data = re.search(r'id="figure-data">(.*?)</script>', content, re.DOTALL)
    figure = re.search(r"<figure.*</figure>", content, re.DOTALL)
    assert data
    assert figure
    json.loads(data[1])
    assert saved.bytes - len(data[1].encode()) - len(figure[0].encode()) < 34_000, "the player itself"
    assert saved.bytes < 55_000
