"""The page of a figures file in Chromium: what plays, and when; that it fits, can be read and can be used by all."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from convanim import cli
from tests.browser import Watched, browser, pixels

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

FILE = """\
[page]
title = "Convolution arithmetic"
text = "Point at a figure, and it plays."
[sections.one]
title = "What does a window do?"
text = "It slides."
[sections.two]
title = "What does a stamp do?"
[defaults]
step_ms = 400
[figures.a]
operation = "conv"
input_size = 4
section = "one"
heading = "A window"
[figures.b]
operation = "conv"
view = "flat"
section = "one"
[figures.c]
operation = "conv"
theme = "classic"
labels = "none"
section = "one"
[figures.d]
operation = "transpose"
view = "overlap"
beside = 4
stride = 2
section = "two"
[figures.e]
operation = "conv"
storyboard = 2
section = "two"
"""
CONTRAST = """() => {
  const shade = (text) => (text.match(/[\\d.]+/g) || []).map(Number)
    .map((value, n) => (n < 3 && text.startsWith("color(") ? 255 * value : value));
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const found = shade(getComputedStyle(each).backgroundColor);
      if (found.length === 3 || found[3] > 0.9) return found;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility()
      && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((element) => !element.closest("script, style, .aside"))
    .map((element) => {
      const [one, other] = [shade(getComputedStyle(element).color), ground(element)].map(light).sort((a, b) => b - a);
      return [element.textContent.trim().slice(0, 30), (one + 0.05) / (other + 0.05)];
    });
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "figures.toml").write_text(FILE)
    assert cli.main(["gallery", str(folder / "figures.toml"), "-o", str(folder), "-q"]) == 0
    return folder


class Shown(Watched):
    """The page in a window."""

    def __init__(self, browser: "Browser", folder: Path, width: int = 1440, **settings: Any) -> None:
        super().__init__(browser, viewport={"width": width, "height": 900}, **settings)
        self.open(folder / "index.html")

    def playing(self) -> list[str]:
        found: list[str] = self.page.eval_on_selector_all(".card.playing", "all => all.map((each) => each.id)")
        films = "all => all.filter((each) => each.src.includes('.svg?')).map((each) => each.closest('.card').id)"
        assert self.page.eval_on_selector_all("img", films) == found
        return found

    def until(self, *playing: str) -> None:
        wanted = ",".join(playing)
        self.page.wait_for_function(
            f"[...document.querySelectorAll('.card.playing')].map((each) => each.id).join() === '{wanted}'",
            timeout=5000,
        )
        assert self.playing() == list(playing)


@pytest.fixture
def shown(browser: "Browser", folder: Path) -> Iterator[Shown]:
    watched = Shown(browser, folder)
    yield watched
    assert watched.complaints == []
    assert all(url.startswith("file:") for url in watched.requests)
    watched.close()


def picture(page: "Page", name: str) -> "np.ndarray[Any, Any]":
    return pixels(page.locator(f"#{name} img").screenshot())


def moves(page: "Page", name: str) -> bool:
    """Whether a picture changes before long."""
    before = picture(page, name)
    for _ in range(8):
        page.wait_for_timeout(250)
        if (before != picture(page, name)).any():
            return True
    return False


def test_one_figure_plays_at_a_time_where_the_pointer_is(shown: Shown) -> None:
    assert shown.playing() == []
    for name in ("a", "b", "c"):
        shown.page.hover(f"#{name} img")
        shown.until(name)
    assert moves(shown.page, "c")
    shown.page.hover("h1")
    shown.until()
    assert not moves(shown.page, "c")


def test_a_pointer_that_passes_by_starts_nothing(shown: Shown) -> None:
    shown.page.evaluate(
        """() => { window.begun = 0; new MutationObserver((all) => window.begun += all.filter(
          (each) => each.target.matches(".playing")).length).observe(document.body,
          { subtree: true, attributeFilter: ["class"] }); }"""
    )
    shown.page.hover("#a img")
    shown.page.hover("h1")
    shown.page.wait_for_timeout(400)
    assert shown.page.evaluate("window.begun") == 0


def test_the_line_tells_how_far_a_figure_is(shown: Shown) -> None:
    shown.page.hover("#a img")
    shown.until("a")
    width = "document.querySelector('#a .line i').getBoundingClientRect().width"
    shown.page.wait_for_timeout(500)
    first = shown.page.evaluate(width)
    shown.page.wait_for_timeout(500)
    assert 0 < first < shown.page.evaluate(width) < 416


def test_pause_all_stops_what_plays_by_itself_and_is_kept(shown: Shown) -> None:
    page, button = shown.page, shown.page.locator("#all")
    assert button.inner_text() == "Pause all"
    page.hover("#a img")
    shown.until("a")
    button.click()
    assert shown.playing() == []
    for _ in range(2):
        assert button.inner_text() == "Play all"
        page.hover("#b img")
        page.wait_for_timeout(400)
        assert shown.playing() == []
        page.reload()
    page.click("#b .play")
    page.hover("h1")
    page.wait_for_timeout(300)
    assert shown.playing() == ["b"]  # What was asked for goes on.
    button.click()
    page.hover("#c img")
    page.wait_for_timeout(400)
    assert shown.playing() == ["b"]
    page.click("#c .play")
    shown.until("c")


def test_a_figure_that_was_paused_stays_so_under_the_pointer(shown: Shown) -> None:
    shown.page.hover("#a img")
    shown.until("a")
    shown.page.click("#a .play")
    shown.page.hover("#a h3")
    shown.page.wait_for_timeout(400)
    assert shown.playing() == []


