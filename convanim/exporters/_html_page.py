"""The markup around a picture: title, figure, sentence, why, controls, foot, help. The script shows what it drives."""

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="{scheme}">
<meta name="generator" content="convanim">
<meta name="convanim" content="{meta_command}">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
{css}{style}</style>
</head>
<body>
<main tabindex="-1">
<h1{hidden}>{title}</h1>
{sizes}<figure role="group" aria-label="{alt}"{raised}>{picture}</figure>
{below}<div id="deck">
<div id="told">
<p id="said" role="status" aria-live="polite">{said}</p>
<p id="why">{note}</p>
</div>
<div id="player" role="group" aria-label="{words[group]}" hidden>
<button id="back" type="button" aria-label="{words[back]}">{icons[back]}</button>
<button id="play" type="button" aria-label="{words[play]}">{icons[play]}{icons[pause]}</button>
<button id="forward" type="button" aria-label="{words[forward]}">{icons[forward]}</button>
<div id="scrubber"><div id="track" aria-hidden="true"></div>\
<input id="slider" type="range" min="{first}" max="{steps}" value="{step}" aria-label="{words[step]}">\
<i id="knob"></i></div>
<span id="count" aria-hidden="true"></span>
<select id="speed" aria-label="{words[speed]}">{speeds}</select>
</div>
</div>
<footer>
<code id="command">{command}</code>
<button id="copy" type="button" aria-label="{words[copy]}" title="{words[copy]}" hidden>\
{icons[copy]}{icons[done]}</button>
<button id="link" type="button" aria-label="{words[link]}" hidden>{icons[link]}{icons[done]}\
<span>{words[link]}</span></button>
<button id="ask" type="button" aria-label="{words[keys]}" hidden><kbd>?</kbd></button>
<span id="copied" class="unseen" role="status"></span>
</footer>
<dialog id="help" aria-labelledby="keys"><h2 id="keys">{words[keys]}</h2>
<button id="close" type="button" aria-label="{words[close]}">{icons[close]}</button><dl>{keys}</dl></dialog>
</main>
<script type="application/json" id="figure-data">{data}</script>
<script>
"use strict";
{script}</script>
</body>
</html>
"""

_ICONS = {
    "back": "M12.5 4.5L7 10l5.5 5.5",
    "forward": "M7.5 4.5L13 10l-5.5 5.5",
    "play": "M6 3.5v13l10.5-6.5z",
    "pause": "M5.5 4v12M6.5 4v12M13.5 4v12M14.5 4v12",
    "copy": "M7 7h9v9H7zM4 12.5V4h9",
    "done": "M4 10.5l4 4 8-9",
    "link": "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1",
    "close": "M5 5l10 10M15 5L5 15",
}


def icon(name: str) -> str:
    """A drawing of 20 × 20 pixels for a button."""
    return f'<svg class="{name}" viewBox="0 0 20 20" aria-hidden="true"><path d="{_ICONS[name]}"/></svg>'
