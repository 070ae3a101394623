"""The page around a panel, the same for all views: margin, title, line of sizes, formula, key, caption, progress."""

import itertools
from collections.abc import Iterator, Sequence
from functools import cached_property

from convanim.drawing import key, lettering, progress, textures
from convanim.drawing.lettering import Part
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Subject
from convanim.scene.items import Item, Scene, Spot, Text
from convanim.style.text_metrics import fitted_size

MARGIN = 28
"""Pixels of blank paper around a page with words."""
CARD, CARD_MARGIN, CARD_ROOM = 400, 12, (376, 276)
"""Pixels that a card is wide, of the paper around it, and that a panel on it may be wide and high."""
LEAST_ON_CARD = 9.5
"""Pixels of an em below which words on a card are left out."""
BARE_MARGIN = 0.3
"""Units of blank paper around a picture without words."""
NARROWEST = 480
"""Pixels that words may take, however small the picture is."""
TITLE_LINE, SUBLINE, BELOW_TITLE = 30, 22, 22
"""Pixels from one baseline of the title to the next, from the title to the line of sizes, and down to the panel."""
ABOVE_FORMULA, FORMULA_LINE, BELOW_FORMULA = 46, 26, 26
"""Pixels from the panel to the formula's baseline, to the next, and from the last to the middle of the dots."""