def test_the_keyboard_plays_and_stops(shown: Shown) -> None:
    page = shown.page
    page.focus("#all")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "A window"
    shown.until("a")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pause: A window"
    page.keyboard.press("Enter")
    shown.until()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Play: A window"
    page.keyboard.press("Space")
    shown.until("a")
    page.keyboard.press("Escape")
    shown.until()


def test_who_wants_little_motion_asks_for_it(browser: "Browser", folder: Path) -> None:
    shown = Shown(browser, folder, reduced_motion="reduce")
    shown.page.hover("#b img")
    shown.page.wait_for_timeout(500)
    assert shown.playing() == []
    shown.page.click("#b .play")
    shown.until("b")
    assert moves(shown.page, "b")
    shown.close()


def test_on_a_touch_screen_the_card_in_the_middle_plays(browser: "Browser", folder: Path) -> None:
    shown = Shown(browser, folder, 360, has_touch=True, is_mobile=True)
    for name in ("b", "d"):
        shown.page.evaluate(f"document.getElementById('{name}').scrollIntoView({{ block: 'center' }})")
        shown.until(name)
    shown.page.tap("#d img")
    shown.page.wait_for_timeout(600)
    assert shown.playing() == []
    shown.page.tap("#d img")
    shown.until("d")
    shown.close()


def test_without_a_script_all_stands_still_and_no_control_is_dead(browser: "Browser", folder: Path) -> None:
    shown = Shown(browser, folder, java_script_enabled=False)
    assert shown.page.locator("button:visible").count() == 0
    assert shown.page.locator(".card img:visible").count() == 5
    before = pixels(shown.page.screenshot())
    shown.page.hover("#a img")
    shown.page.wait_for_timeout(700)
    assert (before == pixels(shown.page.screenshot())).all()
    shown.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 768, 1100, 1440])
def test_nothing_is_wider_than_the_window(width: int, scheme: str, browser: "Browser", folder: Path) -> None:
    shown = Shown(browser, folder, width, color_scheme=scheme)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    across = "all => all.map((each) => each.getBoundingClientRect()).map((box) => [box.left, box.right])"
    for left, right in shown.page.eval_on_selector_all("h1, h2, h3, p, img, code, button:not([hidden])", across):
        assert 0 <= left <= right <= width
    columns = len(
        set(shown.page.eval_on_selector_all("#section\\:one .card", "all => all.map((each) => each.offsetLeft)"))
    )
    assert columns == (1 if width < 640 else 2 if width < 1100 else 3)
    if width == 1440:  # There the pictures are as large as they were drawn.
        sizes = "all => all.map((each) => each.getBoundingClientRect().width / each.getAttribute('width'))"
        assert shown.page.eval_on_selector_all("#a img, #b img", sizes) == [1, 1]
    shown.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_lie_on_the_page_without_a_box(scheme: str, browser: "Browser", folder: Path) -> None:
    shown = Shown(browser, folder, color_scheme=scheme)
    ground = (255, 255, 255) if scheme == "light" else (0x14, 0x18, 0x1F)
    for name in "abcde":
        seen = picture(shown.page, name)
        for corner in (seen[1, 1], seen[1, -2], seen[-2, 1], seen[-2, -2]):
            assert tuple(corner) == ground
        assert (seen != np.array(ground)).any(axis=2).mean() > 0.03
    shown.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_can_read_it_and_use_it(scheme: str, browser: "Browser", folder: Path) -> None:
    shown = Shown(browser, folder, color_scheme=scheme)
    page = shown.page
    page.hover("#a img")
    shown.until("a")
    assert [each for each in page.evaluate(CONTRAST) if each[1] < 4.5] == []
    ids = page.eval_on_selector_all("[id]", "all => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    ends = page.eval_on_selector_all(
        "[aria-labelledby]", "all => all.map((each) => document.getElementById(each.getAttribute('aria-labelledby')))"
    )
    assert None not in ends
    assert page.eval_on_selector_all("h1, h2, h3", "all => all.map((each) => +each.tagName[1])") == [
        *(1, 2, 3, 3, 3, 2, 3, 3)
    ]
    names = page.eval_on_selector_all(
        "button, a, img, nav", "all => all.map((e) => e.getAttribute('aria-label') || e.alt || e.textContent.trim())"
    )
    assert all(names)
    small = page.eval_on_selector_all(
        "button, nav a, h3 a",
        "all => all.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())"
        ".filter((box) => box.height < 44 || box.width < 24).length",
    )
    assert small == 0
    for role, count in (("banner", 1), ("main", 1), ("navigation", 1), ("article", 5), ("status", 1)):
        assert page.get_by_role(role, include_hidden=False).count() == count  # type: ignore[arg-type]
    shown.close()


def test_the_command_is_copied(browser: "Browser", folder: Path) -> None:
    shown = Shown(browser, folder, permissions=["clipboard-read", "clipboard-write"])
    page = shown.page
    page.click("#b .copy")
    page.wait_for_selector("#b.copied")
    assert page.locator("#b .said").is_visible()
    assert page.locator("#said").inner_text() == "Command copied"
    assert page.evaluate("navigator.clipboard.readText()") == "convanim conv --i 4 --k 3 --view flat --step-ms 400"
    page.wait_for_selector("#b:not(.copied)")
    shown.close()
