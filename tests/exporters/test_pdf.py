"""A PDF shows the painter's stills, in lines and letters."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from convanim import FailedError
from convanim.exporters import Picture
from convanim.scene import stills
from convanim.scene.items import Item, Scene, Style, Text
from convanim.scene.items import Path as Outlines
from tests.exported import difference, painted, picture_of, written, written_still
from tests.pictures import Pixels

pytest.importorskip("reportlab")
pdfium = pytest.importorskip("pypdfium2")

SQUARE = ((0.0, 0.0), (30.0, 0.0), (30.0, 30.0), (0.0, 30.0))


def pages(data: bytes) -> list[Pixels]:
    """Each page with 96 pixels an inch."""
    document = pdfium.PdfDocument(data)
    found = [np.asarray(page.render(scale=4 / 3, rev_byteorder=True).to_pil().convert("RGB")) for page in document]
    document.close()
    return found


def texts(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def blurred(pixels: Pixels) -> Pixels:
    """Two ways to smooth an edge differ by a share of a pixel; this makes little of it."""
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(1.5)))


@pytest.mark.parametrize("operation", ["conv", "transpose"])
@pytest.mark.parametrize("theme", ["classic", "light", "dark"])
def test_a_page_for_each_step_that_looks_like_the_painter_s(operation: str, theme: str) -> None:
    picture = picture_of(operation, kernel_size=3, stride=2, padding=1, theme=theme, glide=2, hold_ms=(300, 0))
    found, frames = pages(written(picture, "pdf")), painted(picture)
    assert len(found) == len(picture.scene.stills) > 1
    for page, frame in zip(found, picture.scene.stills, strict=True):
        assert page.shape == frames[frame].shape
        apart = difference(blurred(page), blurred(frames[frame])).max(axis=2)
        assert apart.mean() < 3
        assert (apart > 60).mean() < 0.005
        assert (difference(page, frames[frame]).max(axis=2) <= 2).mean() > 0.8, "areas have their exact colour"
    assert all(difference(one, other).max() > 100 for one, other in pairwise(found)), "pages that differ in nothing"


def test_a_still_is_its_frame() -> None:
    picture = picture_of("conv", theme="light")
    (page,) = pages(written_still(picture, 2, "pdf"))
    assert difference(blurred(page), blurred(painted(picture)[2])).mean() < 3


def test_text_is_text() -> None:
    for told in texts(written(picture_of("conv", input_size=5, note="half of it"), "pdf")):
        assert "stride 1" in told
        assert "half of it" in told


def test_signs_that_the_font_lacks_are_drawn_and_can_be_copied() -> None:
    text = Item(Text("3 × 4 − 5 → ∞", 24), 10, 40, Style(fill="ink"), 0, 1)
    picture = picture_of()._replace(scene=Scene(240, 60, [text], [1000], [0]))
    data = written(picture, "pdf")
    (page,), (expected,) = pages(data), painted(picture)
    assert difference(blurred(page), blurred(expected)).max() < 110
    assert "FEFF00D7" in inflated(data)
    assert "FEFF221E" in inflated(data)


def test_letters_of_another_font() -> None:
    from convanim.raster import fonts

    try:
        fonts.font_for("é", None)
    except FailedError:
        pytest.skip("no font here has an é")
    picture = picture_of()
    text = Item(Text("café", 24), 10, 40, Style(fill="ink"), 0, 1)
    picture = picture._replace(scene=Scene(120, 60, [text], [1000], [0]))
    assert "café" in texts(written(picture, "pdf"))[0]


def test_every_font_is_in_the_file() -> None:
    data = written(picture_of(), "pdf")
    assert data.count(b"/Type /Font ") == data.count(b"/FontFile2") > 0


def test_words_that_would_be_too_wide_are_smaller() -> None:
    text = Item(Text("0.25 + 0.25 + 0.25", 18, "middle", 70), 50, 30, Style(fill="ink"), 0, 1)
    picture = picture_of()._replace(scene=Scene(100, 50, [text], [1000], [0]))
    (page,) = pages(written(picture, "pdf"))
    _, x = np.nonzero(difference(page, np.full_like(page, 255)).max(axis=2) > 60)
    assert 14 <= x.min() < x.max() <= 86


def test_a_dashed_line_starts_and_ends_with_half_a_dash() -> None:
    line = Outlines((((10.0, 20.0), (90.0, 20.0)),), closed=False)
    item = Item(line, 0, 0, Style(stroke="ink", width=4, dash=10), 0, 1)
    picture = picture_of()._replace(scene=Scene(100, 40, [item], [1000], [0]))
    (page,) = pages(written(picture, "pdf"))
    dark = (page[20, :, 0] < 128).astype(int)
    starts, ends = np.flatnonzero(np.diff(dark) == 1) + 1, np.flatnonzero(np.diff(dark) == -1) + 1
    assert starts.tolist() == [10, 25, 45, 65, 85]
    assert ends.tolist() == [15, 35, 55, 75, 90]


def test_a_veil_lets_through_its_share_and_no_more_in_what_follows() -> None:
    # The square that stays lies over one that goes, so it is part of a form that is met with a veil.
    items = [
        Item(Outlines((SQUARE,)), 5, 5, Style(fill="shade"), 0, 1),
        Item(Outlines((SQUARE,)), 45, 5, Style(fill="input"), 0, 2),
        Item(Outlines((SQUARE,)), 5, 5, Style(fill="shade"), 1, 2),
    ]
    picture = picture_of()._replace(scene=Scene(80, 40, items, [1000, 1000], [0, 1]))
    for page in pages(written(picture, "pdf")):
        # 7, 54, 66 at 40 % over white, by hand: 155.8, 174.6, 179.4.
        assert np.abs(page[20, 20] - np.array([155.8, 174.6, 179.4])).max() <= 1
        assert tuple(page[20, 60]) == (38, 139, 210)


def test_without_paper_there_is_nothing_behind() -> None:
    document = pdfium.PdfDocument(written(picture_of(background="transparent"), "pdf"))
    image = document[0].render(fill_color=(255, 0, 0, 255), rev_byteorder=True).to_pil().convert("RGB")
    assert image.getpixel((1, 1)) == (255, 0, 0)


def test_what_every_page_shows_is_in_the_file_once() -> None:
    few, many = (len(written(picture_of(input_size=size, cell=20), "pdf")) for size in (4, 12))
    # Window, output cell, progress and number of the step; title, sizes, planes and key alone are some 1800 bytes.
    assert (many - few) / (100 - 4) < 1200, "bytes a page"


def test_the_document_says_what_it_is_and_not_when_it_was_made() -> None:
    document = pdfium.PdfDocument(written(picture_of(title="A × B", command="convanim conv --k 3"), "pdf"))
    told = document.get_metadata_dict()
    assert (told["Title"], told["Keywords"], told["Creator"]) == ("A × B", "convanim conv --k 3", "convanim")
    assert told["CreationDate"] == told["ModDate"] == ""


def test_the_same_figure_is_the_same_bytes_later(tmp_path: Path) -> None:
    code = (
        "import sys, time; time.sleep(1.1); from tests.exported import picture_of, written;"
        "open(sys.argv[1], 'wb').write(written(picture_of(title='A'), 'pdf'))"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "f")], check=True)
    assert (tmp_path / "f").read_bytes() == written(picture_of(title="A"), "pdf")


def test_what_is_missing_is_named_with_its_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportlab.pdfgen.canvas", None)
    with pytest.raises(FailedError, match="not installed") as caught:
        written(picture_of(), "pdf")
    assert "pip install 'convanim[pdf]'" in caught.value.hint


def test_layers_are_the_items_in_order() -> None:
    picture: Picture = picture_of("conv")
    runs = list(stills.layers(picture.scene, picture.scene.stills))
    assert [item for _, items in runs for item in items] == picture.scene.items
    assert [same for same, _ in runs] == [n % 2 == 0 for n in range(len(runs))]


def inflated(data: bytes) -> str:
    """The content of the first page."""
    import base64
    import re
    import zlib

    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(base64.a85decode(match[1].strip().removesuffix(b"~>"))))
        except (ValueError, zlib.error):
            found.append(b"")
    return b"".join(found).decode("latin-1")
