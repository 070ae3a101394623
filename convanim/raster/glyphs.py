"""Letters as pixels: Pillow's built-in font, and drawn strokes for the signs that it lacks."""

import itertools
import unicodedata
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from convanim.raster import coverage
from convanim.raster.coverage import Box, Mask
from convanim.scene.items import Text
from convanim.style.text_metrics import BUILT_IN, SIGN_STROKE, SIGNS, fitted_size

_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}


def text_mask(text: Text, x: float, y: float, font: str | None = None) -> Mask:
    """The pixels of ``text`` with its anchor at (x, y); none where it would be too small to read.

    ``font`` is a file for letters that the built-in font lacks. Raises FailedError where no font has them.
    """
    line = _Line(text, font)
    box = line.box(x, y)
    page = np.zeros(box.size, np.uint16)
    at = float(line.reach)
    for run in line.runs:
        if run.source == "sign":
            _draw_signs(page, run.letters, at, line.reach, line.size)
        else:
            _draw_letters(page, run, at, line.reach)
        at += run.width
    return coverage.listed(page, box.left, box.top)


def text_box(text: Text, x: float, y: float, font: str | None = None) -> Box:
    """What ``text`` may touch, which is known without drawing it."""
    return _Line(text, font).box(x, y)


class _Line:
    """A text as runs of letters; no runs where it would be too small to read."""

    def __init__(self, text: Text, font: str | None) -> None:
        self.size = fitted_size(text)
        # Signs that only join or colour the letters beside them have no picture of their own.
        letters = "".join(each for each in text.string if unicodedata.category(each) != "Cf" and each not in _SELECTORS)
        runs = itertools.groupby(letters, key=_source) if self.size else ()
        self.runs = [_Run("".join(run), source, self.size, font) for source, run in runs]
        self.width = sum(run.width for run in self.runs)
        self.before = self.width * _SHARE[text.anchor]
        self.reach = int(1.5 * self.size) + 2

    def box(self, x: float, y: float) -> Box:
        """Where it may be, with its anchor at (x, y)."""
        # Whole pixels keep stems crisp.
        left, top = round(x - self.before) - self.reach, round(y) - self.reach
        if not self.runs:
            return Box(left, top, left, top)
        return Box(left, top, left + int(self.width) + 2 * self.reach, top + 2 * self.reach)


_SELECTORS = "\ufe0e\ufe0f"


def _source(letter: str) -> str:
    if letter in SIGNS:
        return "sign"
    return "built-in" if " " <= letter <= "~" or letter in BUILT_IN else "other"


class _Run:
    """Neighbouring letters from one source."""

    def __init__(self, letters: str, source: str, size: float, font: str | None) -> None:
        self.letters, self.source = letters, source
        if source == "sign":
            self.width = sum(SIGNS[sign][0] for sign in letters) * size
        else:
            self.font = _built_in(size) if source == "built-in" else _fallback(letters, size, font)
            self.width = self.font.getlength(letters)


@cache
def _built_in(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def _fallback(letters: str, size: float, font: str | None) -> ImageFont.FreeTypeFont:
    from convanim.raster import fonts

    return fonts.load(fonts.font_for("".join(sorted(set(letters))), font), size)


def _draw_letters(page: "coverage.Cover", run: _Run, x: float, baseline: int) -> None:
    image = Image.new("L", (page.shape[1], page.shape[0]))
    ImageDraw.Draw(image).text((x, baseline), run.letters, fill=255, font=run.font, anchor="ls")
    np.maximum(page, _COVERS[np.asarray(image)], out=page)


_COVERS = np.rint(np.arange(256) / 255 * 256).astype(np.uint16)
"""What each of Pillow's grey levels covers."""


def _draw_signs(page: "coverage.Cover", run: str, x: float, baseline: int, size: float) -> None:
    for sign in run:
        advance, lines = SIGNS[sign]
        for line in lines:
            points = [(x + dx * size, baseline + dy * size) for dx, dy in line]
            for start, end in itertools.pairwise(points):
                mask = coverage.segment(start, end, max(1.0, SIGN_STROKE * size))
                page[mask.y, mask.x] = np.maximum(page[mask.y, mask.x], mask.cover)
        x += advance * size