class Page:
    """Where a panel and the words around it stand, in pixels."""

    def __init__(
        self, panel: Panel, subject: Subject, cell_px: int, steps: Sequence[int] = (), margin: int | None = None
    ) -> None:
        """``steps``, from 0, are those that a picture shows at once; a film shows them one after the other.

        ``margin`` is the blank paper around all, in pixels; None chooses.
        """
        self.panel, self.subject, self.steps = panel, subject, steps
        self.scale = lettering.scale(cell_px)
        self.worded = subject.words == "all"
        bare = round(BARE_MARGIN * cell_px) + 1
        usual = round(MARGIN * self.scale) if subject.words != "none" else bare
        self.margin = CARD_MARGIN if subject.card else usual if margin is None else margin
        self.room = max(panel.width, round(NARROWEST * self.scale) if self.worded else 0)
        heading = subject.heading
        title, subline = subject.title or panel.title or heading.title, panel.subline or heading.sizes
        size, titled = lettering.TITLE * self.scale, self.worded or (subject.title and not subject.card)
        self.title = lettering.wrapped(title, size, self.room) if titled else []
        self.subline = self._wrapped(subline, lettering.SUBLINE, " · ") if self.worded else []
        self.caption = self._wrapped(subject.caption, lettering.SUBLINE) if subject.caption else []
        self.formulas = self._formulas() if self.worded else []
        listed = key.joined(panel.legend, subject.theme) if subject.legend else []
        self.key = key.lines(listed, self.room, self.scale)

    @cached_property
    def width(self) -> int:
        """Of the page."""
        if self.subject.card:
            return CARD
        lines = [lettering.width(parts) for parts in self.formulas]
        lines += [lettering.width([Part(text, lettering.TITLE * self.scale)]) for text in self.title]
        lines += [lettering.width([Part(text, lettering.SUBLINE * self.scale)]) for text in self.subline + self.caption]
        lines += [entry.x + entry.width for entries in self.key for entry in entries]
        return round(max(self.panel.width, *lines, 0)) + 2 * self.margin

    @property
    def corner(self) -> tuple[int, int]:
        """The panel's top left corner."""
        aside = (self.width - 2 * self.margin - self.panel.width) // 2 if self.subject.card else 0
        return self.margin + aside, self.margin + self._head

    @cached_property
    def height(self) -> int:
        """Of the page."""
        return self._foot_top + self._px(self._foot) + self.margin

    def scene(self) -> Scene:
        """The words, and what the panel shows over them."""
        # What stays is painted before what comes and goes.
        drawn = itertools.chain(self._words(), self.panel.items(self.corner), self._progress())
        items = list(textures.textured(drawn, self.subject.theme, self.scale))
        if self.subject.card:
            items = [item for item in items if _can_be_read(item)]
        if self.steps:
            return Scene(self.width, self.height, items, [1000], [0])
        timeline = self.subject.timeline
        return Scene(self.width, self.height, items, timeline.durations_ms, timeline.stills, timeline.telling)

    def spots(self) -> list[Spot]:
        """The cells that answer when pointed at."""
        return self.panel.spots(self.corner)

    def _px(self, pixels: float) -> int:
        return round(pixels * self.scale)

    def _wrapped(self, text: str, size: float, between: str = " ") -> list[str]:
        return lettering.wrapped(text, size * self.scale, self.room, between)

    @property
    def _head(self) -> int:
        """Pixels from the margin to the panel."""
        if not self.title and not self.subline:
            return 0
        # The first baseline is 22 pixels below the margin: the height of the title's letters.
        lines = TITLE_LINE * (len(self.title) - 1) + SUBLINE * len(self.subline)
        return self._px(22 + lines + BELOW_TITLE)

    @property
    def _foot_top(self) -> int:
        return self.margin + self._head + self.panel.height

    @cached_property
    def _foot(self) -> float:
        """Pixels, at the usual scale, from the panel to the margin below."""
        rows = 0.0
        if self.key:
            rows += 14 + key.LINE * len(self.key)
        if self.formulas:
            rows += ABOVE_FORMULA + FORMULA_LINE * (len(self.formulas) - 1)
        if self.worded:
            rows += BELOW_FORMULA
        return rows + (24 + 20 * (len(self.caption) - 1) if self.caption else 0)

    def _words(self) -> Iterator[Item]:
        left, baseline = self.margin, self.margin + self._px(22)
        for text in self.title:
            yield from lettering.line([Part(text, lettering.TITLE * self.scale)], left, baseline)
            baseline += self._px(TITLE_LINE)
        baseline += self._px(SUBLINE - TITLE_LINE)
        for text in self.subline:
            yield from lettering.line([Part(text, lettering.SUBLINE * self.scale, "grey")], left, baseline)
            baseline += self._px(SUBLINE)
        yield from self._below(left)

    def _below(self, left: int) -> Iterator[Item]:
        y = self._foot_top
        if self.key:
            y += self._px(14)
            yield from key.items(self.key, left, y, self.subject.theme, self.scale)
            y += self._px(key.LINE * len(self.key))
        if self.formulas:
            y += self._px(ABOVE_FORMULA)
            for parts in self.formulas:
                yield from lettering.line(parts, left, y)
                y += self._px(FORMULA_LINE)
            y -= self._px(FORMULA_LINE)
            if self.panel.remark and not self._remark_apart:
                yield from lettering.line([self._remark], self.width - self.margin, y, "end")
        if self.worded:
            y += self._px(BELOW_FORMULA)
        y += self._px(24)
        for text in self.caption:
            yield from lettering.line([Part(text, lettering.SUBLINE * self.scale)], left, y)
            y += self._px(20)

    def _progress(self) -> Iterator[Item]:
        """Where one is, over the caption."""
        if self.worded:
            captions = 24 + 20 * (len(self.caption) - 1) if self.caption else 0
            y = self._foot_top + self._px(self._foot - captions)
            if self.steps:
                yield from progress.still_items(self.subject, self.steps, self.margin, y, self.scale)
            else:
                yield from progress.items(self.subject, self.margin, y, self.width - 2 * self.margin, self.scale)

    def _formulas(self) -> list[list[Part]]:
        """A line each: the numbers, and what they mean, on a line of its own where both have no room."""
        found = []
        chosen = self.panel.formulas
        for numbers, meaning in self.subject.heading.formulas if chosen is None else chosen:
            first = Part(numbers, lettering.FORMULA * self.scale)
            second = Part(meaning, 13 * self.scale, "grey", 20 * self.scale)
            remark = lettering.width([self._remark._replace(gap=40 * self.scale)]) if self.panel.remark else 0
            if lettering.width([first, second]) + remark <= max(self.room, NARROWEST * self.scale):
                found.append([first, second])
            else:
                found += [[first], [second._replace(gap=0)]]
        if self._remark_apart:
            found.append([self._remark])
        return found

    @property
    def _remark(self) -> Part:
        return Part(self.panel.remark, 13 * self.scale, "grey")

    @cached_property
    def _remark_apart(self) -> bool:
        """Whether the remark has no room at the end of the last line of the formulas."""
        if not self.panel.remark:
            return False
        numbers, meaning = (self.panel.formulas or self.subject.heading.formulas)[-1]
        first, second = (
            Part(numbers, lettering.FORMULA * self.scale),
            Part(meaning, 13 * self.scale, gap=20 * self.scale),
        )
        remark = lettering.width([self._remark._replace(gap=40 * self.scale)])
        room = max(self.room, NARROWEST * self.scale)
        # Where the meaning has a line of its own, the remark stands at the end of that one.
        whole = lettering.width([first, second]) + remark <= room
        return not whole and lettering.width([second._replace(gap=0)]) + remark > room


def _can_be_read(item: Item) -> bool:
    """Whether an item of a card is no word, or a word of a size that can be read in a small picture."""
    return not isinstance(item.shape, Text) or fitted_size(item.shape) >= LEAST_ON_CARD
