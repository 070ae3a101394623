"""The PDF that a command writes beside a PNG shows the same: every view, as a still, a storyboard and a film."""

import shlex
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from convanim import cli, views
from tests.exported import difference, furthest
from tests.pictures import Pixels

pytest.importorskip("reportlab")
pdfium = pytest.importorskip("pypdfium2")

FIGURES = {
    "flat": "conv --i 4 --view flat",
    "linked": "transpose --k 3 --view linked",
    "matrix": "conv --i 4 --view matrix --theme light",
    "overlap": "transpose --i 3 --s 2 --view overlap",
    "planes": "conv --i 5 --p 1",
    "rows": "conv --dim 1 --i 5 --p 1 --theme dark",
    "scatter": "transpose --k 3 --view scatter",
}
STILLS = {
    "still": ("--still middle", "f.png"),
    "storyboard": ("--storyboard 2", "f.png"),
    "film": ("", "%03d.png"),
}
LETTERS = 9
"""What lies elsewhere over more pixels than this, both ways, is no letter: the painter moves each letter of a line to
whole pixels, a page does not, so that the strokes of a title of 24 pixels are up to 5 pixels apart. Cells have 20."""


def pages(file: Path) -> list[Pixels]:
    """Each page with 96 pixels an inch."""
    document = pdfium.PdfDocument(file)
    found = [np.asarray(page.render(scale=4 / 3, rev_byteorder=True).to_pil().convert("RGB")) for page in document]
    document.close()
    return found


def test_every_view_is_here() -> None:
    assert set(FIGURES) == set(views.names())


@pytest.mark.parametrize("still", STILLS)
@pytest.mark.parametrize("view", FIGURES)
def test_pages_are_the_png_s(view: str, still: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    options, png = STILLS[still]
    assert cli.main(shlex.split(f"{FIGURES[view]} --cell 20 {options} -o f.pdf -o {png}")) == 0
    found, images = pages(tmp_path / "f.pdf"), sorted(tmp_path.glob("*.png"))
    assert len(found) == len(images) >= 1
    for page, image in zip(found, images, strict=True):
        expected = np.asarray(Image.open(image).convert("RGB"))
        assert page.shape == expected.shape
        assert furthest(page, expected, LETTERS) < 30
        assert (difference(page, expected).max(axis=2) <= 2).mean() > 0.7, "areas have their exact colour"
