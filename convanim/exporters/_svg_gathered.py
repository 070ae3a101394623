"""Pieces of SVG together: letters of one style in one element, small areas of one style in another."""

from collections.abc import Iterable

from convanim.exporters._svg_markup import number
from convanim.exporters._svg_path import hundredths, pair
from convanim.exporters._svg_pieces import WIDER, Box, Piece, Words
from convanim.exporters._svg_style import Classes
from convanim.scene.items import Style, Text
from convanim.style.text_metrics import text_width

_SINGLE = frozenset("0123456789+·=−")
"""Letters that stand alone: no engine joins them to others."""
SMALL = 40
"""Areas of fewer characters are worth more together than each by its name."""
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""The share of a line of text that lies left of its place."""


def gathered(pieces: Iterable[Piece], classes: Classes, page_px: float) -> tuple[Piece, ...]:
    """Pieces with their words; letters and small areas are written with those of their style, if nothing is between.

    Words never overlap each other, so only shapes are in their way; shapes come before words that they do not meet.
    """
    found: list[tuple[str, Piece]] = []
    for piece in pieces:
        if isinstance(piece.item.shape, Text):
            piece = _worded(piece, piece.item.shape, classes, page_px)
        _put(piece, _joins(piece, classes), found)
    return tuple(piece for _, piece in found)


def _put(piece: Piece, key: str, found: list[tuple[str, Piece]]) -> None:
    """Add a piece to one of its ``key``, or after all that must be painted before it."""
    place: int | None = None
    for at in range(len(found) - 1, -1, -1):
        its_key, other = found[at]
        if key and its_key == key:
            found[at] = key, _joined(other, piece)
            return
        if place is None and not (piece.words is None and other.words is not None):
            place = at + 1
        if (piece.words is None or other.words is None) and other.box.meets(piece.box):
            place = at + 1 if place is None else place
            break
    found.insert(place or 0, (key, piece))


def _joins(piece: Piece, classes: Classes) -> str:
    """The attributes of a letter or a small area, "" for what stays alone."""
    if piece.words is not None:
        return piece.words.attributes if piece.words.letters in _SINGLE else ""
    small = len(piece.data) < SMALL and piece.data.endswith("z") and classes.covers(piece.item.style)
    return "area" + classes.attribute(piece.item.style) if small else ""


def _joined(some: Piece, piece: Piece) -> Piece:
    right, down = piece.x - some.x, piece.y - some.y
    box, places = some.box.around(piece.box), (*some.places, (right, down))
    if some.words is None:
        (x, y), to = some.places[-1], hundredths
        step = pair(to(some.x + right) - to(some.x + x), to(some.y + down) - to(some.y + y))
        return some._replace(data=f"{some.data}m{step}{piece.data[4:]}", box=box, places=places)
    assert piece.words is not None
    words = some.words._replace(letters=some.words.letters + piece.words.letters, places=places)
    return some._replace(words=words, data=words.at(0, 0), box=box, places=places)


def _worded(piece: Piece, text: Text, classes: Classes, page_px: float) -> Piece:
    size, wide = text.size, text_width(text.string, text.size)
    if 0 < text.most < wide:
        size, wide = size * text.most / wide, text.most
    attribute = classes.attribute(Style(fill=piece.item.style.fill or "ink"), size, text.anchor)
    left = piece.x - _BEFORE[text.anchor] * wide * WIDER
    fits = 0 <= left <= page_px - wide * WIDER and (not text.most or wide * WIDER < text.most)
    # A reader's font may be wider than the one that was measured: only where it would not fit is it squeezed.
    squeezed = "" if fits or not wide else f' textLength="{number(wide)}" lengthAdjust="spacingAndGlyphs"'
    words = Words(attribute + squeezed, text.string, ((0.0, 0.0),))
    box = Box(left, piece.y - size, left + wide * WIDER, piece.y + 0.35 * size)
    return piece._replace(words=words, data=words.at(0, 0), box=box)
