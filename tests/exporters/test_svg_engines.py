"""Animated SVGs in Chromium, Firefox and WebKitGTK: every frame is the painter's, also among others in one page."""

import base64
import html
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import ImageFont

from convanim import Figure, views
from convanim.exporters import Picture
from tests.exported import difference, furthest, painted, written
from tests.pictures import Pixels
from tests.web_engines import HEIGHT, WIDTH, Engine, browser, engine

__all__ = ["browser", "engine"]

OPTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "flat": ("conv", {"input_size": 4, "view": "flat"}),
    "linked": ("transpose", {"kernel_size": 2, "view": "linked"}),
    "matrix": ("conv", {"input_size": 3, "kernel_size": 2, "view": "matrix"}),
    "overlap": ("transpose", {"input_size": 3, "stride": 2, "view": "overlap"}),
    "planes": ("conv", {"input_size": 5, "stride": 2, "padding": 1}),
    "rows": ("conv", {"dim": 1, "input_size": 7, "padding": 1}),
    "scatter": ("transpose", {"kernel_size": 3, "view": "scatter"}),
    "round trip": ("conv", {"input_size": 3, "view": "matrix", "round_trip": True}),
    "transposed": ("transpose", {"kernel_size": 2}),
    "gliding": ("conv", {"input_size": 4, "glide": 2, "hold_ms": (500, 700)}),
}
SEEK = """async times => {
    const documents = [document, ...[...document.querySelectorAll('iframe')].map(frame => frame.contentDocument)]
    const figures = documents.flatMap(each => [...each.querySelectorAll('svg[role=img]')])
    for (const animation of documents.flatMap(each => each.getAnimations())) {
        animation.pause()
        animation.currentTime = times[figures.indexOf(animation.effect.target.closest('svg[role=img]'))]
    }
    await document.fonts.ready
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    return figures.length
}"""


def pictures(theme: str, cell: int) -> list[Picture]:
    """One view with its words, which all write in the same way; more of them would not fit into a window."""
    return [
        Figure.of(name, **options, cell=cell, theme=theme, labels=key == "planes").picture()
        for key, (name, options) in OPTIONS.items()
    ]


def letters() -> str:
    """A style sheet that sets text in the painter's font."""
    font = ImageFont.load_default(10)
    assert isinstance(font, ImageFont.FreeTypeFont)
    assert isinstance(font.path, io.BytesIO)
    data = base64.b64encode(font.path.getvalue()).decode()
    return f"@font-face{{font-family:A;src:url(data:font/ttf;base64,{data})}}svg text{{font-family:A!important}}"


def places(shown: list[Picture]) -> list[tuple[int, int]]:
    """Where each picture lies, (x, y): side by side in rows."""
    found, x, y, high = [], 0, 0, 0
    for picture in shown:
        if x + picture.scene.width > WIDTH:
            x, y, high = 0, y + high, 0
        found.append((x, y))
        x, high = x + picture.scene.width, max(high, picture.scene.height)
    assert y + high <= HEIGHT
    return found


def page_of(shown: list[Picture], markup: Callable[[Picture], str], style: str = "") -> str:
    body = "".join(
        f'<div style="position:absolute;left:{x}px;top:{y}px">{markup(picture)}</div>'
        for picture, (x, y) in zip(shown, places(shown), strict=True)
    )
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><body style="overflow:hidden">{body}'


def inlined(picture: Picture) -> str:
    return written(picture, "svg").decode()


def in_a_document_of_its_own(picture: Picture) -> str:
    document = f'<!doctype html><body style="margin:0;overflow:hidden">{inlined(picture)}'
    return (
        f'<iframe width="{picture.scene.width}" height="{picture.scene.height}" style="border:0;display:block"'
        f' srcdoc="{html.escape(document)}"></iframe>'
    )


def shown_by(engine: Engine, shown: list[Picture], page: str, folder: Path, steps: range) -> list[Pixels]:
    """The page with each picture at its frame ``step``, or as many frames after the first as that is past the last."""
    (folder / "f.html").write_text(page, encoding="utf-8")
    engine.open(folder / "f.html")
    found = []
    for step in steps:
        times = []
        for picture in shown:
            durations_ms, frame = picture.scene.durations_ms, step % picture.scene.frames
            times.append(sum(durations_ms[:frame]) + durations_ms[frame] / 2)
        assert engine.run(SEEK, times) == len(shown)
        found.append(engine.screenshot())
    return found


def test_every_view_is_here() -> None:
    assert set(OPTIONS) >= set(views.names())


def test_every_frame_of_every_view_is_the_painter_s(engine: Engine, tmp_path: Path) -> None:
    shown = pictures("classic", 20)
    steps = range(max(picture.scene.frames for picture in shown))
    pages = shown_by(engine, shown, page_of(shown, inlined, letters()), tmp_path, steps)
    # WebKit moves each letter to whole pixels, so that the strokes of names lie elsewhere over 8 pixels at the most.
    side = 9 if engine.name == "webkit" else 7
    lost = {}
    for name, picture, (x, y) in zip(OPTIONS, shown, places(shown), strict=True):
        frames = painted(picture)
        for step in steps:
            expected = frames[step % len(frames)]
            found = pages[step][y : y + expected.shape[0], x : x + expected.shape[1]]
            if (apart := furthest(found, expected, side)) > 30:
                lost[name, step % len(frames)] = apart
    assert lost == {}


def test_pictures_in_one_page_are_those_alone(engine: Engine, tmp_path: Path) -> None:
    shown = sorted([*pictures("light", 10), *pictures("dark", 10)], key=lambda picture: picture.scene.height)
    together, alone = (
        shown_by(engine, shown, page_of(shown, markup), tmp_path, range(3, 4))[0]
        for markup in (inlined, in_a_document_of_its_own)
    )
    apart = []
    for picture, (x, y) in zip(shown, places(shown), strict=True):
        part = slice(y, y + picture.scene.height), slice(x, x + picture.scene.width)
        # In a frame WebKit smooths some edges otherwise, so there only areas are compared.
        exact = difference(together[part], alone[part]).max()
        apart.append(furthest(together[part], alone[part]) if engine.name == "webkit" else int(exact))
    assert max(apart) <= (5 if engine.name == "webkit" else 0), apart
