"""Letters as pixels: Pillow's built-in font, and drawn strokes for the signs that it lacks."""

import itertools
import unicodedata
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from convanim.raster import coverage
from convanim.raster.coverage import Mask
from convanim.scene.items import Text
from convanim.style.text_metrics import BUILT_IN, SIGN_STROKE, SIGNS, fitted_size

_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}


def text_mask(text: Text, x: float, y: float, font: str | None = None) -> Mask:
    """The pixels of ``text`` with its anchor at (x, y); none where it would be too small to read.

    ``font`` is a file for letters that the built-in font lacks. Raises FailedError where no font has them.
    """
    size = fitted_size(text)
    if not size:
        nothing = np.zeros(0, np.intp)
        return Mask(nothing, nothing, nothing.astype(np.uint32))
    # Signs that only join or colour the letters beside them have no picture of their own.
    letters = "".join(each for each in text.string if unicodedata.category(each) != "Cf" and each not in _SELECTORS)
    runs = [_Run("".join(run), source, size, font) for source, run in itertools.groupby(letters, key=_source)]
    total = sum(run.width for run in runs)
    reach = int(1.5 * size) + 2
    # Whole pixels keep stems crisp.
    origin = round(x - total * _SHARE[text.anchor])
    baseline = round(y)
    page = np.zeros((2 * reach, int(total) + 2 * reach))
    at = float(reach)
    for run in runs:
        if run.source == "sign":
            _draw_signs(page, run.letters, at, reach, size)
        else:
            _draw_letters(page, run, at, reach)
        at += run.width
    return coverage.from_array(page, origin - reach, baseline - reach)


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


def _draw_letters(page: "coverage.Floats", run: _Run, x: float, baseline: int) -> None:
    image = Image.new("L", (page.shape[1], page.shape[0]))
    ImageDraw.Draw(image).text((x, baseline), run.letters, fill=255, font=run.font, anchor="ls")
    np.maximum(page, np.asarray(image) / 255, out=page)


def _draw_signs(page: "coverage.Floats", run: str, x: float, baseline: int, size: float) -> None:
    for sign in run:
        advance, lines = SIGNS[sign]
        for line in lines:
            points = [(x + dx * size, baseline + dy * size) for dx, dy in line]
            for start, end in itertools.pairwise(points):
                mask = coverage.segment(start, end, max(1.0, SIGN_STROKE * size))
                page[mask.y, mask.x] = np.maximum(page[mask.y, mask.x], mask.cover / 256)
        x += advance * size
