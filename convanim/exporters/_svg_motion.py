"""How strips move: each by one animation, whose keyframes those share that move alike.

Pictures jump before the page one by one. What glides leaves its place ``GLIDE_MS`` before the next step and arrives
with it; at the end of a row it fades out and in again, so that it never flies over what lies between.
"""

import itertools
from typing import NamedTuple

from convanim.exporters import Picture
from convanim.exporters._svg_drawing import Drawing
from convanim.exporters._svg_markup import SCOPE, number
from convanim.exporters._svg_pieces import Run
from convanim.exporters._svg_strips import Kind, Strip
from convanim.options.kinds import Switch
from convanim.options.option import Option
from convanim.scene.timeline import GLIDE_MS

CALM = Option("calm", Switch(), True, "Let an SVG stand still for readers who want less motion.")
"""A page that asks its reader before anything moves turns it off."""

GAP = 20
"""Pixels at the least between two pictures of a strip: what is drawn a little outside of the page stays there."""
LONGEST = 500_000
"""Pixels of a row of pictures: browsers count in numbers that are coarse for larger ones."""
FADE_MS = 120
"""What jumps to the next row fades out and in so fast, or in a quarter of a step's time, whichever is shorter."""
LEAST = 2
"""So many even steps are written one by one; more of them as one."""
_EASE = "cubic-bezier(.65,0,.35,1)"
_AT_ONCE = ";r:0"
"""Changes nothing, but keeps Chromium from moving all pictures as one layer, which it fills later than it moves it."""
_INSTANT = 0.0001
"""Percent of an animation: the shortest time between two keyframes."""

Place = tuple[float, float]


class _Switch(NamedTuple):
    """From when on a strip shows which of its pictures."""

    at_ms: float
    picture: int


class _Stay(NamedTuple):
    """What glides is at a place, ``moved`` so far from its first one; it may have faded in, and it leaves somehow."""

    moved: Place | None
    """None is out of sight."""
    start_ms: float
    stop_ms: float
    before_ms: float
    """So long before the end it starts to leave: it glides; or fades, if ``fades``; 0 is a jump."""
    fades: bool = False
    after_ms: float = 0.0
    """So long after the start it has faded in."""


