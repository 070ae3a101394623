"""SVG: every item once. What moves is a strip, whose pictures lie side by side and come before the page one by one.

A browser has to do something for each animation in each frame of the screen; a strip is one animation, however many
pictures it has. It plays without script, wherever a picture can stand.
"""

import html
import itertools
import re
from typing import BinaryIO, NamedTuple

from convanim.exporters import Picture
from convanim.exporters._embedded import in_text
from convanim.exporters._svg_drawing import Drawing, paper
from convanim.exporters._svg_markup import SCOPE, escaped, number, scoped
from convanim.exporters._svg_pieces import Run
from convanim.exporters._svg_style import ROOT

FOLLOWS_READER = True
HOLDS_STILL = True
EMBEDDED_AS = "image"
command_in = in_text(r"<metadata[^<>]*>(convanim [^<]*)</metadata>", html.unescape)
GAP = 20
"""Pixels at the least between two pictures of a strip: what is drawn a little outside of the page stays there."""
LONGEST = 500_000
"""Pixels of a row of pictures: browsers count in numbers that are coarse for larger ones."""
FAR = 100
"""How many strips back a run may look for one to join."""
_SENTENCE_END = re.compile(r"(?<=\.)\s+|(?<=。)")
_AT_ONCE = ";r:0"
"""Changes nothing, but keeps Chromium from moving all pictures as one layer, which it fills later than it moves it."""


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation."""
    drawing = Drawing(picture.scene, picture.theme, picture.dark)
    animation = _Animation(picture)
    body = "".join(
        drawing.elements(strip.runs[0]) if strip.static else animation.markup(strip, drawing)
        for strip in _strips(drawing)
    )
    _write(picture, drawing, animation.style_sheet(), body, file)


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write what is visible in one frame, counted from 0."""
    scene = picture.scene
    items = [item._replace(start=0, stop=1) for item in scene.items if item.start <= frame < item.stop]
    drawing = Drawing(scene._replace(items=items, durations_ms=[0]), picture.theme, picture.dark)
    _write(picture, drawing, "", "".join(map(drawing.elements, drawing.runs)), file)


def _write(picture: Picture, drawing: Drawing, motion: str, body: str, file: BinaryIO) -> None:
    width, height = picture.scene.width, picture.scene.height
    # A picture without a title is called by the first sentence that tells it.
    first, *rest = _SENTENCE_END.split(picture.alt, maxsplit=1)
    title, description = (picture.title, picture.alt) if picture.title else (first, "".join(rest))
    words = {"title": title, "desc": description, "metadata": picture.command}
    told = "".join(f"<{name}>{escaped(text)}</{name}>" for name, text in words.items() if text)
    style = drawing.style_sheet() + motion
    markup = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' class="{ROOT}" role="img">{told}<style>{style}</style>{drawing.definitions()}{paper(picture)}{body}</svg>\n'
    )
    file.write(scoped(markup).encode())


class _Strip:
    """Runs of which one shows at a time, or one that always does."""

    def __init__(self, run: Run, *, static: bool) -> None:
        self.runs, self.static, self.box = [run], static, run.box

    def add(self, run: Run) -> None:
        self.runs.append(run)
        self.box = self.box.around(run.box)


def _strips(drawing: Drawing) -> list[_Strip]:
    """All runs, in the order of painting or in one that looks the same."""
    strips: list[_Strip] = []
    for run in drawing.runs:
        static = drawing.always(run)
        strip = None if static else _joinable(strips, run)
        if strip is None:
            strips.append(_Strip(run, static=static))
        else:
            strip.add(run)
    return strips


def _joinable(strips: list[_Strip], run: Run) -> _Strip | None:
    """The last strip that is over before ``run`` starts, unless something between is in the way."""
    for strip in itertools.islice(reversed(strips), FAR):
        if not strip.static and strip.runs[-1].stop <= run.start:
            return strip
        if strip.box.meets(run.box):
            return None
    return None


class _Switch(NamedTuple):
    """From when on a strip shows which of its pictures."""

    at_ms: int
    picture: int


class _Animation:
    def __init__(self, picture: Picture) -> None:
        scene = picture.scene
        self.durations_ms, self.loop = scene.durations_ms, picture.loop
        self.still = scene.stills[scene.telling]
        self.width, self.height = (-(-(size + GAP) // 100) * 100 for size in (scene.width, scene.height))
        self.columns = max(LONGEST // self.width, 1)
        self.starts_ms = [0, *itertools.accumulate(self.durations_ms)]
        self.names: dict[tuple[_Switch, ...], str] = {}

    def markup(self, strip: _Strip, drawing: Drawing) -> str:
        """A strip, standing still at the middle step: so it stays where nothing moves."""
        switches = tuple(self._switches(strip))
        name = self.names.setdefault(switches, f"{SCOPE}{len(self.names) + 1}")
        shown = next(switch for switch in reversed(switches) if switch.at_ms <= self.starts_ms[self.still])
        x, y = self._place(shown.picture)
        place = f' transform="translate({-x}{f" {-y}" if y else ""})"' if x or y else ""
        pictures = "".join(drawing.elements(run, *self._place(n)) for n, run in enumerate(strip.runs))
        # The inner svg hides the pictures that are not before the page.
        return f'<svg><g class="{name}"{place}>{pictures}</g></svg>'

    def style_sheet(self) -> str:
        """What moves the strips, unless the reader wants no motion."""
        if not self.names:
            return ""
        rules = "".join(self._rule(name, switches) for switches, name in self.names.items())
        return f"@media(prefers-reduced-motion:no-preference){{{rules}}}"

    def _switches(self, strip: _Strip) -> list[_Switch]:
        blank, last = len(strip.runs), len(self.durations_ms)
        switches, stop = [], 0
        for shown, run in enumerate(strip.runs):
            if stop < run.start:
                switches.append(_Switch(self.starts_ms[stop], blank))
            switches.append(_Switch(self.starts_ms[run.start], shown))
            stop = run.stop
        return switches if stop == last else [*switches, _Switch(self.starts_ms[stop], blank)]

    def _place(self, picture: int) -> tuple[int, int]:
        """Where a strip's picture lies."""
        return picture % self.columns * self.width, picture // self.columns * self.height

    def _rule(self, name: str, switches: tuple[_Switch, ...]) -> str:
        total_ms = self.starts_ms[-1]
        even = [_Switch(total_ms * n // len(switches), n) for n in range(len(switches))] == list(switches)
        if even and 1 < len(switches) <= self.columns:
            frames = f"0%{{{self._shift(0)}}}to{{{self._shift(len(switches) - 1)}{_AT_ONCE}}}"
            pace = f"steps({len(switches)},jump-none)"
        else:
            frames = "".join(f"{number(100 * at_ms / total_ms, 4)}%{{{self._shift(n)}}}" for at_ms, n in switches[:-1])
            frames += (
                f"{number(100 * switches[-1].at_ms / total_ms, 4)}%,to{{{self._shift(switches[-1].picture)}{_AT_ONCE}}}"
            )
            pace = "step-end "
        times = f"{self.loop} forwards" if self.loop else "infinite"
        return f".{name}{{animation:{name} {number(total_ms / 1000, 3)}s {pace}{times}}}@keyframes {name}{{{frames}}}"

    def _shift(self, picture: int) -> str:
        x, y = self._place(picture)
        # At the end of an animation WebKit takes "none" for no transform, and moves by the attribute's.
        moved = f"{-x}px{f',{-y}px' if y else ''}" if x or y else "0"
        return f"transform:translate({moved})"
