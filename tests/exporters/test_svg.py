"""The SVG file: what browsers show of it, when, and to whom; its size, and the XML that it is."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import numpy.typing as npt
import pytest

from convanim import Figure
from convanim.exporters import Picture, svg
from convanim.scene.items import Item, Scene, Style, Text
from convanim.scene.items import Path as Outline
from convanim.style import theme
from convanim.style.colour import Colour
from tests.benchmarks import PUBLISHED, PUBLISHED_BYTES
from tests.browser import Watched, browser, pixels
from tests.painted import differing, painted

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

FIGURES = {
    "conv": Figure.of("conv", input_size=4, labels=False),
    "strided": Figure.of("conv", input_size=6, stride=2, padding=1, labels=False, theme="light", legend=False),
    "transpose": Figure.of("transpose", input_size=3, stride=2, padding=1, output_padding=1, labels=False),
    "dilated": Figure.of("conv", input_size=7, dilation=2, labels=False),
    "gliding": Figure.of("conv", input_size=4, labels=False, glide=2, hold_ms=(500, 700)),
    "rows": Figure.of("conv", dim=1, input_size=7, padding=1, labels=False, legend=False),
}
SQUARE = ((0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0))


def picture(figure: Figure, **more: Any) -> Picture:
    return figure.picture()._replace(**more)


def of_scene(items: list[Item], durations_ms: list[int], **more: Any) -> Picture:
    scene = Scene(100, 80, items, durations_ms, list(range(len(durations_ms))))
    return Picture(**{"scene": scene, "theme": theme.load("classic"), "loop": 0, **more})


def written(what: Picture) -> bytes:
    file = io.BytesIO()
    svg.write(what, file)
    return file.getvalue()


def shown(
    browser: "Browser",
    data: bytes,
    scene: Scene,
    folder: Path,
    at_ms: float | None,
    embed: bool = False,
    **settings: Any,
) -> npt.NDArray[np.int64]:
    """What a browser shows ``at_ms`` after the start, or on its own."""
    (folder / "f.svg").write_bytes(data)
    watched = Watched(browser, viewport={"width": scene.width, "height": scene.height}, **settings)
    if embed:
        (folder / "f.html").write_text('<!doctype html><body style="margin:0"><img src="f.svg">')
    page = watched.open(folder / ("f.html" if embed else "f.svg"))
    if at_ms is not None:
        script = "t => document.getAnimations().forEach(a => { a.pause(); a.currentTime = t })"
        page.evaluate(script, at_ms)
    found = pixels(page.screenshot())
    assert watched.complaints == []
    assert len(watched.requests) == 1 + embed
    watched.close()
    return found


@pytest.mark.parametrize("name", FIGURES)
def test_every_frame_is_the_painter_s_but_for_smooth_edges(browser: "Browser", tmp_path: Path, name: str) -> None:
    what = FIGURES[name].picture()
    scene, data = what.scene, written(what)
    for frame in {0, 1, scene.frames // 2, scene.frames - 1}:
        middle_ms = sum(scene.durations_ms[:frame]) + scene.durations_ms[frame] / 2
        found = shown(browser, data, scene, tmp_path, middle_ms)
        assert differing(found, painted(scene, what.theme, frame)) < 0.002
        if frame == scene.frames - 1:
            assert differing(found, painted(scene, what.theme, 0)) > 0.001


def test_lifetimes_of_all_kinds(browser: "Browser", tmp_path: Path) -> None:
    shape, fill = Outline((SQUARE,)), [Style(fill="input"), Style(fill="output"), Style(fill="ink")]
    spans = [(0, 5), (2, 5), (0, 2), (3, 4), (1, 2), (4, 5), (1, 99), (0, 1)]
    items = [
        Item(shape, 10 * number, 6 * number, fill[number % 3], start, stop)
        for number, (start, stop) in enumerate(spans)
    ]
    for loop in (0, 3):
        what = of_scene(items, [100, 300, 70, 500, 30], loop=loop)
        for frame, at_ms in ((0, 50), (1, 250), (2, 430), (3, 700), (4, 990), (0, 1030), (3, 1700)):
            found = shown(browser, written(what), what.scene, tmp_path, at_ms)
            assert differing(found, painted(what.scene, what.theme, frame)) < 0.001, (loop, frame)
    # After the last round the last frame stays.
    found = shown(browser, written(what), what.scene, tmp_path, 5000)
    assert differing(found, painted(what.scene, what.theme, 4)) < 0.001


def test_ten_thousand_frames(browser: "Browser", tmp_path: Path) -> None:
    items = [Item(Outline((SQUARE,)), n % 80, n % 60, Style(fill="ink"), n, n + 1) for n in range(10_000)]
    what = of_scene(items, [100] * 10_000)
    found = shown(browser, written(what), what.scene, tmp_path, 876_550)
    assert differing(found, painted(what.scene, what.theme, 8765)) < 0.001


def test_it_plays_by_itself_inside_an_img(browser: "Browser", tmp_path: Path) -> None:
    what = Figure.of("conv", labels=False, step_ms=300).picture()
    frames = [painted(what.scene, what.theme, frame) for frame in range(4)]
    (tmp_path / "f.svg").write_bytes(written(what))
    (tmp_path / "f.html").write_text('<!doctype html><body style="margin:0"><img src="f.svg">')
    watched = Watched(browser, viewport={"width": what.scene.width, "height": what.scene.height})
    page = watched.open(tmp_path / "f.html")
    seen = set()
    for _ in range(40):
        found = pixels(page.screenshot())
        seen |= {number for number, frame in enumerate(frames) if differing(found, frame) < 0.001}
        page.wait_for_timeout(60)
    watched.close()
    assert seen == {0, 1, 2, 3}


def test_it_stands_still_at_the_middle_step_for_who_wants_no_motion(browser: "Browser", tmp_path: Path) -> None:
    what = FIGURES["transpose"].picture()
    found = shown(browser, written(what), what.scene, tmp_path, None, reduced_motion="reduce")
    assert differing(found, painted(what.scene, what.theme, what.scene.stills[what.scene.telling])) < 0.001


@pytest.mark.parametrize("embed", [False, True])
def test_a_dark_theme_follows_the_reader(browser: "Browser", tmp_path: Path, embed: bool) -> None:
    light = theme.load("light")
    swapped = {"paper": Colour(13, 17, 23), "ink": Colour(230, 237, 243), "shade": Colour(255, 255, 255, 0.3)}
    dark = light._replace(colours=light.colours | swapped)
    what = picture(Figure.of("conv", labels=False, legend=False, theme="light", loop=1, step_ms=20), dark=dark)
    for scheme, colours in (("light", light), ("dark", dark)):
        found = shown(
            browser, written(what), what.scene, tmp_path, None if embed else 350, embed=embed, color_scheme=scheme
        )
        if not embed:
            assert differing(found, painted(what.scene, colours, 3)) < 0.001
        assert tuple(found[2, 2]) == colours.colours["paper"].rgb


def test_a_still_is_one_frame(browser: "Browser", tmp_path: Path) -> None:
    what = FIGURES["strided"].picture()
    file = io.BytesIO()
    svg.write_still(what, 5, file)
    assert b"@keyframes" not in file.getvalue()
    found = shown(browser, file.getvalue(), what.scene, tmp_path, None)
    assert differing(found, painted(what.scene, what.theme, 5)) < 0.001


def test_dashes_and_joined_cells_are_the_painter_s(browser: "Browser", tmp_path: Path) -> None:
    ink = Style(stroke="ink", width=3)
    cells = Outline(tuple(tuple((x + 20 * n, y + 20 * m) for x, y in SQUARE) for m in range(2) for n in range(2)))
    ring = Outline((((0.0, 0.0), (30.0, 0.0), (30.0, 20.0), (0.0, 20.0)),))
    items = [
        Item(cells, 5, 5, ink._replace(fill="shade"), 0, 1),
        Item(ring, 55, 5, ink._replace(fill="input", dash=5), 0, 1),
        Item(Outline((((0.0, 0.0), (80.0, 0.0)),), closed=False), 5, 60, ink._replace(dash=10), 0, 1),
    ]
    what = of_scene(items, [100])
    found = shown(browser, written(what), what.scene, tmp_path, None)
    assert differing(found, painted(what.scene, what.theme, 0)) < 0.004


def test_text_stays_within_its_bound_in_any_font(browser: "Browser", tmp_path: Path) -> None:
    ink = Style(fill="ink")
    items = [
        Item(Text("−1234.56789 MMMM", 14, "middle", most=40), 50, 20, ink, 0, 1),
        Item(Text("words that fill the page", 8), 2, 40, ink, 0, 1),
        Item(Text("3", 10, "middle", most=40), 50, 60, ink, 0, 1),
    ]
    (tmp_path / "f.svg").write_bytes(written(of_scene(items, [100])))
    watched = Watched(browser)
    page = watched.open(tmp_path / "f.svg")
    boxes = page.evaluate("[...document.querySelectorAll('text')].map(t => [t.getBBox().x, t.getBBox().width])")
    assert boxes[0][1] <= 40.5
    assert boxes[0][0] == pytest.approx(30, abs=1)
    assert boxes[1][0] + boxes[1][1] <= 100
    assert b"textLength" not in written(of_scene(items[2:], [100]))
    watched.close()


def test_an_item_is_written_once() -> None:
    data = written(
        Figure.of("transpose", input_size=3, stride=2, padding=1, output_padding=1, labels=False).picture()
    ).decode()
    # One window, one bundle of lines and one cell glide over 36 places; the input has 9 cells.
    assert len(re.findall("<use |<path ", data)) <= 3 + 9 + 10
    assert "<script" not in data
    assert "<animate" not in data
    assert data.count("animation:") == 1


@pytest.mark.parametrize("name", PUBLISHED)
def test_it_has_a_tenth_of_the_bytes_of_the_published_gif(name: str) -> None:
    assert len(written(PUBLISHED[name].picture())) < PUBLISHED_BYTES[name] / 10


def test_a_picture_has_the_same_bytes_each_time_and_other_names_than_another() -> None:
    names = []
    for figure in (FIGURES["conv"], FIGURES["conv"], FIGURES["transpose"]):
        data = written(figure.picture()).decode()
        names.append(set(re.findall(r'(?:id|class)="(.*?)"|@keyframes (\w+)', data)))
    assert names[0] == names[1]
    assert names[0].isdisjoint(names[2])


@pytest.mark.parametrize(
    "words",
    ["<b> & \"quotes\" 'single'", "\\ % %s {brace} ]]>", "</svg></script><!--", "🙂 ∞ 数 \x00\x08\x1b\ud800\ufffe"],
)
def test_words_of_all_kinds_are_told_and_do_no_harm(words: str) -> None:
    figure = Figure.of("conv", note=words if words.isprintable() else None)
    root = ET.fromstring(written(picture(figure, title=words, alt=words, command=words)))  # noqa: S314
    plain = re.sub("[\x00-\x1f\ud800\ufffe]", "", words)
    told = {tag: root.findtext(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc", "metadata")}
    assert told == {"title": plain, "desc": plain, "metadata": plain}
    assert root.attrib["role"] == "img"


def test_a_picture_without_a_title_is_called_by_its_first_sentence() -> None:
    root = ET.fromstring(written(picture(FIGURES["conv"], title="", alt="A 1.5 here. More. And more.")))  # noqa: S314
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "A 1.5 here."
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == "More. And more."


def test_a_transparent_ground_is_left_out() -> None:
    assert b"<rect" not in written(picture(FIGURES["conv"], background="transparent"))


def test_what_is_not_said_is_not_written() -> None:
    data = written(of_scene([], [100])).decode()
    ET.fromstring(data)  # noqa: S314
    assert "<title>" not in data
    assert "keyframes" not in data
