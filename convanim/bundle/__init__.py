"""All that a web page wants of a figure: pictures for every reader, their words, and snippets to paste.

Each snippet is one file in ``snippets/``, named by what it is pasted into; its ``snippet(facts)`` is the text.
"""

import dataclasses
import importlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convanim import exporters, parts
from convanim.bundle.facts import Facts, caption_of
from convanim.errors import ConvanimError
from convanim.files import whole_file
from convanim.style import theme

if TYPE_CHECKING:
    from convanim.figure import Figure

_FIRST_SNIPPET = "html"
_VIDEO = "video"
"""The snippet that shows the video, and is written with it."""


class Bundle(NamedTuple):
    """What was written of a figure."""

    paths: list[Path]
    left_out: str
    """Why there is no video; empty where there is one."""


def bundle_names(name: str, *, video: bool = True) -> list[str]:
    """The files of a bundle; the first of them is written last, so it is there when all are."""
    snippets = sorted(parts.names("bundle/snippets"), key=lambda each: (each != _FIRST_SNIPPET, each))
    # With .txt no site generator takes a snippet for a page of the site.
    return [f"{name}.{each}.txt" for each in (*snippets, "caption", "alt") if video or each != _VIDEO] + [
        f"{name}{end}" for end in (".png", "-dark.png", ".gif", "-dark.gif", ".svg", *([".mp4"] if video else []))
    ]


def bundle(figure: "Figure", folder: Path, name: str) -> Bundle:
    """Write the bundle of a figure into ``folder``.

    Its themes are the ``theme.pair`` of the figure's. Its caption is text of the page instead of a part of the
    picture. Without ffmpeg there is no video. Raises ConvanimError for a storyboard, which has no animation,
    FailedError where a file cannot be written.
    """
    if figure.storyboard is not None:
        raise ConvanimError("a bundle is of an animation, and a storyboard is none.", "leave out the storyboard.")
    if re.fullmatch(r"[\w-][\w.-]*", name) is None:
        raise ConvanimError(f"the name {name!r} would not do for files.", "use letters, digits, - and _.")
    light, dark = _in_both_themes(figure)
    still = figure.still or "middle"
    moving, moving_dark = light.picture(), dark.picture()
    from convanim.exporters import _video  # It loads numpy, and who reads a post's lines draws nothing.

    video = _video.is_installed()
    if video:
        exporters.save(moving, folder / f"{name}.mp4")
    saved = exporters.save(moving._replace(dark=dark.colours), folder / f"{name}.svg")
    exporters.save(moving, folder / f"{name}.gif")
    exporters.save(moving_dark, folder / f"{name}-dark.gif")
    exporters.save(dataclasses.replace(light, still=still).picture(), folder / f"{name}.png")
    exporters.save(dataclasses.replace(dark, still=still).picture(), folder / f"{name}-dark.png")
    facts = Facts(name, figure.alt, caption_of(figure), saved.width, saved.height)
    names = bundle_names(name, video=video)
    for each in reversed(names):
        if each.endswith(".txt"):
            _write(folder / each, _text(each.removeprefix(f"{name}.").removesuffix(".txt"), facts))
    return Bundle([folder / each for each in names], "" if video else "ffmpeg is not installed")


def without_video(left_out: str, bundles: int = 1) -> str:
    """The two lines that tell that bundles have no video."""
    what = "The video is" if bundles == 1 else f"The videos of {bundles} bundles are"
    return f"{what} left out: {left_out}.\nFor it: pip install 'convanim[video]', then draw again (batch: --force)."


def _in_both_themes(figure: "Figure") -> tuple["Figure", "Figure"]:
    """The figure for light and for dark pages, of the same size."""
    light, dark = theme.pair(figure.theme_name)
    # What a theme chooses besides its colours must not differ, or the page would jump.
    alike = dataclasses.replace(
        figure,
        still=None,
        caption=None,
        legend=figure.colours.legend if figure.legend is None else figure.legend,
        font=figure.font or figure.colours.font,
    )
    return dataclasses.replace(alike, theme=light), dataclasses.replace(alike, theme=dark)


def _text(which: str, facts: Facts) -> str:
    if which in ("alt", "caption"):
        return f"{getattr(facts, which)}\n"
    snippet: Callable[[Facts], str] = importlib.import_module(f"convanim.bundle.snippets.{which}").snippet
    return snippet(facts)


def _write(path: Path, text: str) -> None:
    with whole_file(path) as file:
        file.write(text.encode())
