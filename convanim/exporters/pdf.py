"""PDF: a page a step, all of it lines and letters; what every page shows is in the file once.

For paper that will not be in colour, the theme is "print": every other has input and output in the same grey.
"""

import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from convanim.errors import FailedError
from convanim.exporters import Picture, Wish
from convanim.exporters._embedded import in_text
from convanim.scene.items import Item, Path, Text
from convanim.scene.stills import frame_alone, layers, visible
from convanim.style.text_metrics import BUILT_IN, SIGN_STROKE, SIGNS, fitted_size

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

HOLDS_STILL = True
PAGED = True
POINTS_A_PIXEL = 0.75
"""96 pixels are an inch, as in CSS."""

INVISIBLE = 3
"""The way to draw letters that leaves no trace (ISO 32000, "Text rendering mode")."""

_SPECIAL = dict(enumerate("˘ˇˆ˙˝˛˚˜", 0x18)) | dict(enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", 0x80)) | {0xA0: "€"}
"""Where the encoding of a document's texts is not Latin-1 (ISO 32000, annex D)."""


def _plain(text: str) -> str:
    """A literal string of a document as a text: escapes undone, in UTF-16 where it begins with that mark."""
    content = re.sub(r"\\([0-7]{3}|.)", lambda each: chr(int(each[1], 8)) if each[1][1:] else each[1], text)
    raw = content.encode("latin-1", errors="replace")
    is_wide = raw.startswith(b"\xfe\xff")
    return raw.decode("utf-16", errors="replace") if is_wide else content.translate(_SPECIAL)


command_in = in_text(r"/Keywords \(((?:[^()\\]++|\\.)*+)\)", _plain)

_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}
_FONT = "Aileron"


def check(wish: Wish) -> None:
    """Raise FailedError without reportlab."""
    _refuse_missing_reportlab()


def write(picture: Picture, file: BinaryIO) -> None:
    """Write a page for each step."""
    scene = picture.scene
    pdf = _Pdf(picture, file)
    runs: list[str | list[Item]] = []
    for same, items in layers(scene, scene.stills):
        runs.append(pdf.form(f"part{len(runs)}", items) if same else items)
    for frame in scene.stills:
        pdf.page((run if isinstance(run, str) else visible(run, frame)) for run in runs)
    pdf.save()


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write a page with one frame."""
    pdf = _Pdf(picture, file)
    pdf.page([frame_alone(picture.scene, frame).items])
    pdf.save()


class _Pdf:
    """A document whose pages are measured in the scene's pixels, but y up."""

    def __init__(self, picture: Picture, file: BinaryIO) -> None:
        self.picture = picture
        self.width, self.height = picture.scene.width, picture.scene.height
        _refuse_missing_reportlab()
        self.fonts = _Fonts(picture.theme.font)
        self.canvas = _canvas(picture, file)

    def form(self, name: str, items: Iterable[Item]) -> str:
        """Keep the items under a name, to show them on many pages."""
        self.canvas.beginForm(name, 0, 0, self.width, self.height)
        self._draw(items)
        self.canvas.endForm(Resources=_resources(self.canvas))
        return name

    def page(self, runs: Iterable[str | Iterable[Item]]) -> None:
        """Add a page: items, and the names of forms, in the order of painting."""
        canvas = self.canvas
        canvas.scale(POINTS_A_PIXEL, POINTS_A_PIXEL)
        if self.picture.background != "transparent":
            self._fill_colour("paper")
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        for run in runs:
            if isinstance(run, str):
                canvas.doForm(run)
            else:
                self._draw(run)
        canvas.showPage()

    def save(self) -> None:
        """Write the file."""
        self.canvas.save()

    def _draw(self, items: Iterable[Item]) -> None:
        # A form takes over the opacity that it is met with, but counts on none.
        self.canvas.saveState()
        for item in items:
            if isinstance(item.shape, Text):
                self._draw_text(item, item.shape)
            else:
                self._draw_path(item, item.shape)
        self.canvas.restoreState()

    def _draw_path(self, item: Item, shape: Path) -> None:
        canvas, style = self.canvas, item.style
        if style.fill is not None:
            self._fill_colour(style.fill)
            canvas.drawPath(self._path(item, shape.outlines, closed=True), stroke=0, fill=1)
        if style.stroke is not None and style.width:
            self._stroke_colour(style.stroke)
            canvas.setLineWidth(style.width)
            # A line starts in the middle of a dash.
            canvas.setDash([style.dash, style.dash] if style.dash else [], style.dash / 2)
            lines = _edges(shape) if style.dash else shape.outlines
            canvas.drawPath(self._path(item, lines, closed=shape.closed and not style.dash), stroke=1, fill=0)

    def _path(self, item: Item, lines: Iterable[tuple[tuple[float, float], ...]], *, closed: bool) -> Any:
        path = self.canvas.beginPath()
        for (first_x, first_y), *rest in lines:
            path.moveTo(item.x + first_x, self.height - item.y - first_y)
            for x, y in rest:
                path.lineTo(item.x + x, self.height - item.y - y)
            if closed:
                path.close()
        return path

    def _draw_text(self, item: Item, text: Text) -> None:
        size = fitted_size(text)
        if not size:
            return
        runs = self.fonts.runs(text.string)
        x = item.x - _SHARE[text.anchor] * sum(self._advance(*run, size) for run in runs)
        y = self.height - item.y
        self._fill_colour(item.style.fill or "ink")
        for font, run in runs:
            if font is None:
                self._draw_signs(run, x, y, size, item.style.fill or "ink")
            else:
                self.canvas.setFont(font, size)
                self.canvas.drawString(x, y, run)
            x += self._advance(font, run, size)

    def _advance(self, font: str | None, run: str, size: float) -> float:
        if font is None:
            return sum(SIGNS[sign][0] for sign in run) * size
        return float(self.canvas.stringWidth(run, font, size))

    def _draw_signs(self, run: str, x: float, y: float, size: float, role: str) -> None:
        """Draw the signs that the font lacks; who copies the text gets their characters."""
        canvas = self.canvas
        self._stroke_colour(role)
        canvas.setLineWidth(SIGN_STROKE * size)
        canvas.setDash([])
        canvas.addLiteral(f"/Span <</ActualText <FEFF{run.encode('utf-16-be').hex().upper()}>>> BDC")
        canvas.setFont(_FONT, size)
        canvas.drawString(x, y, " ", mode=INVISIBLE)  # Readers look for a letter to stand for.
        for sign in run:
            advance, lines = SIGNS[sign]
            path = canvas.beginPath()
            for (first_x, first_y), *rest in lines:
                path.moveTo(x + first_x * size, y - first_y * size)
                for dx, dy in rest:
                    path.lineTo(x + dx * size, y - dy * size)
            canvas.drawPath(path, stroke=1, fill=0)
            x += advance * size
        canvas.addLiteral("EMC")

    def _fill_colour(self, role: str) -> None:
        colour = self.picture.theme.colour(role)
        self.canvas.setFillColorRGB(*(channel / 255 for channel in colour.rgb), alpha=colour.opacity)

    def _stroke_colour(self, role: str) -> None:
        colour = self.picture.theme.colour(role)
        self.canvas.setStrokeColorRGB(*(channel / 255 for channel in colour.rgb), alpha=colour.opacity)


