"""HTML: the picture and a player for it, in one file that needs no other and no network."""

import html
import json
from pathlib import Path
from typing import Any, BinaryIO

from convanim.exporters import Picture
from convanim.exporters._embedded import in_text
from convanim.exporters._svg_drawing import Drawing, paper
from convanim.exporters._svg_markup import clean, escaped, number, scoped
from convanim.exporters._svg_pieces import Run
from convanim.exporters._svg_style import ROOT, hexadecimal
from convanim.scene.items import Spot
from convanim.style.colour import Colour
from convanim.style.language import Language
from convanim.style.theme import Theme

FOLLOWS_READER = True
EMBEDDED_AS = "page"
command_in = in_text(r"name=\"convanim\" content=\"(convanim [^\"]*)\"", html.unescape)
SPEEDS = (0.25, 0.5, 1, 2, 4)
_HERE = Path(__file__).parent

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="convanim">
<meta name="convanim" content="{command}">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
{css}{style}</style>
<noscript><style>#player {{ display: none }}</style></noscript>
</head>
<body>
<main>
{picture}
<div id="beside">
<p id="told" aria-live="polite">{still}</p>
<div id="player" role="group" aria-label="{words[group]}">
<button id="play" type="button" aria-label="{words[play]}"><svg viewBox="0 0 16 16" aria-hidden="true">\
<path class="to-play" d="M4 2l10 6-10 6z"/><path class="to-pause" d="M3 2h4v12h-4zM9 2h4v12h-4z"/></svg></button>
<button id="back" type="button" aria-label="{words[back]}"><svg viewBox="0 0 16 16" aria-hidden="true">\
<path d="M10 3l-5 5 5 5"/></svg></button>
<button id="forward" type="button" aria-label="{words[forward]}"><svg viewBox="0 0 16 16" aria-hidden="true">\
<path d="M6 3l5 5-5 5"/></svg></button>
<input id="slider" type="range" min="{first}" max="{steps}" value="{step}" aria-label="{words[step]}">
<span id="count" aria-hidden="true">{step} / {steps}</span>
<select id="speed" aria-label="{words[speed]}">{speeds}</select>
</div>
</div>
</main>
<script type="application/json" id="figure-data">{data}</script>
<script>
{script}</script>
</body>
</html>
"""


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the page."""
    scene, dark = picture.scene, picture.dark
    drawing = Drawing(scene, picture.theme, dark)
    middle = scene.telling
    told, spots = _told(picture), picture.spots()
    words = _words(picture)
    title = picture.title or words["title"]
    inline = _inline(picture, drawing, spots, scene.stills[middle])
    page = _PAGE.format(
        lang=picture.language.name,
        words={key: escaped(text) for key, text in words.items()},
        command=escaped(picture.command),
        title=escaped(title),
        css=(_HERE / "_player.css").read_text(encoding="utf-8"),
        style=_page_colours(picture.theme, dark) + drawing.style_sheet() + "\n",
        picture=inline,
        still=escaped(told[middle]),
        step=middle + 1,
        first=0 if scene.stills[0] else 1,  # What is there before any step is no step.
        steps=len(scene.stills),
        speeds="".join(
            f'<option value="{speed}"{" selected" if speed == 1 else ""}>{number(speed)}×</option>' for speed in SPEEDS
        ),
        data=_json(
            {
                "durations": scene.durations_ms,
                "stills": scene.stills,
                "lifetimes": [(run.start, run.stop) for run in drawing.runs if not drawing.always(run)],
                "told": told,
                "spots": [_spot(spot, picture.language) for spot in spots],
                "loop": picture.loop,
                "words": words,
            }
        ),
        script=(_HERE / "_player.js").read_text(encoding="utf-8"),
    )
    file.write(scoped(page).encode())


def _inline(picture: Picture, drawing: Drawing, spots: list[Spot], still: int) -> str:
    def moment(run: Run) -> str:
        if drawing.always(run):
            return drawing.elements(run)
        shown = " on" if run.start <= still < run.stop else ""
        return f'<g class="moment{shown}">{drawing.elements(run)}</g>'

    label = picture.alt or picture.title or picture.language.say("player.title")
    body = "".join(map(moment, drawing.runs))
    corners = "".join(
        f'<polygon class="spot" points="{" ".join(f"{number(x)},{number(y)}" for x, y in spot.outline)}"/>'
        for spot in spots
    )
    return (
        f'<svg id="picture" class="{ROOT}" viewBox="0 0 {picture.scene.width} {picture.scene.height}" role="img"'
        f' aria-label="{escaped(label)}">{drawing.definitions()}{paper(picture)}{body}{corners}</svg>'
    )


def _told(picture: Picture) -> list[str]:
    steps = len(picture.scene.stills)
    told = picture.told() or [picture.language.say("step", number=n, count=steps) for n in range(1, steps + 1)]
    return [clean(words) for words in told]


def _words(picture: Picture) -> dict[str, str]:
    """What the player itself says; braces that are left stand for what only it knows."""
    say, steps = picture.language.say, len(picture.scene.stills)
    keys = ("title", "group", "play", "pause", "back", "forward", "step", "speed")
    return {
        **{key: say(f"player.{key}") for key in keys},
        "before": say("player.before", count=steps),
        "number": say("step", number="{number}", count=steps),
    }


def _spot(spot: Spot, language: Language) -> dict[str, object]:
    cell = language.say(f"player.{spot.kind}", index=", ".join(map(str, spot.place)))
    key = "stamped" if spot.kind == "output" else "read_once" if len(spot.steps) == 1 else "read"
    words = language.say(f"player.{key}", cell=cell, count=len(spot.steps))
    return {"output": spot.kind == "output", "steps": spot.steps, "words": words}


def _page_colours(theme: Theme, dark: Theme | None) -> str:
    """The page around the picture follows the reader, and takes the theme's colours where they fit."""
    rules = []
    for is_dark in (False, True):
        fitting = [each for each in (theme, dark) if each and _dark(each.colour("paper")) is is_dark]
        if fitting:
            paper, ink = (hexadecimal(fitting[0].colour(role)) for role in ("paper", "ink"))
            rule = f":root{{--paper:{paper};--ink:{ink}}}"
            rules.append(f"@media(prefers-color-scheme:{'dark' if is_dark else 'light'}){{{rule}}}")
    return "".join(rules)


def _dark(colour: Colour) -> bool:
    return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue < 128


def _json(data: dict[str, Any]) -> str:
    """Data that may stand in a script: no ``</script>`` ends it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
