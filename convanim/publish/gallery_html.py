"""The page of a gallery in HTML: it stands still without a script, and asks for nothing but its own pictures."""

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from convanim.batch.page_words import Section
from convanim.bundle.facts import in_html
from convanim.style.language import Language

if TYPE_CHECKING:
    from convanim.publish.gallery import Card, Shown

_HERE = Path(__file__).parent
_SCRIPTED = ("play", "pause", "play_all", "pause_all", "command_copied")
"""What the script says."""
LONGEST_WORD = 28
"""Letters of an option and its value that stay in one line."""

_PLAY = '<path class="for-play" d="M6 3.5l10 6.5-10 6.5z"/><path class="for-pause" d="M5 4h3v12H5zM12 4h3v12h-3z"/>'
_COPY = (
    '<path class="for-copy" d="M7.5 7.5h8.5v8.5H7.5zM12.5 7.5V4H4v8.500h3.500"/>'
    '<path class="for-copied" d="M4 10.5l4 4 8-9"/>'
)

_PAGE = """<!doctype html>
{mark}
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="convanim">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
{css}</style>
</head>
<body>
<header class="bar"><div>
<strong>{title}</strong>
{links}<button id="all" type="button" hidden><svg viewBox="0 0 20 20" aria-hidden="true">{play}</svg>\
<span>{play_all}</span></button>
</div></header>
<main>
<h1>{title}</h1>
{lead}{sections}</main>
<footer><span>{made_by}</span> <code>convanim gallery</code></footer>
<p id="said" class="aside" role="status"></p>
<script type="application/json" id="words">{words}</script>
<script>
{script}</script>
</body>
</html>
"""

_CARD = """<article class="card" id="{name}" aria-labelledby="{name}-title">
<div class="figure"><img src="{still}" {film}width="{width}" height="{height}" loading="lazy" alt="{alt}"></div>
<div class="words">
<div class="line" aria-hidden="true"><i></i></div>
<h3 id="{name}-title"><a href="{player}">{title}</a></h3>
<p>{caption}</p>
<div class="command"><code>{command}</code><span class="said" aria-hidden="true" hidden>{copied}</span>\
<button class="copy" type="button" aria-label="{copy}" hidden>\
<svg viewBox="0 0 20 20" aria-hidden="true">{copy_icon}</svg></button></div>
</div>
{button}</article>
"""

_BUTTON = """<button class="play" type="button" aria-label="{label}" hidden>\
<svg viewBox="0 0 20 20" aria-hidden="true">{icon}</svg></button>
"""


def page(own: Section, shown: Sequence["Shown"], spoken: Language, mark: str) -> str:
    """The page; ``mark`` is the comment by which it is known again."""

    def say(key: str) -> str:
        return in_html(spoken.say(f"gallery.{key}"))

    named = [each for each in shown if each.name]
    links = "".join(
        f'<li><a href="#{_id(each)}">{in_html(each.section.label or each.section.title or each.name)}</a></li>'
        for each in named
    )
    words = {key: spoken.templates[f"gallery.{key}"] for key in _SCRIPTED}
    return _PAGE.format(
        mark=mark,
        lang=spoken.name,
        title=in_html(own.title),
        css=(_HERE / "_gallery.css").read_text(encoding="utf-8"),
        links=f'<nav aria-label="{say("sections")}"><ul>{links}</ul></nav>\n' if links else "",
        play=_PLAY,
        play_all=say("play_all"),
        lead=f'<p class="lead">{in_html(own.text)}</p>\n' if own.text else "",
        sections="".join(_section(each, spoken) for each in shown),
        made_by=say("made_by"),
        words=json.dumps(words, ensure_ascii=False).replace("<", "\\u003c"),
        script=(_HERE / "_gallery.js").read_text(encoding="utf-8"),
    )


def _id(shown: "Shown") -> str:
    """Of a section; that of a card is the name of its figure, which has no colon."""
    return f"section:{html.escape(shown.name)}"


def _section(shown: "Shown", spoken: Language) -> str:
    cards = "".join(_card(card, spoken) for card in shown.cards)
    if not shown.name:
        return f'<section>\n<div class="cards">\n{cards}</div>\n</section>\n'
    head = f'<h2 id="{_id(shown)}:title">{in_html(shown.section.title or shown.name)}</h2>\n'
    head += f"<p>{in_html(shown.section.text)}</p>\n" if shown.section.text else ""
    opening = f'<section id="{_id(shown)}" aria-labelledby="{_id(shown)}:title">'
    return f'{opening}\n{head}<div class="cards">\n{cards}</div>\n</section>\n'


def _card(card: "Card", spoken: Language) -> str:
    title, (width, height) = _unbroken(card.title), card.size
    film = f'data-still="{card.still}" data-film="{card.film}" data-lasts="{card.lasts_ms}" '
    film += f'data-times="{card.figure.loop}" '
    label = in_html(spoken.say("gallery.play", title=card.title))
    return _CARD.format(
        name=html.escape(card.name),
        still=card.still,
        film=film if card.film else "",
        width=width,
        height=height,
        alt=in_html(card.figure.alt),
        player=card.player,
        title=title,
        caption=_unbroken(card.caption),
        command=_command(card.figure.command),
        copied=in_html(spoken.say("gallery.copied")),
        copy=in_html(spoken.say("gallery.copy", title=card.title)),
        copy_icon=_COPY,
        button=_BUTTON.format(label=label, icon=_PLAY) if card.film else "",
    )


def _unbroken(text: str) -> str:
    """Text in which a size stays in one line: 5 × 5."""
    return in_html(text).replace(" × ", "&nbsp;×&nbsp;")


def _command(text: str) -> str:
    """The command, which breaks between its options."""
    first, *rest = re.split(r" (?=--?[a-z])", text)
    program, _, start = first.partition(" ")
    pieces = "".join(
        f" <b{'' if len(each) <= LONGEST_WORD else ' class=long'}>{html.escape(each)}</b>" for each in (start, *rest)
    )
    return f"<span>{html.escape(program)}</span>{pieces}"
