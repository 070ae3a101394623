"""The options about the numbers of a figure, which several views share: a view lists those that it takes.

A view in which one has no effect without another says so: ``needing("numbers", VALUES)``.
"""

from typing import Any

from convanim.options import sources
from convanim.options.kinds import Number, Switch, listed
from convanim.options.names import Source
from convanim.options.option import Option


def _without_weights(figure: Any) -> tuple[str, str] | None:
    layer = figure.layer
    return None if layer.definition.HAS_WEIGHTS else (f"{layer.operation} has no weights", "")


def _without_chance(figure: Any) -> tuple[str, str] | None:
    taken = [each.name for each in figure.view_options]
    shown = [name for name in ("values", "weights") if name in taken or "seed" not in taken]
    if not figure.layer.definition.HAS_WEIGHTS:
        shown.remove("weights")
    is_random = any(figure.option(name) in (None, "random") for name in shown)
    return None if is_random else ("no number is random", "")


VALUES = Option(
    "values",
    Source(words=sources.VALUE_WORDS),
    None,
    f"Input: {listed(sources.VALUE_WORDS)}, a .csv, .npy or image file, or rows (1 2; 3 4).",
)
WEIGHTS = Option(
    "weights",
    Source(words=sources.words("weights")),
    None,
    f"Kernel: the same, or {listed(sources.KERNELS)}.",
    idle=_without_weights,
)
SEED = Option("seed", Number(minimum=0, maximum=2**32 - 2), 0, "Of the random numbers.", idle=_without_chance)
FLIP = Option(
    "flip", Switch(), False, "Turn the kernel around: the convolution of signal processing.", idle=_without_weights
)
NUMBERS = Option("numbers", Switch(), None, "Numbers instead of names, or none, where the view can do both.")

ALL = (VALUES, WEIGHTS, SEED, FLIP, NUMBERS)
ALWAYS = (VALUES, WEIGHTS, SEED, FLIP)
"""What a view takes that always shows numbers."""


def needing(needs: str, *options: Option) -> tuple[Option, ...]:
    """The options, which have an effect where one of those is given that ``needs`` names: "numbers round_trip"."""
    return tuple(each._replace(needs=tuple(needs.split())) for each in options)
