"""A figure as it is drawn: its view, colours and pace, what the view is given, and the page that comes of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from convanim import views
from convanim.drawing import lettering, storyboard
from convanim.drawing.page import Page
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Source, Subject, Words
from convanim.figure import fitting
from convanim.figure.look import Look
from convanim.layers import heading, values
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer, planar
from convanim.layers.values import Numbers
from convanim.options import table
from convanim.options.names import FOLLOWING
from convanim.options.option import Option
from convanim.scene import limits, stills, timeline
from convanim.scene.items import Scene, Spot
from convanim.scene.timeline import Timeline
from convanim.style import language, theme
from convanim.style.theme import Theme


@dataclass(frozen=True, kw_only=True, repr=False)
class Drawn(Look):
    """A content and its look, laid out on a page when it is asked for."""

    content: Layer
    """What is drawn: a layer. Views say which contents they fit."""

    @property
    def layer(self) -> Layer:
        """The content, which is a single layer."""
        return self.content

    @property
    def view_options(self) -> tuple[Option, ...]:
        """What the view takes of the options that not every view has."""
        return views.load(self.view_name).OPTIONS

    @cached_property
    def plane(self) -> PlanarLayer:
        """The layer as it is drawn, in rows and columns."""
        return planar(self.layer)

    @property
    def view_name(self) -> str:
        """The view that is drawn."""
        return self.view or views.usual(self.content)

    @property
    def theme_name(self) -> str:
        """The theme: the guide's in the views that it had, else soft colours."""
        return self.theme or ("classic" if self.view_name in views.USUAL else "light")

    @property
    def follows_reader(self) -> bool:
        """Whether it has colours for light pages and others for dark ones, in formats that can hold both."""
        return self.theme in FOLLOWING

    @cached_property
    def colours(self) -> Theme:
        """The theme; of one that follows the reader that for light pages."""
        found = theme.load(theme.pair(self.theme_name)[0] if self.follows_reader else self.theme_name)
        return found._replace(font=self.font) if self.font else found

    @property
    def _as_published(self) -> bool:
        """Whether it looks as the guide published it."""
        return self.colours.published and self.view_name in views.USUAL

    @property
    def pace_name(self) -> str:
        """``even`` for what looks as published, else ``lesson``, where nothing is said of it."""
        return self.pace or ("even" if self._as_published else "lesson")

    def scene(self) -> Scene:
        """What is on the page, and when."""
        scene = self._film
        if self.still is not None:
            scene = stills.still(scene, self.still)
        elif self.storyboard is None and not self._as_published:
            scene = stills.with_poster(scene)
        return scene

    @cached_property
    def _film(self) -> Scene:
        """All steps, also where a still shows one of them."""
        return self._page.scene()

    @cached_property
    def _page(self) -> Page:
        """The page, which is refused where nobody could look at it."""
        cell_px = self.cell_px
        made = Page(self._panel(cell_px), self.subject, cell_px, self._board_steps)
        if self.limit:
            limits.refuse_pixels(made.width, made.height)
        return made

    def _panel(self, cell_px: int, subject: Subject | None = None) -> Panel:
        """What the view shows, or a board of it; measured here, and drawn when its items are asked for."""
        view, subject = views.load(self.view_name), subject or self.subject
        if self.storyboard is None:
            return view.panel(subject, cell_px)

        def panel_of(words: Words) -> Panel:
            return view.panel(subject._replace(words=words), cell_px)

        columns = stills.columns_of(subject.timeline.steps, self.storyboard)
        return storyboard.board(panel_of, subject, self._board_steps, columns, lettering.scale(cell_px))

    @cached_property
    def _board_steps(self) -> list[int]:
        """The steps on a storyboard, from 0; none where the figure is none."""
        return [] if self.storyboard is None else stills.steps_of(self.subject.timeline.steps, self.storyboard)

    @cached_property
    def cell_px(self) -> int:
        """Pixels a unit: those that were asked for, or as many as the page has room for."""
        found = fitting.on_card if self.card else fitting.on_page
        return self.cell or found(self._panel, views.load(self.view_name).CELL)

    @property
    def _own_of_view(self) -> dict[str, Any]:
        """The values of the options that the view alone has."""
        alone = [each for each in self.view_options if each.name not in table.LOOK_NAMES]
        return {each.name: each.among(dict(self.own)) for each in alone}

    @cached_property
    def subject(self) -> Subject:
        """What the view is to draw."""
        if self.limit:
            self.layer.refuse_absurd_counts()
        chosen, frames = self.colours, self._timeline(self._hold_ms[0])
        if self.limit:
            limits.refuse_frames(frames.frames)
        spoken = language.load(self.lang)
        return Subject(
            self.plane,
            chosen,
            "names" if self.card and self.labels == "all" else self.labels,
            self.title or "",
            heading.heading(self.layer, spoken, self.note),
            self.caption or "",
            (chosen.legend and not self.card) if self.legend is None else self.legend,
            frames,
            spoken,
            Source(self.values, self.weights, self.seed, self.flip),
            lambda: self._computed,
            self.numbers,
            self._own_of_view,
            self.card,
        )

    @property
    def _hold_ms(self) -> tuple[int, int]:
        """How long the set-up and the end are held."""
        return views.load(self.view_name).HOLD_MS if self.hold_ms is None else self.hold_ms

    def _timeline(self, setup_ms: int) -> Timeline:
        """When each step is to be seen; 0 milliseconds of set-up show none."""
        walk = views.load(self.view_name).walk(self.layer, **self._own_of_view)
        if self.pace_name == "even":
            pace = timeline.even(self.step_ms, self._hold_ms[1])
        else:
            pace = timeline.lesson(self.step_ms, self._hold_ms[1], walk)
        return Timeline(walk, pace, setup_ms, self.glide)

    @cached_property
    def _computed(self) -> Numbers:
        """The numbers in the figure, in rows and columns."""
        found = values.numbers(self.layer, self.values, self.weights, self.seed, flip=self.flip)
        return values.on_plane(found, self.plane)

    def spots(self) -> list[Spot]:
        """The cells of the input and of the output on the page, with the steps that read or make them."""
        return self._page.spots()
