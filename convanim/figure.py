"""A figure: one validated description of what to draw, whichever door it came through."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from convanim import operations, options, output, theme, views, words
from convanim.errors import ConvanimError, choose
from convanim.exporters import Picture
from convanim.layer import Layer
from convanim.output import Saved
from convanim.scene import Scene, Spot
from convanim.timeline import Timeline
from convanim.views import Source, Subject

MOST_FRAMES = 20_000
MOST_PIXELS = 100_000_000
WIDEST_PX = 1200
"""A figure whose unit nobody chose is no wider than this."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A layer and the look of its picture; make one with ``Figure.of``."""

    layer: Layer
    theme: str  # its name
    labels: bool
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
            if name not in (*taken, *options.LOOK_NAMES):
                raise ConvanimError(
                    f"{operation} takes no option {name!r}.", choose(name, (*taken, *options.LOOK_NAMES))
                )
        look = {name: value for name, value in given.items() if name in options.LOOK_NAMES and value is not None}
        layer = {name: value for name, value in given.items() if name not in options.LOOK_NAMES}
        return cls(layer=Layer.of(operation, **layer), **options.read(look, options.LOOK_NAMES, operation))

    def __post_init__(self) -> None:
        # What is not there or makes no sense is refused before anything is written.
        theme.load(self.theme)
        view = views.load(self.view_name)
        if self.layer.operation not in view.OPERATIONS or self.layer.dim not in view.DIMS:
            what = f"{self.layer.operation} in {self.layer.dim}-D"
            possible = ", ".join(each for each in views.names() if views.fits(each, self.layer))
            raise ConvanimError(f"the view {self.view_name} makes no sense for {what}.", f"use one of: {possible}.")
        if self.round_trip and (self.view_name, self.layer.operation) != ("matrix", "conv"):
            raise ConvanimError("round_trip is for conv in the matrix view.", "add --view matrix.")

    @property
    def view_name(self) -> str:
        """The view that is drawn."""
        return self.view or ("rows" if self.layer.dim == 1 else "planes")

    @property
    def name(self) -> str:
        """A file name without suffix that tells the parameters: ``conv_i5_k3_s2_p1``."""
        return "_".join([self.layer.operation, *words.short_parameters(self.layer)])

    def scene(self) -> Scene:
        """What is on the page, and when."""
        subject = self.subject
        return views.load(self.view_name).draw(subject, self.cell_px)

    @cached_property
    def cell_px(self) -> int:
        """Pixels a unit, where the figure is not too large to be drawn."""
        view = views.load(self.view_name)
        wide, high = view.extent(self.layer)
        cell_px = self.cell or _fitting_cell(wide)
        pixels = round(wide * cell_px) * round(high * cell_px)
        if self.limit and pixels > MOST_PIXELS:
            raise ConvanimError(
                f"the picture would have {pixels:,} pixels, which is more than {MOST_PIXELS:,}.",
                "use a smaller cell or input, or no limit (--no-limit).",
            )
        return cell_px

    @cached_property
    def subject(self) -> Subject:
        """What the view is to draw."""
        if self.limit:
            self.layer.refuse_absurd_counts()
        chosen, view = theme.load(self.theme), views.load(self.view_name)
        hold_ms = view.HOLD_MS if self.hold_ms is None else self.hold_ms
        timeline = Timeline(view.steps(self.layer), self.step_ms, hold_ms, self.glide)
        if self.limit and timeline.frames > MOST_FRAMES:
            raise ConvanimError(
                f"the figure would have {timeline.frames:,} frames, which is more than {MOST_FRAMES:,}.",
                "use a smaller glide or input, or no limit (--no-limit).",
            )
        return Subject(
            self.layer,
            chosen,
            words.labels(self.layer, self.note) if self.labels else None,
            chosen.legend if self.legend is None else self.legend,
            timeline,
            Source(self.values, self.weights, self.seed, self.flip),
            self.numbers,
            self.round_trip,
        )

    def spots(self) -> list[Spot]:
        """The cells of the input and of the output on the page, with the steps that read or make them."""
        subject = self.subject
        return views.load(self.view_name).spots(subject, self.cell_px)

    def picture(self) -> Picture:
        """The scene and all that a format needs beside it."""
        chosen = theme.load(self.theme)
        return Picture(self.scene(), chosen, self.loop, self.optimize)

    def save(self, path: str | Path) -> Saved:
        """Write the figure to ``path``, in the format that its suffix names; missing folders are made.

        Raises ConvanimError where the suffix is unknown or the figure too large, FailedError where the file cannot
        be written. The file is written whole or not at all.
        """
        return output.save(self.picture(), Path(path))


def _fitting_cell(units: float) -> int:
    """40 pixels, or what keeps the page to its width: 20 gives the crispest picture, whole numbers will do."""
    for crisp in (40, 20):
        if units * crisp <= WIDEST_PX:
            return crisp
    return max(2, int(WIDEST_PX / units))
