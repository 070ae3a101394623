"""A figure: one validated description of what to draw, whichever door it came through."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from convanim import exporters, views
from convanim.drawing import lesson
from convanim.drawing.alt_text import Described, standing
from convanim.drawing.page import Page
from convanim.errors import ConvanimError, IdleOptionError, about
from convanim.exporters import Picture
from convanim.exporters._savable import Savable
from convanim.figure import look as look_
from convanim.figure.drawn import Drawn
from convanim.geometry.steps import Step
from convanim.layers import command as command_
from convanim.layers import labels as labels_
from convanim.layers import operations
from convanim.layers.command import command_of
from convanim.layers.layer import Layer
from convanim.layers.python_call import call_of
from convanim.options import table
from convanim.scene import stills
from convanim.scene.lesson import Lesson, SaidPart, Told
from convanim.style import language, theme
from convanim.style.language import Language
from convanim.views import _idle_options

SETUP_MS = 1000
"""How long a player shows the set-up of a figure that has none of its own."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Figure(Drawn, Savable):
    """A layer and the look of its picture; make one with ``convanim.conv`` and its like, or with ``Figure.of``."""

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
        return cls(content=layer, **look_.read(look, layer.operation))

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
        if not view.fits(self.content):
            what = f"{self.layer.operation} in {self.layer.dim}-D"
            possible = ", ".join(each for each in views.names() if views.fits(each, self.content))
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

    @property
    def name(self) -> str:
        """A file name without suffix that tells the parameters: ``conv_i5_k3_s2_p1``."""
        return "_".join([self.layer.operation, *command_.short_parameters(self.layer)])

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
            theme.load(theme.pair(self.theme_name)[1]) if self.follows_reader else None,
            self.background,
            self._lesson,
            language.load(self.lang),
            self.limit,
            self.own,
        )

    def _lesson(self) -> Lesson:
        """The figure step by step: drawn without the words around it, and from its set-up on."""
        cell_px = self.cell_px
        drawn = self.subject._replace(timeline=self._timeline(self._hold_ms[0] or SETUP_MS), title="", caption="")
        bare = drawn._replace(words="names" if drawn.named else "none")
        made = Page(self._panel(cell_px, drawn), bare, cell_px, self._board_steps, lesson.MARGIN)
        scene = made.scene()
        if self.still is not None:
            scene = stills.still(scene, self.still)
        told = [Told((SaidPart(words),), "") for words in self._standing(language.load(self.lang))]
        valued = any(option.name == "values" for option in self.view_options)
        return lesson.lesson(made, self.subject, scene, told, valued=valued)

    @property
    def usual_suffix(self) -> str:
        """The suffix of a file whose name nobody chose."""
        if self.follows_reader:
            return ".svg"
        return ".gif" if self.still is None and self.storyboard is None else ".png"
