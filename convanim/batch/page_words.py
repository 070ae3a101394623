"""What a figures file says for pages of it: sections, and of each figure its section, heading and text.

[page]
title = "Convolution arithmetic"

[sections.stride]
title = "Stride"
text = "Every second place only."

[figures.strided]
operation = "conv"
section = "stride"
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from convanim.errors import ConvanimError, choose

KEYS = ("section", "heading", "text")
"""Of a figure's table; they change nothing in its picture."""


class PageWords(NamedTuple):
    """What a page says of one figure; empty texts are left to the figure."""

    section: str = ""
    """The name of its section; empty for none."""
    heading: str = ""
    text: str = ""


class Section(NamedTuple):
    """A section of a page, or the page itself."""

    title: str = ""
    text: str = ""
    label: str = ""
    """What the bar of the page calls a section, where its title is long."""


def words_of(table: Mapping[str, object], sections: Collection[str]) -> PageWords:
    """The words in a figure's table. Raises ConvanimError, which knows the key, for what is no text or no section."""
    found = PageWords(**{key: _text(key, table[key]) for key in KEYS if key in table})
    if found.section and found.section not in sections:
        hint = choose(found.section, sections) if sections else f"write a table [sections.{found.section}]."
        raise ConvanimError(f"section: there is no section {found.section[:40]!r}.", hint, "section")
    return found


def section_of(table: object) -> Section:
    """A section from its table. Raises ConvanimError, which knows the key, for anything but texts."""
    if not isinstance(table, Mapping):
        raise ConvanimError("it is no table.", "write a title and a text below [sections.NAME].")
    for key in table:
        if key not in Section._fields:
            raise ConvanimError(f"there is no key {str(key)[:40]!r}.", choose(str(key), Section._fields), str(key))
    return Section(**{key: _text(key, value) for key, value in table.items()})


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise ConvanimError(f"{key}: {str(value)[:40]!r} is no text.", "write it in quotes.", key)
    return " ".join(value.split())