class Motion:
    """The strips of a picture, and the style sheet that moves them."""

    def __init__(self, picture: Picture, drawing: Drawing) -> None:
        scene = picture.scene
        self.drawing, self.loop = drawing, picture.loop
        self.calm = CALM.among(dict(picture.own))
        self.durations_ms = scene.durations_ms
        self.starts_ms = [0, *itertools.accumulate(self.durations_ms)]
        self.still = scene.stills[scene.telling]
        self.width, self.height = (-(-(size + GAP) // 100) * 100 for size in (scene.width, scene.height))
        self.columns = max(LONGEST // self.width, 1)
        self.rules: dict[str, str] = {}
        self.shared = itertools.count(1)

    def markup(self, strips: list[Strip]) -> str:
        """The strips, standing still at the telling step: so they stay where nothing moves."""
        moved = [(self._moved(strip), strip) for strip in strips]
        return "".join(
            self._drawn([strip for _, strip in together], *attributes)
            for attributes, together in itertools.groupby(moved, key=lambda each: each[0])
        )

    def style_sheet(self) -> str:
        """What moves the strips, unless the reader wants no motion."""
        if not self.rules:
            return ""
        times = f"{self.loop} forwards" if self.loop else "infinite"
        seconds = f"{number(self.starts_ms[-1] / 1000, 3)}s"
        rules = "".join(
            f".{name}{{animation:{name} {seconds} {rule.partition('{')[0]}{times}}}"
            f"@keyframes {name}{{{rule.partition('{')[2]}}}"
            for rule, name in self.rules.items()
        )
        return f"@media(prefers-reduced-motion:no-preference){{{rules}}}" if self.calm else rules

    def _moved(self, strip: Strip) -> tuple[str, str]:
        """The class of what moves like this strip, and where that stands still, as an attribute."""
        if strip.kind is Kind.ALWAYS:
            return "", ""
        if strip.kind is Kind.GLIDES:
            stays = self._stays(strip)
            rule = self._gliding(stays)
            at = next(stay.moved for stay in reversed(stays) if stay.start_ms <= self.starts_ms[self.still])
            x, y = at or (-self.width, 0)
        else:
            switches = self._switches(strip)
            rule = self._switching(switches)
            x, y = self._shift(
                next(each.picture for each in reversed(switches) if each.at_ms <= self.starts_ms[self.still])
            )
        name = self.rules.setdefault(rule, f"{SCOPE}{len(self.rules) + 1}")
        place = f' transform="translate({number(x)}{f" {number(y)}" if y else ""})"' if x or y else ""
        return name, place

    def _drawn(self, together: list[Strip], name: str, place: str) -> str:
        body = "".join(map(self._pictures, together))
        # The inner svg hides what is not before the page.
        return f'<svg><g class="{name}"{place}>{body}</g></svg>' if name else body

    def _pictures(self, strip: Strip) -> str:
        if strip.kind in (Kind.ALWAYS, Kind.GLIDES):
            return self.drawing.elements(strip.pictures[0][0])
        numbered = list(enumerate(strip.pictures))
        if strip.kind is Kind.GROWS:
            return self._adding(numbered, grows=True)
        if strip.kind is Kind.SHRINKS:
            return self._adding(numbered[::-1], grows=False)
        return "".join(self._elements(runs, n) for n, runs in numbered)

    def _elements(self, runs: list[Run], picture: int) -> str:
        return "".join(self.drawing.elements(run, *self._place(picture)) for run in runs)

    def _adding(self, numbered: list[tuple[int, list[Run]]], *, grows: bool) -> str:
        """Pictures of which each shows all that the one before shows, and a run more over it, or under it."""
        pictures, before = [], ""
        for nth, (n, runs) in enumerate(numbered):
            x, y = self._place(n)
            shown = ""
            if before:
                last_x, last_y = self._place(numbered[nth - 1][0])
                places = "".join(f' {axis}="{at}"' for axis, at in (("x", x - last_x), ("y", y - last_y)) if at)
                shown = f'<use href="#{before}"{places}/>'
            before = f"{SCOPE}{next(self.shared)}"
            own = self._elements(runs, n)
            pictures.append(f'<g id="{before}">{shown + own if grows else own + shown}</g>')
        return "".join(pictures)

    def _switches(self, strip: Strip) -> list[_Switch]:
        """When which picture comes; after the last one of the strip comes a blank one."""
        runs = [picture[0] for picture in strip.pictures]
        blank, last = len(runs), len(self.durations_ms)
        if strip.kind is Kind.GROWS:
            return [_Switch(0, blank), *(_Switch(self.starts_ms[run.start], n) for n, run in enumerate(runs))]
        if strip.kind is Kind.SHRINKS:
            start = runs[0].start
            hidden = [_Switch(0, blank)] if start else []
            fewer = (_Switch(self.starts_ms[run.stop], n + 1) for n, run in enumerate(runs))
            return [*hidden, _Switch(self.starts_ms[start], 0), *fewer]
        switches, stop_ms = [], 0.0
        for shown, run in enumerate(runs):
            if stop_ms < self.starts_ms[run.start]:
                switches.append(_Switch(stop_ms, blank))
            switches.append(_Switch(self.starts_ms[run.start], shown))
            # What cannot glide, since it changes its form on the way, is gone while others do.
            gone = run.then == "glides" and run.stop < last
            stop_ms = self.starts_ms[run.stop] - (self._glide_ms(run) if gone else 0)
        return switches if stop_ms == self.starts_ms[-1] else [*switches, _Switch(stop_ms, blank)]

    def _stays(self, strip: Strip) -> list[_Stay]:
        """Where what glides is when."""
        stays: list[_Stay] = []
        runs = [picture[0] for picture in strip.pictures]
        (x, y), stop, faded_ms = runs[0].place, 0, 0.0
        for run, after in itertools.zip_longest(runs, runs[1:]):
            start_ms, stop_ms = self.starts_ms[run.start], self.starts_ms[run.stop]
            if stop < run.start:
                stays.append(_Stay(None, self.starts_ms[stop], start_ms, 0))
            fades, stop = False, run.stop
            before_ms = after_ms = 0.0
            if after is not None and after.start == stop:
                fades = run.then == "jumps"
                before_ms = self._fade_ms(run.stop - 1) if fades else self._glide_ms(run)
                after_ms = self._fade_ms(after.start) if fades else 0.0
            moved = run.place[0] - x, run.place[1] - y
            stays.append(_Stay(moved, start_ms, stop_ms, before_ms, fades, faded_ms))
            faded_ms = after_ms
        if stop < len(self.durations_ms):
            stays.append(_Stay(None, self.starts_ms[stop], self.starts_ms[-1], 0))
        return stays

    def _glide_ms(self, run: Run) -> float:
        return min(self.durations_ms[run.stop - 1] / 2, GLIDE_MS)

    def _fade_ms(self, frame: int) -> float:
        return min(self.durations_ms[frame] / 4, FADE_MS)

    def _place(self, picture: int) -> tuple[int, int]:
        """Where a strip's picture lies."""
        return picture % self.columns * self.width, picture // self.columns * self.height

    def _shift(self, picture: int) -> tuple[int, int]:
        """How a strip moves to show a picture."""
        x, y = self._place(picture)
        return -x, -y

    def _switching(self, switches: list[_Switch]) -> str:
        """The pace and the keyframes of pictures."""
        total_ms, count = self.starts_ms[-1], len(switches)
        even = [_Switch(total_ms * n // count, n) for n in range(count)] == switches
        if even and 1 < count <= self.columns:
            first, last = (_transform(self._shift(n)) for n in (0, count - 1))
            return f"steps({count},jump-none){{0%{{{first}}}to{{{last}{_AT_ONCE}}}"
        frames, ways = [], [self._way(*pair) for pair in itertools.pairwise(switches)]
        here = 0
        for _, alike in itertools.groupby(ways):
            steps = len(list(alike))
            # As far from each other in time and place: one keyframe and its steps.
            for nth, by in [(here, steps)] if steps > LEAST else [(here + n, 1) for n in range(steps)]:
                at_ms, picture = switches[nth]
                pace = f";animation-timing-function:steps({by})" if by > 1 else ""
                frames.append(f"{self._percent(at_ms)}%{{{_transform(self._shift(picture))}{pace}}}")
            here += steps
        at_ms, picture = switches[-1]
        frames.append(f"{self._percent(at_ms)}%,to{{{_transform(self._shift(picture))}{_AT_ONCE}}}")
        return f"step-end {{{''.join(frames)}"

    def _way(self, here: _Switch, there: _Switch) -> tuple[float, int, int]:
        """How far two switches are apart, in time and place."""
        (x, y), (next_x, next_y) = self._place(here.picture), self._place(there.picture)
        return there.at_ms - here.at_ms, next_x - x, next_y - y

    def _gliding(self, stays: list[_Stay]) -> str:
        """The pace and the keyframes of what glides."""
        frames = []
        for nth, stay in enumerate(stays):
            where = _transform((-self.width, 0) if stay.moved is None else stay.moved)
            last = nth == len(stays) - 1
            arrived, left = stay.start_ms + stay.after_ms, stay.stop_ms - stay.before_ms
            rests = [self._percent(at_ms) for at_ms in ((arrived, left) if stay.before_ms else (arrived,))]
            if stay.after_ms:
                frames.append(f"{self._percent(stay.start_ms)}%{{{where};opacity:0}}")
            end = _AT_ONCE if last else "" if stay.before_ms else ";animation-timing-function:step-end"
            seen = ";opacity:1" if stay.after_ms or stay.fades else ""
            frames.append(f"{'%,'.join(dict.fromkeys(rests))}%{',to' if last else ''}{{{where}{seen}{end}}}")
            if stay.fades:
                frames.append(f"{self._percent(stay.stop_ms, _INSTANT)}%{{{where};opacity:0}}")
        return f"{_EASE} {{{''.join(frames)}"

    def _percent(self, at_ms: float, less: float = 0.0) -> str:
        return number(100 * at_ms / self.starts_ms[-1] - less, 4)


def _transform(moved: Place) -> str:
    x, y = map(number, moved)
    # At the end of an animation WebKit takes "none" for no transform, and moves by the attribute's.
    if x == y == "0":
        return "transform:translate(0)"
    return f"transform:translate({x}px{f',{y}px' if y != '0' else ''})"
