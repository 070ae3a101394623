"""HTML: the picture and a player for it, in one file that needs no other and no network."""

import html
import json
from pathlib import Path
from typing import Any, BinaryIO

from convanim.exporters import Picture
from convanim.exporters._embedded import in_text
from convanim.exporters._html_page import PAGE, icon
from convanim.exporters._svg_drawing import Drawing
from convanim.exporters._svg_markup import clean, escaped, number, scoped
from convanim.exporters._svg_pieces import Run
from convanim.exporters._svg_style import ROOT, hexadecimal
from convanim.scene.lesson import Lesson, Told, grids
from convanim.style.colour import Colour
from convanim.style.language import Language
from convanim.style.theme import Theme

FOLLOWS_READER = True
EMBEDDED_AS = "page"
command_in = in_text(r"name=\"convanim\" content=\"(convanim [^\"]*)\"", html.unescape)
SPEEDS = (0.5, 1, 2, 4)
_HERE = Path(__file__).parent
_ASSETS = ("_player.css", "_player_motion.js", "_player_cells.js", "_player.js")
_ROLES = (
    *("paper", "ink", "grey", "zero", "rest", "line", "padding", "copy", "input", "input_text"),
    *("output", "output_text", "past", "accent", "accent_text"),
)
"""The colours of the page beside those of the picture."""
_KEYS = (
    ("play", "Space"),
    ("step", "← →"),
    ("row", "↑ ↓"),
    ("ends", "Home End"),
    ("tab", "Tab"),
    ("cells", "←↑→↓"),
    ("enter", "Enter"),
    ("speed", "< >"),
    ("copy", "C L"),
    ("help", "?"),
)


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the page."""
    if picture.lesson is None:
        raise ValueError("a page needs the picture's lesson")
    lesson, dark = picture.lesson(), picture.dark
    drawing = Drawing(lesson.scene, picture.theme, dark)
    css, *scripts = map(_asset, _ASSETS)
    telling = lesson.steps[lesson.scene.telling]
    words = _words(picture.language)
    inline = _inline(lesson, drawing)  # The style sheet has rules for what was written before it.
    page = PAGE.format(
        lang=picture.language.name,
        scheme=_scheme(picture.theme, dark),
        words={key: escaped(text) for key, text in words.items()},
        icons={name: icon(name) for name in ("back", "play", "pause", "forward", "copy", "done", "link", "close")},
        command=_command(picture.command),
        meta_command=escaped(picture.command),
        title=escaped(lesson.title),
        hidden="" if lesson.titled else ' class="unseen"',
        sizes=f'<p class="sizes">{escaped(lesson.sizes)}</p>\n' if lesson.worded else "",
        below=_below(lesson),
        css=css,
        style=_page_colours(picture.theme, dark) + drawing.style_sheet() + "\n",
        alt=escaped(picture.alt or lesson.title),
        raised=_raised(drawing),
        picture=inline,
        said=_sentence(telling),
        note=escaped(telling.note),
        step=lesson.scene.telling + 1,
        first=0 if lesson.scene.stills[0] else 1,
        steps=len(lesson.steps),
        speeds="".join(
            f'<option value="{speed}"{" selected" if speed == 1 else ""}>{number(speed)}×</option>' for speed in SPEEDS
        ),
        keys=_keys(words),
        data=_json(_data(picture, lesson, drawing, words)),
        script="".join(scripts),
    )
    file.write(scoped(page).encode())


def _asset(name: str) -> str:
    """A file of the player without what only its reader needs: its comments and its indentation."""
    lines = (line.strip() for line in (_HERE / name).read_text(encoding="utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*")))


def _inline(lesson: Lesson, drawing: Drawing) -> str:
    """The drawing, and the cells that answer over it, plane by plane and row by row."""
    scene = lesson.scene
    still = scene.stills[scene.telling]

    def moment(run: Run) -> str:
        if drawing.always(run):
            return drawing.elements(run)
        shown = " on" if run.start <= still < run.stop else ""
        return f'<g class="moment{shown}">{drawing.elements(run)}</g>'

    def cell(spot: int) -> str:
        corners = (f"{number(x)},{number(y)}" for x, y in lesson.spots[spot].outline)
        return f'<polygon points="{" ".join(corners)}"/>'

    def plane(rows: list[list[int]]) -> str:
        name = lesson.planes[lesson.spots[rows[0][0]].kind == "output"]
        markup = "".join(f"<g>{''.join(map(cell, row))}</g>" for row in rows)
        return f'<g class="plane" data-name="{escaped(name)}">{markup}</g>'

    planes = "".join(map(plane, grids(lesson.spots)))
    body = "".join(map(moment, drawing.runs))
    return (
        f'<svg id="picture" class="{ROOT}" viewBox="0 0 {scene.width} {scene.height}" '
        f'style="max-width:{scene.width}px">{drawing.definitions()}<g id="drawing" aria-hidden="true">{body}</g>'
        f'<g id="marks" aria-hidden="true"></g>{planes}</svg>'
    )


def _raised(drawing: Drawing) -> str:
    """Room for what stands above the figure, beside the title, where the page is too narrow for both."""
    above = -min((run.box.top for run in drawing.runs), default=0.0)
    return f' style="--raised:{number(100 * above / drawing.scene.width)}%"' if above > 0 else ""


def _below(lesson: Lesson) -> str:
    """The formulas of the output's size, and the caption."""
    found = [f'<p class="caption">{escaped(lesson.caption)}</p>\n'] if lesson.caption else []
    for numbers, meaning in lesson.formulas if lesson.worded else ():
        found.append(f'<p class="formula">{escaped(numbers)} <span>{escaped(meaning)}</span></p>\n')
    return "".join(found)


