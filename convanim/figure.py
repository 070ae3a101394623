"""A figure: one validated description of what to draw, whichever door it came through."""

from dataclasses import dataclass
from pathlib import Path

from convanim import operations, options, output, theme, views, words
from convanim.errors import ConvanimError, choose
from convanim.exporters import Picture
from convanim.layer import Layer
from convanim.output import Saved
from convanim.scene import Scene
from convanim.views import Subject

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
        theme.load(self.theme)  # A theme that is not there is refused before anything is written.

    @property
    def name(self) -> str:
        """A file name without suffix that tells the parameters: ``conv_i5_k3_s2_p1``."""
        return "_".join([self.layer.operation, *words.short_parameters(self.layer)])

    def scene(self) -> Scene:
        """What is on the page, and when."""
        if self.limit:
            self.layer.refuse_absurd_counts()
        view = views.load("rows" if self.layer.dim == 1 else "planes")
        wide, high = view.extent(*self.layer.axes)
        cell_px = self.cell or _fitting_cell(wide)
        pixels = round(wide * cell_px) * round(high * cell_px)
        if self.limit and pixels > MOST_PIXELS:
            raise ConvanimError(
                f"the picture would have {pixels:,} pixels, which is more than {MOST_PIXELS:,}.",
                "use a smaller cell or input, or no limit (--no-limit).",
            )
        return view.draw(self._subject(), cell_px)

    def _subject(self) -> Subject:
        chosen = theme.load(self.theme)
        return Subject(
            self.layer,
            chosen,
            words.labels(self.layer, self.note) if self.labels else None,
            chosen.legend if self.legend is None else self.legend,
            self.step_ms,
        )

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
