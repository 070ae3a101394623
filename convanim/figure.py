"""A figure: one validated description of what to draw, whichever door it came through."""

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from convanim import views
from convanim.drawing import page
from convanim.drawing.alt_text import Described, standing
from convanim.drawing.page import Page
from convanim.drawing.panel import Panel
from convanim.drawing.subject import Source, Subject
from convanim.errors import ConvanimError, IdleOptionError, choose
from convanim.exporters import Picture
from convanim.exporters._savable import Savable
from convanim.geometry.steps import Step
from convanim.layers import command as command_
from convanim.layers import heading, operations
from convanim.layers import labels as labels_
from convanim.layers.command import command_of
from convanim.layers.layer import Layer
from convanim.layers.python_call import call_of
from convanim.options import table
from convanim.options.sizes import Size
from convanim.scene import limits, stills
from convanim.scene.items import Scene, Spot
from convanim.scene.timeline import Timeline
from convanim.style import language, theme
from convanim.style.language import Language
from convanim.style.theme import Theme
from convanim.views import _idle_options

WIDEST_PX = 1000
"""A figure whose unit nobody chose is no wider than this."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Figure(Savable):
    """A layer and the look of its picture; make one with ``convanim.conv`` and its like, or with ``Figure.of``."""

    layer: Layer
    theme: str
    """Its name, a file, or its keys as JSON; "auto" follows the reader's page, in formats that can."""
    labels: bool
    background: str = "paper"
    matte: str | None = None
    title: str | None = None
    caption: str | None = None
    lang: str = "en"
    font: str | None = None
    still: int | str | None = None
    storyboard: int | Size | None = None
    legend: bool | None = None
    """None leaves it to the theme."""
    note: str | None = None
    """Words that the label adds to the parameters."""
    view: str | None = None
    """None chooses by the dimensions."""
    values: object = None
    weights: object = None
    seed: int = 0
    flip: bool = False
    numbers: bool | None = None
    round_trip: bool = False
    vectors: str = "row"
    hold_ms: tuple[int, int] | None = None
    glide: int = 0
    cell: int | None = None
    """Pixels a unit; None chooses."""
    step_ms: int
    loop: int
    optimize: bool
    limit: bool

    @classmethod
    def of(cls, operation: str, **given: object) -> "Figure":
        """The figure of an operation with these options; the others take their defaults.

        Sizes are a number for both axes, ``"ROWSxCOLUMNS"`` or a pair. Raises ConvanimError for what cannot be drawn.
        """
        taken = operations.load(operation).OPTIONS
        for name in given:
            if name not in (*taken, *table.LOOK_NAMES):
                raise ConvanimError(f"{operation} takes no option {name!r}.", choose(name, (*taken, *table.LOOK_NAMES)))
        look = {name: value for name, value in given.items() if name in table.LOOK_NAMES and value is not None}
        layer = {name: value for name, value in given.items() if name not in table.LOOK_NAMES}
        return cls.of_layer(Layer.of(operation, **layer), **look)

    @classmethod
    def of_layer(cls, layer: Layer, **look: object) -> "Figure":
        """The figure of a layer that looks so; the other options of the look take their defaults."""
        return cls(layer=layer, **table.read(look, table.LOOK_NAMES, layer.operation))

    @classmethod
    def of_usual(
        cls, operation: str, usual: Mapping[str, Any], given: Mapping[str, Any]
    ) -> tuple["Figure", tuple[str, ...]]:
        """The figure with the ``given`` options and those of the ``usual`` ones that have an effect beside them.

        Returns the names of those that have none, too.
        """
        kept = dict(usual)
        idle: list[str] = []
        while True:
            try:
                return cls.of(operation, **{**kept, **given}), tuple(idle)
            except IdleOptionError as error:
                if error.option in given:
                    raise
                del kept[error.option]
                idle.append(error.option)

    def __post_init__(self) -> None:
        # What is not there or makes no sense is refused before anything is written.
        _ = self.colours
        language.load(self.lang)
        if self.matte is not None:
            theme.parse_colour(self.matte)
        if self.still is not None and self.storyboard is not None:
            raise ConvanimError("a figure is a still or a storyboard, not both.", "leave out one of the two.")
        view = views.load(self.view_name)
        if not view.fits(self.layer):
            what = f"{self.layer.operation} in {self.layer.dim}-D"
            possible = ", ".join(each for each in views.names() if views.fits(each, self.layer))
            raise ConvanimError(f"the view {self.view_name} makes no sense for {what}.", f"use one of: {possible}.")
        _idle_options.refuse_idle(self)

    def __repr__(self) -> str:
        """The call that gives an equal figure: ``convanim.conv(input_size=5)``."""
        return call_of(self.layer, vars(self))

    @property
    def output_size(self) -> tuple[int, ...]:
        """(rows, columns) of what the layer returns, or the one number of a layer of one dimension."""
        return self.layer.output_size[-self.layer.dim :]

    def steps(self) -> Iterator[Step]:
        """The arithmetic: each output element and the taps that make it, in row-major order.

        Indices are (row, column); a layer of one dimension has a single row. Raises ConvanimError for more steps or
        taps than anybody would look at, unless the figure has no ``limit``.
        """
        return self.layer.steps(limit=self.limit)

    def explain(self) -> str:
        """The layer in words: its formula with the numbers put in, its border, what is never read, its code."""
        from convanim.answers.explain_prose import prose

        return prose(self.layer)

    @property
    def view_name(self) -> str:
        """The view that is drawn."""
        return self.view or ("rows" if self.layer.dim == 1 else "planes")

    @property
    def name(self) -> str:
        """A file name without suffix that tells the parameters: ``conv_i5_k3_s2_p1``."""
        return "_".join([self.layer.operation, *command_.short_parameters(self.layer)])

    @cached_property
    def colours(self) -> Theme:
        """The theme; of "auto" the light one."""
        found = theme.load("light" if self.theme == "auto" else self.theme)
        return found._replace(font=self.font) if self.font else found

    def scene(self) -> Scene:
        """What is on the page, and when."""
        scene = self._film
        if self.still is not None:
            scene = stills.still(scene, self.still)
        if self.limit:
            # With its words a page can be larger than its view said.
            size = scene if self.storyboard is None else stills.board_size(scene, self.storyboard)
            limits.refuse_pixels(size.width, size.height)
        return stills.storyboard(scene, self.storyboard) if self.storyboard is not None else scene

    @cached_property
    def _film(self) -> Scene:
        """All steps, also where a still shows one of them."""
        return self._page.scene()

    @cached_property
    def _page(self) -> Page:
        cell_px = self.cell_px
        return Page(self._panel(cell_px), self.subject, cell_px)

    def _panel(self, cell_px: int) -> Panel:
        """What the view shows; measured here, and drawn when its items are asked for."""
        return views.load(self.view_name).panel(self.subject, cell_px)

    @property
    def alt(self) -> str:
        """The figure in words, for those who do not see it."""
        spoken = language.load(self.lang)
        weighted = self.weights is not None
        described = Described(self.layer, spoken, self.note, self.flip, weighted, self.round_trip)
        return spoken.joined([*views.load(self.view_name).alt(described), *self._standing(spoken)])

    def _standing(self, spoken: Language) -> list[str]:
        """Which steps are shown in a picture that stands still."""
        if self.still is None and self.storyboard is None:
            return []
        count = len(self._film.stills)
        shown = stills.steps_of(count, self.storyboard) if self.storyboard else [stills.step_of(count, self.still or 1)]
        reads = labels_.steps_read(self.layer, spoken)[shown[0]] if self._steps_are_outputs(count) else ""
        return [standing(spoken, shown, count, reads)]

    def _steps_are_outputs(self, count: int) -> bool:
        """Whether each of ``count`` steps makes an output, so that there is to tell of what."""
        return count == self.layer.steps_count and self.view_name in ("planes", "rows", "flat", "linked")

    @property
    def command(self) -> str:
        """The command that draws this figure, without the name of its file."""
        return command_of(self.layer, vars(self))

    @cached_property
    def cell_px(self) -> int:
        """Pixels a unit, where the figure is not too large to be drawn."""
        cell_px = self.cell or self._fitting_cell()
        if self.limit:
            panel = self._panel(cell_px)
            limits.refuse_pixels(panel.width, panel.height)
        return cell_px

    def _fitting_cell(self) -> int:
        """40 pixels, or what keeps the page to its width: 20 gives the crispest picture, whole numbers will do."""
        usual = views.load(self.view_name).CELL
        if self._fits(usual):
            return usual
        # The largest that fits, found by halves; of the planes 20, whose corners are on whole pixels.
        most = bisect.bisect_right(range(2, usual), 0, key=lambda cell_px: not self._fits(cell_px)) + 1
        return 20 if most > 20 and usual == 40 else max(2, most)

    def _fits(self, cell_px: int) -> bool:
        panel = self._panel(cell_px)
        return max(panel.width, panel.height / panel.highest) + 2 * page.MARGIN <= WIDEST_PX

    @property
    def _way_back(self) -> dict[str, bool]:
        """What a view that can draw a round trip is told when it measures one."""
        return {"round_trip": True} if self.round_trip and "round_trip" in views.load(self.view_name).NUMBERS else {}

    @cached_property
    def subject(self) -> Subject:
        """What the view is to draw."""
        if self.limit:
            self.layer.refuse_absurd_counts()
        chosen, view = self.colours, views.load(self.view_name)
        hold_ms = view.HOLD_MS if self.hold_ms is None else self.hold_ms
        timeline = Timeline(view.steps(self.layer, **self._way_back), self.step_ms, hold_ms, self.glide)
        if self.limit:
            limits.refuse_frames(timeline.frames)
        spoken = language.load(self.lang)
        return Subject(
            self.layer,
            chosen,
            "all" if self.labels else "none",
            self.title or "",
            heading.heading(self.layer, spoken, self.note),
            self.caption or "",
            chosen.legend if self.legend is None else self.legend,
            timeline,
            spoken,
            Source(self.values, self.weights, self.seed, self.flip),
            self.numbers,
            self.round_trip,
            self.vectors,
        )

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
            self.optimize,
            self.title or "",
            self.alt,
            self.command,
            theme.load("dark") if self.theme == "auto" else None,
            self.background,
            self.matte,
            partial(self._told, len(scene.stills)),
            self.spots,
            language.load(self.lang),
            self.limit,
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
