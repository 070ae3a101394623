"""Words, numbers and names as they stand in XML and HTML."""

import hashlib
import itertools
import re
import string
from collections.abc import Iterator

SCOPE = "\x01"
"""What every class, id and animation is called by first, until ``scoped`` knows the whole; words never have it."""
SCOPE_LETTERS = 6
"""300 million scopes: of a hundred pictures in a page two are the same once in 60,000 pages."""

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def clean(words: str) -> str:
    """Words without the control characters and lone surrogates that no file of text may hold."""
    return _NOT_XML.sub("", words)


def escaped(words: str) -> str:
    """Words as text, or as an attribute in double quotes, of XML and HTML."""
    return clean(words).translate(_ESCAPES)


def number(value: float, places: int = 2) -> str:
    """A number in few characters: ``.5`` for 0.5, ``3`` for 3.0."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else str(value)
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def names() -> Iterator[str]:
    """Names that no other picture in the page has: ``SCOPE`` with ``a`` to ``z``, ``aa`` and so on."""
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield SCOPE + "".join(letters)


def scoped(markup: str) -> str:
    """Markup with the names of its own: where ``SCOPE`` stands come a few letters that its content makes.

    Pages, and the shadows of ``use`` elements, look for a name everywhere, and find that of the wrong picture.
    """
    digest = hashlib.sha256(markup.encode()).digest()
    letters = (string.ascii_lowercase[byte % 26] for byte in digest[:SCOPE_LETTERS])
    return markup.replace(SCOPE, "".join(letters))
