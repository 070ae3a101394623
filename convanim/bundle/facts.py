"""What a snippet says of a figure, and how its words are written in HTML and in Markdown."""

import html
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from convanim.layers import heading
from convanim.style import language

if TYPE_CHECKING:
    from convanim.figure import Figure


class Facts(NamedTuple):
    """What a snippet says of a figure."""

    name: str
    """Of its files, without suffix."""
    alt: str
    caption: str
    width: int
    """Of its pictures, in pixels."""
    height: int

    @property
    def url(self) -> str:
        """The name as it stands in an address."""
        return quote(self.name)


def caption_of(figure: "Figure") -> str:
    """The figure's caption, or else its sizes and parameters in words."""
    if figure.caption:
        return in_one_line(figure.caption)
    return in_one_line(heading.heading(figure.layer, language.load(figure.lang), figure.note).sizes)


def in_one_line(text: str) -> str:
    """The text with single spaces for all that is blank."""
    return " ".join(text.split())


def in_html(text: str) -> str:
    """The text for HTML, in an attribute as well. Braces would be read by site generators."""
    return _unbraced(html.escape(in_one_line(text)))


def in_markdown(text: str) -> str:
    """The text for Markdown, in the brackets of a picture as well."""
    plain = _unbraced(html.escape(in_one_line(text), quote=False))
    return re.sub(r"([\\`*_\[\]~|])", r"\\\1", plain)


def _unbraced(markup: str) -> str:
    return markup.replace("{", "&#123;").replace("}", "&#125;")