def _edges(shape: Path) -> Iterator[tuple[tuple[float, float], ...]]:
    """Each edge alone: the dashes of each start anew."""
    for points in shape.outlines:
        yield from itertools.pairwise((*points, points[0]) if shape.closed else points)


def _refuse_missing_reportlab() -> None:
    try:
        import reportlab.pdfgen.canvas  # noqa: F401
    except ImportError as error:
        raise FailedError(
            "a .pdf needs reportlab, which is not installed.", "run: pip install 'convanim[pdf]', or write an .svg."
        ) from error


def _canvas(picture: Picture, file: BinaryIO) -> "Canvas":
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
    from reportlab.pdfgen.canvas import Canvas

    class Info(PDFInfo):  # type: ignore[misc]  # reportlab tells no types
        """What the document says of itself, without the time when it was made."""

        def format(self, document: Any) -> Any:
            told = {
                "Title": picture.title,
                "Subject": picture.alt,
                "Keywords": picture.command,
                "Creator": "convanim",
            }
            return PDFDictionary({key: PDFString(text) for key, text in told.items() if text}).format(document)

    size = picture.scene.width * POINTS_A_PIXEL, picture.scene.height * POINTS_A_PIXEL
    # Pages start with a font, which would be named in the file, and not in it, if it were not ours.
    canvas = Canvas(file, pagesize=size, pageCompression=1, invariant=1, initialFontName=_FONT)
    canvas._doc.info = Info()
    return canvas


def _resources(canvas: "Canvas") -> Any:
    """What the form that is being drawn needs: reportlab gives it the fonts alone, and so no opacity."""
    from reportlab.pdfbase.pdfdoc import PDFResourceDictionary

    resources = PDFResourceDictionary(ExtGState=canvas._extgstate.getState() or {})
    resources.basicFonts()
    return resources


class _Fonts:
    """Which font has a letter: that of the pixels, or another one of the system's."""

    def __init__(self, named: str | None) -> None:
        """``named`` is a file for the letters that the built-in font lacks."""
        from PIL import ImageFont  # With reportlab comes Pillow.

        self.named = named
        loaded = ImageFont.load_default(10)
        assert isinstance(loaded, ImageFont.FreeTypeFont)
        assert isinstance(loaded.path, io.BytesIO)
        self._register(_FONT, io.BytesIO(loaded.path.getvalue()))

    def runs(self, string: str) -> list[tuple[str | None, str]]:
        """Neighbouring letters with the name of their font; None is for the signs that are drawn."""
        # Signs that only join the letters beside them have no picture of their own.
        letters = (letter for letter in string if unicodedata.category(letter) != "Cf")
        return [(font, "".join(run)) for font, run in itertools.groupby(letters, key=self._font_of)]

    def _font_of(self, letter: str) -> str | None:
        if letter in SIGNS:
            return None
        return _FONT if " " <= letter <= "~" or letter in BUILT_IN else self._other(letter)

    @cache  # noqa: B019  lives as long as its document
    def _other(self, letter: str) -> str:
        from convanim.raster import fonts

        path = fonts.font_for(letter, self.named)
        try:
            self._register(path, path)
        except ValueError as error:
            raise FailedError(
                f"a .pdf cannot embed {path}, which has {letter!r}.",
                "name a .ttf file that has it: --font FILE, or write an .svg.",
            ) from error
        return path

    def _register(self, name: str, file: str | BinaryIO) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFError, TTFont

        try:
            # A document numbers the glyphs that it uses, so each document has fonts of its own.
            pdfmetrics.registerFont(TTFont(name, file))
        except TTFError as error:
            raise ValueError(str(error)) from error
