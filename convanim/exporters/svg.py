"""SVG: every item once, and what moves in strips (``_svg_strips``). It plays without script, in every page."""

import html
import re
from typing import BinaryIO

from convanim.exporters import Picture
from convanim.exporters._embedded import in_text
from convanim.exporters._svg_drawing import Drawing, paper
from convanim.exporters._svg_markup import escaped, scoped
from convanim.exporters._svg_motion import CALM, Motion
from convanim.exporters._svg_strips import strips
from convanim.exporters._svg_style import ROOT

OPTIONS = (CALM,)
FOLLOWS_READER = True
HOLDS_STILL = True
EMBEDDED_AS = "image"
command_in = in_text(r"<metadata[^<>]*>(convanim [^<]*)</metadata>", html.unescape)
_SENTENCE_END = re.compile(r"(?<=\.)\s+|(?<=。)")


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation."""
    drawing = Drawing(picture.scene, picture.theme, picture.dark)
    motion = Motion(picture, drawing)
    body = motion.markup(strips(drawing.runs, picture.scene.frames))
    _write(picture, drawing, motion.style_sheet(), body, file)


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write what is visible in one frame, counted from 0."""
    scene = picture.scene
    items = [item._replace(start=0, stop=1) for item in scene.items if item.start <= frame < item.stop]
    drawing = Drawing(scene._replace(items=items, durations_ms=[0]), picture.theme, picture.dark)
    _write(picture, drawing, "", "".join(map(drawing.elements, drawing.runs)), file)


def _write(picture: Picture, drawing: Drawing, motion: str, body: str, file: BinaryIO) -> None:
    width, height = picture.scene.width, picture.scene.height
    # A picture without a title is called by the first sentence that tells it.
    first, *rest = _SENTENCE_END.split(picture.alt, maxsplit=1)
    title, description = (picture.title, picture.alt) if picture.title else (first, "".join(rest))
    words = {"title": title, "desc": description, "metadata": picture.command}
    told = "".join(f"<{name}>{escaped(text)}</{name}>" for name, text in words.items() if text)
    style = drawing.style_sheet() + motion
    markup = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' class="{ROOT}" role="img">{told}<style>{style}</style>{drawing.definitions()}{paper(picture)}{body}</svg>\n'
    )
    file.write(scoped(markup).encode())
