"""Snippets in the pages that generators make of them, in a browser: no jump, no blank bands, dark with the page."""

import functools
import http.server
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from convanim import Figure
from convanim.bundle import bundle
from tests.browser import Watched, browser, pixels

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

NARROW = 360
SLOW_S = 0.2
"""How late pictures come: a page that does not keep their place has painted its words by then."""
# What many themes have, and no more: a height that is told in pixels stays.
HEAD = (
    '<!doctype html><html lang="en"{}><link rel="icon" href="data:,"><meta name="viewport" '
    'content="width=device-width"><style>img{{max-width:100%}}</style>'
)
FOLLOWS = ' style="color-scheme: light dark"'
GENERATED = ("html", "gif", "markdown", "mkdocs", "rst", "jekyll", "hugo")


class _Slow(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.endswith((".svg", ".gif", ".png")):
            time.sleep(SLOW_S)
        super().do_GET()

    def log_message(self, *args: Any) -> None:
        pass


def page_of(body: str, root: str) -> str:
    return f"{HEAD.format(root)}<p>Before</p>\n{body}\n<p>After</p>"


def jekyll(made: Path, site: Path, root: str) -> str:
    if shutil.which("jekyll") is None:
        pytest.skip("jekyll is not installed (apt-get install jekyll)")
    for folder in ("_includes", "_layouts", "assets/figures", "_posts"):
        (site / folder).mkdir(parents=True)
    (site / "_config.yml").write_text(f"baseurl: /{site.name}/_site\npermalink: /:title/\n")
    (site / "_layouts" / "plain.html").write_text(page_of("{{ content }}", root))
    shutil.copy(made / "up.jekyll.txt", site / "_includes" / "up.html")
    shutil.copy(made / "up.svg", site / "assets" / "figures")
    (site / "_posts" / "2024-01-01-post.md").write_text(
        '---\nlayout: plain\n---\n{% include up.html folder="/assets/figures" %}\n'
    )
    subprocess.run(["jekyll", "build", "-q", "--disable-disk-cache"], cwd=site, check=True, capture_output=True)
    return "_site/post/index.html"


def hugo(made: Path, site: Path, root: str) -> str:
    if shutil.which("hugo") is None:
        pytest.skip("hugo is not installed (apt-get install hugo)")
    for folder in ("layouts/shortcodes", "layouts/_default", "static/figures", "content"):
        (site / folder).mkdir(parents=True)
    (site / "config.toml").write_text(f'baseURL = "http://localhost/{site.name}/public/"\n')
    (site / "layouts" / "_default" / "single.html").write_text(page_of("{{ .Content }}", root))
    shutil.copy(made / "up.hugo.txt", site / "layouts" / "shortcodes" / "up.html")
    shutil.copy(made / "up.svg", site / "static" / "figures")
    (site / "content" / "post.md").write_text("---\ntitle: a\n---\n{{< up >}}\n")
    subprocess.run(["hugo", "--quiet"], cwd=site, check=True, capture_output=True)
    return "public/post/index.html"


def by_hand(which: str, made: Path, site: Path, root: str) -> str:
    """A page whose pictures lie beside it."""
    site.mkdir()
    for picture in made.glob("up*.[gps][invn][fg]"):
        shutil.copy(picture, site)
    text = (made / f"up.{which}.txt").read_text(encoding="utf-8")
    if which == "markdown":
        text = pytest.importorskip("markdown_it").MarkdownIt("commonmark").render(text)
    elif which == "mkdocs":
        text = pytest.importorskip("markdown").markdown(text, extensions=["attr_list"])
    elif which == "rst":
        from docutils.core import publish_parts

        text = publish_parts(text, writer="html5", settings_overrides={"halt_level": 2})["body"]
    (site / "index.html").write_text(page_of(text, root), encoding="utf-8")
    return "index.html"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    bundle(Figure.of("conv", input_size=3, kernel_size=2, padding=1), folder, "up")
    return folder


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder, and where a server shows what is in it."""
    folder = tmp_path_factory.mktemp("sites")
    handler = functools.partial(_Slow, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def site_of(which: str, made: Path, sites: tuple[Path, str], root: str = "") -> str:
    folder, address = sites
    name = f"{which}{'-follows' if root else ''}"
    if which in ("jekyll", "hugo"):
        page = (jekyll if which == "jekyll" else hugo)(made, folder / name, root)
    else:
        page = by_hand(which, made, folder / name, root)
    return urljoin(address, f"{name}/{page}")


SHIFTS = """() => new Promise(done => {
    let sum = 0
    new PerformanceObserver(list => list.getEntries().forEach(each => { sum += each.value }))
        .observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => done(sum), 100)
})"""
LOADED = "() => [...document.images].every(each => each.complete && each.naturalWidth > 0)"


@pytest.mark.parametrize("which", GENERATED)
def test_a_snippet_in_its_page(which: str, made: Path, sites: tuple[Path, str], browser: "Browser") -> None:
    plain, follows = (site_of(which, made, sites, root) for root in ("", FOLLOWS))
    narrow = Watched(browser, viewport={"width": NARROW, "height": 800}, color_scheme="light")
    narrow.page.goto(plain)
    narrow.page.wait_for_function(LOADED)
    assert narrow.page.evaluate(SHIFTS) == 0
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= NARROW
    image = narrow.page.locator("img")
    box = image.bounding_box()
    shape = image.evaluate("each => each.naturalWidth / each.naturalHeight")
    assert box and box["width"] > NARROW / 2
    assert abs(box["width"] / box["height"] / shape - 1) < 0.01, "a blank band is in the picture's place"
    if which != "gif":  # Its comment says which lines are for dark systems.
        assert not is_dark(narrow, "dark"), "the page is light, whatever the system is"
    assert not is_dark(narrow, "light")
    narrow.page.goto(follows)
    assert not is_dark(narrow, "light")
    assert is_dark(narrow, "dark") == (which != "markdown")  # Its comment says what to write.
    assert narrow.complaints == []
    narrow.close()


def is_dark(watched: Watched, system: Any) -> bool:
    watched.page.emulate_media(color_scheme=system)
    watched.page.wait_for_function(LOADED)
    watched.page.wait_for_timeout(1000 * SLOW_S + 100)  # Another scheme may have another picture.
    return bool(pixels(watched.page.locator("img").screenshot())[3, 3].max() < 100)


@pytest.mark.parametrize(("system", "still"), [("light", "up.png"), ("dark", "up-dark.png")])
def test_the_svg_and_the_pictures_are_one_figure(made: Path, system: Any, still: str, browser: "Browser") -> None:
    watched = Watched(browser, color_scheme=system, reduced_motion="reduce")
    shown = pixels(watched.open(made / "up.svg").screenshot())
    watched.close()
    with Image.open(made / still) as image:
        painted = np.asarray(image.convert("RGB")).astype(int)
    # Edges and letters are smoothed in two ways, which small squares even out; cells and ground are the same.
    one, other = (_in_squares(each[: painted.shape[0], : painted.shape[1]]) for each in (shown, painted))
    assert np.abs(one - other).max() < 60


def _in_squares(image: npt.NDArray[np.int64], side: int = 12) -> npt.NDArray[np.float64]:
    rows, columns = (length // side for length in image.shape[:2])
    cut = image[: rows * side, : columns * side].reshape(rows, side, columns, side, 3)
    return np.asarray(cut.mean(axis=(1, 3)))


def test_markdown_says_how_it_follows_a_page(made: Path, sites: tuple[Path, str], browser: "Browser") -> None:
    folder, address = sites
    by_hand("markdown", made, folder / "words", FOLLOWS)
    page = folder / "words" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert "write: color-scheme: light dark." in text
    page.write_text(text.replace("; color-scheme: light", "; color-scheme: light dark", 1), encoding="utf-8")
    watched = Watched(browser)
    watched.page.goto(f"{address}words/index.html")
    assert is_dark(watched, "dark")
    watched.close()


def test_the_video_s_place_is_kept(made: Path, sites: tuple[Path, str], browser: "Browser") -> None:
    if not (made / "up.mp4").exists():
        pytest.skip("ffmpeg is not installed")
    folder, address = sites
    shutil.copytree(made, folder / "video")
    (folder / "video" / "index.html").write_text(page_of((made / "up.video.txt").read_text(encoding="utf-8"), ""))
    watched = Watched(browser, viewport={"width": NARROW, "height": 800})
    watched.page.goto(f"{address}video/index.html")
    watched.page.wait_for_timeout(2000 * SLOW_S)
    assert watched.page.evaluate(SHIFTS) == 0
    video = watched.page.locator("video")
    box = video.bounding_box()
    video.evaluate("each => { each.preload = 'auto'; each.load() }")
    watched.page.wait_for_function("() => document.querySelector('video').videoWidth > 0")
    shape = video.evaluate("each => each.videoWidth / each.videoHeight")
    assert box and abs(box["width"] / box["height"] / shape - 1) < 0.01
    watched.close()
