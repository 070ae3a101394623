"""Words are as wide as Pillow's font draws them, and every sign that is needed is drawn."""

import numpy as np
import pytest
from PIL import ImageFont

from convanim.raster.glyphs import text_mask
from convanim.scene.items import Text
from convanim.style.letter_widths import ADVANCES
from convanim.style.text_metrics import SIGNS, text_width
from tests.letter_widths import measured


def test_widths_are_the_font_s() -> None:
    assert measured() == ADVANCES, "python -m tests.letter_widths writes them anew"
    assert text_width("WAVE «1»", 1000) / 1.07 == pytest.approx(sum(measured()[letter] for letter in "WAVE «1»"))


@pytest.mark.parametrize("size", [11, 12, 14, 18, 25])
def test_painted_words_are_no_wider_than_was_reckoned(size: int) -> None:
    words = "kernel 3 x 3, stride 2, padding 1, dilation 4, output padding 7, Input 60, Output 58"
    mask = text_mask(Text(words, size), 0, 0)
    assert 0.88 * text_width(words, size) < np.ptp(mask.x) <= text_width(words, size) + 1


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_that_the_font_lacks_are_drawn(sign: str) -> None:
    font = ImageFont.load_default(40)
    assert isinstance(font, ImageFont.FreeTypeFont)
    missing = font.getmask("\uffff")
    assert sign == "·" or bytes(font.getmask(sign)) == bytes(missing), "the font has it after all"
    drawn = text_mask(Text(sign, 40), 0, 0)
    assert 0 <= drawn.x.min() <= drawn.x.max() <= text_width(sign, 40)
    # A font draws what it lacks as an upright box; of the signs here none that is high has ink in all its corners.
    down, across = (np.isin(each, (each.min(), each.max())) for each in (drawn.y, drawn.x))
    corners = {(int(y), int(x)) for y, x in zip(drawn.y[down & across], drawn.x[down & across], strict=True)}
    assert np.ptp(drawn.y) < 0.5 * 40 or len(corners) < 4


@pytest.mark.parametrize(("anchor", "left", "right"), [("start", 0, 80), ("middle", -40, 40), ("end", -80, 0)])
def test_anchors(anchor: str, left: float, right: float) -> None:
    mask = text_mask(Text("HHHHH", 22, anchor), 0, 0)  # type: ignore[arg-type]
    width = float(np.ptp(text_mask(Text("HHHHH", 22), 0, 0).x)) + 4
    assert abs(mask.x.min() - left * width / 80) < 4
    assert abs(mask.x.max() - right * width / 80) < 4
    assert mask.y.max() <= 0


@pytest.mark.parametrize("most", [25, 40, 50, 61, 100, 140])
def test_words_that_would_be_wider_than_they_may_are_smaller(most: float) -> None:
    mask = text_mask(Text("0.25 × −1.5 → ∞", 18, "middle", most), 0, 0)
    if most > 40:
        assert 0.6 * most < np.ptp(mask.x) + 1 <= most
    else:
        assert len(mask.x) == 0, "nobody can read letters of 5 pixels"


def test_words_that_fit_keep_their_size() -> None:
    free, bounded = text_mask(Text("−12", 18), 0, 0), text_mask(Text("−12", 18, most=60), 0, 0)
    assert all(np.array_equal(one, other) for one, other in zip(free, bounded, strict=True))
