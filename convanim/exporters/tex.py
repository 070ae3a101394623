"""TikZ source, to compile or to change: a page a step, the theme's colours by name, what stays in one command.

For paper that will not be in colour, the theme is "print": every other has input and output in the same grey.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from convanim.exporters import Picture
from convanim.exporters._embedded import in_text
from convanim.scene.items import Item, Path, Point, Style, Text
from convanim.scene.stills import frame_alone, layers, visible
from convanim.style.text_metrics import fitted_size

HOLDS_STILL = True
PAGED = True
command_in = in_text(r"^%[ \t]*(convanim .*)$")
POINTS_A_PIXEL = 0.75
"""96 pixels are an inch, as in CSS; TeX calls these points bp."""

_ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\ensuremath{<}",
    ">": r"\ensuremath{>}",
    "|": r"\ensuremath{|}",
    '"': r"{''}",
    "`": r"\textasciigrave{}",
    "×": r"\ensuremath{\times}",
    "−": r"\ensuremath{-}",
    "→": r"\ensuremath{\rightarrow}",
    "∞": r"\ensuremath{\infty}",
    "·": r"\ensuremath{\cdot}",
    "…": r"\ldots{}",
}
"""What TeX reads as something else, ligatures among it, or has no letter for."""


def write(picture: Picture, file: BinaryIO) -> None:
    """Write a document with a page for each step, which ``pdflatex`` compiles."""
    scene = picture.scene
    runs: list[str | list[Item]] = []
    commands: list[str] = []
    for same, items in layers(scene, scene.stills):
        if same:
            # A command's name has letters alone.
            name = f"\\convanimpart{chr(ord('a') + len(runs) % 26) * (1 + len(runs) // 26)}"
            commands += [f"\\newcommand{name}{{%", *_drawn(items), "}"]
            runs.append(name)
        else:
            runs.append(items)
    _write_lines(file, _head(picture, scene.items))
    _write_lines(file, [*commands, r"\begin{document}"])
    for step, frame in enumerate(scene.stills):
        _write_lines(file, [f"% step {step}", *_opening(picture)])
        for run in runs:
            _write_lines(file, [run] if isinstance(run, str) else _drawn(visible(run, frame)))
        _write_lines(file, [r"\end{tikzpicture}"])
    _write_lines(file, [r"\end{document}"])


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write a document with one frame."""
    items = frame_alone(picture.scene, frame).items
    picture_lines = [*_opening(picture), *_drawn(items), r"\end{tikzpicture}"]
    _write_lines(file, [*_head(picture, items), r"\begin{document}", *picture_lines, r"\end{document}"])


def _write_lines(file: BinaryIO, lines: Iterable[str]) -> None:
    file.writelines(f"{line}\n".encode() for line in lines)


def _head(picture: Picture, items: Iterable[Item]) -> Iterator[str]:
    """What it is, the packages, and a colour for each role with the styles of what has it."""
    for about in (picture.title, picture.command):
        if about:
            yield f"% {' '.join(about.split())}"
    yield r"\documentclass[tikz,multi=tikzpicture,border=0pt]{standalone}"
    yield r"\usepackage{fix-cm}% letters of any size"
    yield r"\newcommand\convanimletters[1]{\fontsize{#1bp}{#1bp}\sffamily\selectfont}"
    uses = set(itertools.chain.from_iterable(map(_uses, items))) | {("paper", "area", "fill")}
    for role, found in itertools.groupby(sorted(uses), key=lambda use: use[0]):
        name, colour = _colour(role), picture.theme.colour(role)
        yield f"\\definecolor{{{name}}}{{HTML}}{{{colour.red:02X}{colour.green:02X}{colour.blue:02X}}}"
        for _, use, does in found:
            veil = f",{does} opacity={_number(colour.opacity)}" if colour.opacity < 1 else ""
            yield f"\\tikzset{{{name} {use}/.style={{{does}={name}{veil}}}}}"


def _uses(item: Item) -> Iterator[tuple[str, str, str]]:
    """What an item has colours for: the role, the name of its use here, and TikZ's option."""
    if isinstance(item.shape, Text):
        yield item.style.fill or "ink", "letters", "text"
        return
    if item.style.fill is not None:
        yield item.style.fill, "area", "fill"
    if item.style.stroke is not None:
        yield item.style.stroke, "line", "draw"


def _colour(role: str) -> str:
    """The name of a role's colour: letters, digits and dashes, for ``!`` and the like have a meaning in TeX."""
    return "convanim-" + re.sub(r"[^A-Za-z0-9]+", "-", role)


def _opening(picture: Picture) -> Iterator[str]:
    """The first lines of a page, y down as in the scene."""
    page = f"(0,0) rectangle ({picture.scene.width},{picture.scene.height})"
    unit = _number(POINTS_A_PIXEL)
    yield f"\\begin{{tikzpicture}}[x={unit}bp,y=-{unit}bp,inner sep=0pt,outer sep=0pt]"
    yield f"\\useasboundingbox {page};"
    if picture.background != "transparent":
        yield f"\\path[{_colour('paper')} area] {page};"


def _drawn(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item.shape, Text):
            yield from _letters(item, item.shape)
            continue
        if item.style.fill is not None:
            yield f"\\path[{_colour(item.style.fill)} area] {_path(item, item.shape.outlines, closed=True)};"
        if item.style.stroke is not None and item.style.width:
            lines = _edges(item.shape) if item.style.dash else item.shape.outlines
            closed = item.shape.closed and not item.style.dash
            yield f"\\path[{_line(item.style)}] {_path(item, lines, closed=closed)};"


def _letters(item: Item, text: Text) -> Iterator[str]:
    if size := fitted_size(text):
        style = f"{_colour(item.style.fill or 'ink')} letters,anchor={_ANCHORS[text.anchor]}"
        font = f"font=\\convanimletters{{{_number(size * POINTS_A_PIXEL)}}}"
        yield f"\\node[{style},{font}] at {_point(item, (0, 0))} {{{escape(text.string)}}};"


def escape(string: str) -> str:
    """Text as TeX source that sets it."""
    escaped = "".join(_ESCAPES.get(character, character) for character in string)
    return re.sub("(?<=[-'])(?=[-'])", "{}", escaped)  # Two dashes would become a longer one.


def _line(style: Style) -> str:
    found = f"{_colour(style.stroke or 'ink')} line,line width={_number(style.width * POINTS_A_PIXEL)}bp"
    if style.dash:
        # A line starts in the middle of a dash.
        dash, half = _number(style.dash * POINTS_A_PIXEL), _number(style.dash / 2 * POINTS_A_PIXEL)
        found += f",dash pattern=on {dash}bp off {dash}bp,dash phase={half}bp"
    return found


def _path(item: Item, lines: Iterable[tuple[Point, ...]], *, closed: bool) -> str:
    end = " -- cycle" if closed else ""
    return " ".join(" -- ".join(_point(item, point) for point in points) + end for points in lines)


def _edges(shape: Path) -> Iterator[tuple[Point, ...]]:
    """Each edge alone: the dashes of each start anew."""
    for points in shape.outlines:
        yield from itertools.pairwise((*points, points[0]) if shape.closed else points)


def _point(item: Item, point: Point) -> str:
    return f"({_number(item.x + point[0])},{_number(item.y + point[1])})"


def _number(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
