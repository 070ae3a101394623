"""A figure: one validated description of what to draw, whichever door it came through."""

import bisect
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from convanim import exporters, views
from convanim.drawing import lettering, page, storyboard
from convanim.drawing.alt_text import Described, standing
from convanim.drawing.page import Page
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Source, Subject, Words
from convanim.errors import ConvanimError, IdleOptionError, about
from convanim.exporters import Picture
from convanim.exporters._savable import Savable
from convanim.figure import look as look_
from convanim.figure.look import Look
from convanim.geometry.steps import Step
from convanim.layers import command as command_
from convanim.layers import heading, operations, values
from convanim.layers import labels as labels_
from convanim.layers.command import command_of
from convanim.layers.layer import Layer
from convanim.layers.planar import PlanarLayer, planar
from convanim.layers.python_call import call_of
from convanim.layers.values import Numbers
from convanim.options import table
from convanim.options.option import Option
from convanim.scene import limits, stills, timeline
from convanim.scene.items import Scene, Spot
from convanim.scene.timeline import Timeline
from convanim.style import language, theme
from convanim.style.language import Language
from convanim.style.theme import Theme
from convanim.views import _idle_options

WIDEST_PX = 1000
"""A figure whose unit nobody chose is no wider than this."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Figure(Look, Savable):
    """A layer and the look of its picture; make one with ``convanim.conv`` and its like, or with ``Figure.of``."""

    layer: Layer

    @classmethod
    def of(cls, operation: str, **given: object) -> "Figure":
        """The figure of an operation with these options; the others take their defaults.

        Sizes are a number for both axes, ``"ROWSxCOLUMNS"`` or a pair. Raises ConvanimError for what cannot be drawn.
        """
        taken = operations.load(operation).OPTIONS
        if not given.keys() <= {*taken, *table.LOOK_NAMES}:
            table.refuse_unknown(given, (*taken, *look_.names()), operation)
        layer = {name: value for name, value in given.items() if name in taken}
        of_look = {name: value for name, value in given.items() if name not in taken and value is not None}
        return cls.of_layer(Layer.of(operation, **layer), **of_look)

    @classmethod
    def of_layer(cls, layer: Layer, **look: object) -> "Figure":
        """The figure of a layer that looks so; the other options of the look take their defaults."""
        return cls(layer=layer, **look_.read(look, layer.operation))

    @classmethod
    def of_usual(
        cls, operation: str, usual: Mapping[str, Any], given: Mapping[str, Any], suffixes: Collection[str] = ()
    ) -> tuple["Figure", tuple[str, ...]]:
        """The figure with the ``given`` options and those of the ``usual`` ones that have an effect beside them.

        ``suffixes`` are those of its files, where they are known. Returns the names of those without effect, too.
        """
        kept = dict(usual)
        idle: list[str] = []
        while True:
            try:
                figure = cls.of(operation, **{**kept, **given})
                if suffixes:
                    exporters.refuse_idle(figure, suffixes)
                return figure, tuple(idle)
            except IdleOptionError as error:
                if error.option is None or error.option in given:
                    raise
                del kept[error.option]
                idle.append(error.option)

    def __post_init__(self) -> None:
        # What is not there or makes no sense is refused before anything is written.
        with about("theme"):
            _ = self.colours
        with about("lang"):
            language.load(self.lang)
        if self.still is not None and self.storyboard is not None:
            raise ConvanimError("a figure is a still or a storyboard, not both.", "leave out one of the two.", "still")
        with about("view"):
            view = views.load(self.view_name)
        if not view.fits(self.layer):
            what = f"{self.layer.operation} in {self.layer.dim}-D"
            possible = ", ".join(each for each in views.names() if views.fits(each, self.layer))
            message = f"the view {self.view_name} makes no sense for {what}."
            raise ConvanimError(message, f"use one of: {possible}.", "view")
        _idle_options.refuse_idle(self)
        for each in exporters.own_options() if self.own else ():
            if each.name in dict(self.own):
                each.refuse_idle(self)

    def __repr__(self) -> str:
        """The call that gives an equal figure: ``convanim.conv(input_size=5)``."""
        return call_of(self.layer, self.look())

    @property
    def view_options(self) -> tuple[Option, ...]:
        """What the view takes of the options that not every view has."""
        return views.load(self.view_name).OPTIONS

    @property
    def output_size(self) -> tuple[int, ...]:
        """(rows, columns) of what the layer returns, or the one number of a layer of one dimension."""
        return self.layer.output_size

    def steps(self) -> Iterator[Step]:
        """The arithmetic: each output element and the taps that make it, in row-major order.

        Indices are (row, column), or (column,) of a layer of one dimension. Raises ConvanimError for more steps or
        taps than anybody would look at, unless the figure has no ``limit``.
        """
        return self.layer.steps(limit=self.limit)

    def explain(self) -> str:
        """The layer in words: its formula with the numbers put in, its border, what is never read, its code."""
        from convanim.answers.explain_prose import prose

        return prose(self.layer)

    @cached_property
    def plane(self) -> PlanarLayer:
        """The layer as it is drawn, in rows and columns."""
        return planar(self.layer)

    @property
    def view_name(self) -> str:
        """The view that is drawn."""
        return self.view or views.usual(self.layer)

    @property
    def name(self) -> str:
        """A file name without suffix that tells the parameters: ``conv_i5_k3_s2_p1``."""
        return "_".join([self.layer.operation, *command_.short_parameters(self.layer)])

    @property
    def theme_name(self) -> str:
        """The theme: the guide's in the views that it had, else soft colours."""
        return self.theme or ("classic" if self.view_name in views.USUAL else "light")

    @cached_property
    def colours(self) -> Theme:
        """The theme; of "auto" the light one."""
        found = theme.load("light" if self.theme == "auto" else self.theme_name)
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

    def _panel(self, cell_px: int) -> Panel:
        """What the view shows, or a board of it; measured here, and drawn when its items are asked for."""
        view, subject = views.load(self.view_name), self.subject
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

    @property
    def alt(self) -> str:
        """The figure in words, for those who do not see it."""
        spoken = language.load(self.lang)
        weighted = self.weights is not None
        described = Described(self.layer, spoken, self.note, self.flip, weighted, self._own_of_view)
        return spoken.joined([*views.load(self.view_name).alt(described), *self._standing(spoken)])

    def _standing(self, spoken: Language) -> list[str]:
        """Which steps are shown in a picture that stands still."""
        if self.still is None and self.storyboard is None:
            return []
        count = self.subject.timeline.steps
        shown = self._board_steps or [stills.step_of(self._film, self.still or 1)]
        reads = labels_.steps_read(self.layer, spoken)[shown[0]] if self._steps_are_outputs(count) else ""
        return [standing(spoken, shown, count, reads)]

    def _steps_are_outputs(self, count: int) -> bool:
        """Whether each of ``count`` steps makes an output, so that there is to tell of what."""
        return count == self.layer.steps_count and views.load(self.view_name).STEPS_ARE_OUTPUTS

    @property
    def command(self) -> str:
        """The command that draws this figure, without the name of its file."""
        return command_of(self.layer, self.look())

    @cached_property
    def cell_px(self) -> int:
        """Pixels a unit: those that were asked for, or as many as the page has room for."""
        return self.cell or self._fitting_cell()

    def _fitting_cell(self) -> int:
        """What is usual in the view, or what keeps the page to its width: 20 gives the crispest planes."""
        usual = views.load(self.view_name).CELL
        if self._fits(usual):
            return usual
        # The largest that fits, found by halves; of the planes 20, whose corners are on whole pixels.
        most = bisect.bisect_right(range(2, usual), 0, key=lambda cell_px: not self._fits(cell_px)) + 1
        return 20 if most > 20 and usual == 40 else max(2, most)

    def _fits(self, cell_px: int) -> bool:
        panel = self._panel(cell_px)
        # A page may be twice as high as it is wide before its cells shrink.
        return max(panel.width, panel.height / 2) + 2 * page.MARGIN <= WIDEST_PX

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
        chosen, view = self.colours, views.load(self.view_name)
        hold_ms = view.HOLD_MS if self.hold_ms is None else self.hold_ms
        walk = view.walk(self.layer, **self._own_of_view)
        if self.pace_name == "even":
            pace = timeline.even(self.step_ms, hold_ms[1])
        else:
            pace = timeline.lesson(self.step_ms, hold_ms[1], walk)
        frames = Timeline(walk, pace, hold_ms[0], self.glide)
        if self.limit:
            limits.refuse_frames(frames.frames)
        spoken = language.load(self.lang)
        return Subject(
            self.plane,
            chosen,
            self.labels,
            self.title or "",
            heading.heading(self.layer, spoken, self.note),
            self.caption or "",
            chosen.legend if self.legend is None else self.legend,
            frames,
            spoken,
            Source(self.values, self.weights, self.seed, self.flip),
            lambda: self._computed,
            self.numbers,
            self._own_of_view,
        )

    @cached_property
    def _computed(self) -> Numbers:
        """The numbers in the figure, in rows and columns."""
        found = values.numbers(self.layer, self.values, self.weights, self.seed, flip=self.flip)
        return values.on_plane(found, self.plane)

    def spots(self) -> list[Spot]:
        """The cells of the input and of the output on the page, with the steps that read or make them."""
        return self._page.spots()

    def picture(self) -> Picture:
        """The scene and all that a format needs beside it."""
        scene = self.scene()
        return Picture(
            scene,
            self.colours,
            self.loop,
            self.title or "",
            self.alt,
            self.command,
            theme.load("dark") if self.theme == "auto" else None,
            self.background,
            partial(self._told, len(scene.stills)),
            self.spots,
            language.load(self.lang),
            self.limit,
            self.own,
        )

    def _told(self, count: int) -> list[str]:
        """Each of ``count`` stills in words."""
        spoken = language.load(self.lang)
        standing = self._standing(spoken)
        if standing:
            return standing
        if self._steps_are_outputs(count):
            read = enumerate(labels_.steps_read(self.layer, spoken), 1)
            return [spoken.say("step_reads", number=number, count=count, reads=reads) for number, reads in read]
        return [spoken.say("step", number=number, count=count) for number in range(1, count + 1)]

    @property
    def usual_suffix(self) -> str:
        """The suffix of a file whose name nobody chose."""
        if self.theme == "auto":
            return ".svg"
        return ".gif" if self.still is None and self.storyboard is None else ".png"
