"""Letters as pixels: Pillow's built-in font, and drawn strokes for the signs that it lacks."""

import itertools
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from convanim import coverage
from convanim.coverage import Mask
from convanim.lettering import SIGN_STROKE, SIGNS
from convanim.scene import Text

_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}


def text_mask(text: Text, x: float, y: float) -> Mask:
    """The pixels of ``text`` with its anchor at (x, y)."""
    runs = ["".join(run) for _, run in itertools.groupby(text.string, key=lambda c: c if c in SIGNS else "")]
    widths = [_run_width(run, text.size) for run in runs]
    total = sum(widths)
    reach = int(text.size) + 2
    # Whole pixels keep stems crisp.
    origin = round(x - total * _SHARE[text.anchor])
    baseline = round(y)
    page = np.zeros((2 * reach, int(total) + 2 * reach))
    at = float(reach)
    for run, width in zip(runs, widths, strict=True):
        if run[0] in SIGNS:
            _draw_signs(page, run, at, reach, text.size)
        else:
            _draw_letters(page, run, at, reach, text.size)
        at += width
    return coverage.from_array(page, origin - reach, baseline - reach)


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def _run_width(run: str, size: float) -> float:
    if run[0] in SIGNS:
        return sum(SIGNS[sign][0] for sign in run) * size
    return _font(size).getlength(run)


def _draw_letters(page: "coverage.Floats", run: str, x: float, baseline: int, size: float) -> None:
    image = Image.new("L", (page.shape[1], page.shape[0]))
    ImageDraw.Draw(image).text((x, baseline), run, fill=255, font=_font(size), anchor="ls")
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