def _sentence(told: Told) -> str:
    return "".join(f'<span class="{part.kind}">{escaped(part.text)}</span>' for part in told.sentence)


def _command(command: str) -> str:
    """The command, to be broken between its options and nowhere else."""
    options = escaped(command).split(" --")
    return " ".join([options[0], *(f"<span>--{option}</span>" for option in options[1:])])


def _keys(words: dict[str, str]) -> str:
    caps = {name: "".join(f"<kbd>{escaped(key)}</kbd>" for key in keys.split()) for name, keys in _KEYS}
    return "".join(f"<dt>{caps[name]}</dt><dd>{escaped(words[f'key_{name}'])}</dd>" for name, _ in _KEYS)


def _data(picture: Picture, lesson: Lesson, drawing: Drawing, words: dict[str, str]) -> dict[str, Any]:
    """What the script needs. Texts that come again are there once, and spots name them by their number."""
    answers: dict[tuple[str, str, str], int] = {}
    for each in lesson.answers:
        answers.setdefault((each.name, each.reason, each.swatch), len(answers))
    order = [spot for rows in grids(lesson.spots) for row in rows for spot in row]
    told = [*([lesson.setup] if lesson.setup else []), *lesson.steps]
    return {
        "durations": lesson.scene.durations_ms,
        "stills": lesson.scene.stills,
        "lifetimes": [(run.start, run.stop) for run in drawing.runs if not drawing.always(run)],
        "told": [[*(part.kind[0] + clean(part.text) for part in each.sentence), clean(each.note)] for each in told],
        "answers": list(answers),
        "spots": [
            (
                int(lesson.spots[spot].kind == "output"),
                lesson.answers[spot].label,
                lesson.answers[spot].value,
                answers[lesson.answers[spot].name, lesson.answers[spot].reason, lesson.answers[spot].swatch],
                lesson.spots[spot].steps,
            )
            for spot in order
        ],
        "row": lesson.row,
        "telling": lesson.scene.telling,
        "stamps": any(spot.kind == "output" and len(spot.steps) > 1 for spot in lesson.spots),
        "regions": [tuple(region) for region in lesson.regions],
        "loop": picture.loop,
        "words": words,
    }


def _words(language: Language) -> dict[str, str]:
    """What the player itself says; braces that are left stand for what only it knows."""
    start = "player."
    return {key.removeprefix(start): template for key, template in language.templates.items() if key.startswith(start)}


def _page_colours(theme: Theme, dark: Theme | None) -> str:
    """The page has the colours of its picture, in light and in dark."""
    sheet = f":root{{{_properties(theme)}}}"
    return sheet + (f"@media(prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}" if dark else "")


def _properties(theme: Theme) -> str:
    return ";".join(f"--{role.replace('_', '-')}:{hexadecimal(theme.colour(role))}" for role in _ROLES)


def _scheme(theme: Theme, dark: Theme | None) -> str:
    return "light dark" if dark else "dark" if _is_dark(theme.colour("paper")) else "light"


def _is_dark(colour: Colour) -> bool:
    return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue < 128


def _json(data: dict[str, Any]) -> str:
    """Data that may stand in a script: no ``</script>`` ends it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
