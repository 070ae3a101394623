"""The page of a gallery in Markdown, for the hosts that show a folder's README."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from convanim.batch.page_words import Section
from convanim.bundle.facts import in_html, in_markdown
from convanim.style.language import Language

if TYPE_CHECKING:
    from convanim.publish.gallery import Card, Shown


def page(own: Section, shown: Sequence["Shown"], spoken: Language, mark: str) -> str:
    """The page; ``mark`` is the comment by which it is known again."""
    lines = [mark, f"# {in_markdown(own.title)}", ""]
    lines += [in_markdown(own.text), ""] if own.text else []
    heads = " | ".join(spoken.say(f"gallery.{key}") for key in ("figure", "picture", "command"))
    for name, section, cards in shown:
        if name:
            lines += [f"## {in_markdown(section.title or name)}", ""]
        lines += [in_markdown(section.text), ""] if section.text else []
        lines += [f"| {heads} |", "|---|---|---|", *map(_row, cards), ""]
    return "\n".join(lines).rstrip() + "\n"


def _row(card: "Card") -> str:
    alt, (width, height) = in_html(card.figure.alt).replace("|", "&#124;"), card.size
    image = f'<img src="{card.film or card.still}" width="{width}" height="{height}" alt="{alt}">'
    if card.film:
        calm = f'<source media="(prefers-reduced-motion: reduce)" srcset="{card.still}">'
        image = f"<picture>{calm}{image}</picture>"
    words = f"[{in_markdown(card.title)}]({card.player})<br>{in_markdown(card.caption)}"
    return f"| {words} | {image} | {code(card.figure.command)} |"


def code(text: str) -> str:
    """Code in a cell of a table, where a bar ends the cell even in code."""
    text = " ".join(text.split()).replace("|", "\\|")
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    gap = " " if "`" in text else ""
    return f"{ticks}{gap}{text}{gap}{ticks}"
