"""The options of every layer and of every figure, once; those of one view or format alone are in its own file.

The command line, a figures file and Python all read them here, so they accept and refuse the same.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from convanim.errors import ConvanimError, choose
from convanim.options import numbers
from convanim.options.kinds import Board, Choice, Number, Sides, Size, Step, Switch, Times, listed
from convanim.options.names import FOLLOWING, File, Part, Table, Text
from convanim.options.option import Option, named

PADDING_NAMES = ("valid", "same", "same-lower", "half", "full", "causal")
PADDING_MODES = ("zeros", "reflect", "replicate", "circular")
_PADDINGS = "a number, BEFORE:AFTER, both for rows x columns, or " + ", ".join(PADDING_NAMES)

LAYER = (
    Option("dim", Number(minimum=1, maximum=2), 2, "Dimensions of the layer: 1 or 2."),
    Option("input_size", Size(), None, "Size of the input, without its padding.", "i"),
    Option("kernel_size", Size(), "3", "Size of the kernel.", "k"),
    Option("stride", Size(), "1", "Cells from one window to the next.", "s"),
    Option("padding", Sides(words=PADDING_NAMES), "0", f"Border, as the layer counts it: {_PADDINGS}.", "p"),
    Option("dilation", Size(), "1", "Cells from one kernel element to the next.", "d"),
    Option("output_padding", Size(minimum=0), "0", "Rows and columns added to the output, bottom and right.", "op"),
    Option("padding_mode", Choice("MODE", PADDING_MODES), "zeros", f"What fills the border: {listed(PADDING_MODES)}."),
    Option("ceil_mode", Switch(), False, "Round the output's size up, as PyTorch does."),
    Option(
        "count_include_pad",
        Switch(),
        None,
        "Count cells of padding in the average. [default: as PyTorch, count; with padding same as TensorFlow, do not]",
    ),
)


def _chosen_by_card(figure: Any) -> tuple[str, str] | None:
    return ("a card chooses how large its cells are", "leave out one of the two") if figure.card else None


def _not_on_card(figure: Any) -> tuple[str, str] | None:
    return ("a card has the names of its planes alone", "leave out one of the two") if figure.card else None


LOOK = (
    Option("view", Part(folder="views"), None, "What to show: {names}. [default: planes, or rows in 1-D]"),
    *numbers.ALL,
    Option("hold_ms", Times(), None, "Milliseconds of the set-up and more for the last frame: N, or FIRST:LAST."),
    Option(
        "pace",
        Choice("PACE", ("even", "lesson")),
        None,
        "All steps alike, or the first row slow and then quicker. [default: even in the published look, else lesson]",
    ),
    Option("glide", Number(minimum=0, maximum=60), 0, "Frames between two steps, in which windows slide."),
    Option(
        "theme",
        Table(folder="style/themes", suffix=".toml", words=FOLLOWING),
        None,
        "The colours: {names}, a TOML file of yours, or its keys as JSON. "
        "[default: classic in planes and rows, else light]",
    ),
    Option("background", Choice("GROUND", ("paper", "transparent")), "paper", "The ground: paper or transparent."),
    Option("title", Text(), None, "Words above the figure."),
    Option("caption", Text(), None, "Words below the figure.", idle=_not_on_card),
    Option("lang", Part(folder="style/languages", suffix=".toml"), "en", "Language of the labels: {names}."),
    Option("font", File(), None, "A font file for letters that the built-in font lacks."),
    Option("still", Step(), None, f"One picture of a step: a number from 1, {listed(Step.words)}."),
    Option("storyboard", Board(), None, "One picture of evenly chosen steps: how many, or ROWSxCOLUMNS."),
    Option(
        "labels",
        Choice("WORDS", ("all", "names", "none"), ("all", "none")),
        "all",
        "The words of the figure: all, the names of the planes alone, or none.",
    ),
    Option("legend", Switch(), None, "Name the kinds of cell in a key. [default: in print]", idle=_not_on_card),
    Option("note", Text(), None, "Words to add to the parameters."),
    Option("card", Switch(), False, "Draw it 400 pixels wide for a page that shows many, with names alone."),
    Option(
        "cell",
        Number(minimum=2, maximum=1000),
        None,
        "Pixels a unit. [default: about 40, or fewer for 1,000 across]",
        idle=_chosen_by_card,
    ),
    Option("step_ms", Number(minimum=20, maximum=600_000), 1000, "Milliseconds a step."),
    Option("loop", Number(minimum=0, maximum=65_535), 0, "How often it plays; 0 plays for ever."),
    Option("limit", Switch(), True, "Refuse more than 20,000 frames or 100 million pixels."),
)
"""Of every figure; a view's own options and a format's come to them in ``figure.look``."""
LOOK_NAMES = tuple(each.name for each in LOOK)

SHARED = named((*LAYER, *LOOK))


def option(name: str) -> Option:
    """The option with this whole name, which is not one view's or format's own."""
    return SHARED[name]


def read(given: Mapping[str, object], taken: Iterable[Option], owner: str) -> dict[str, Any]:
    """A value for every option ``taken``: those given, and the defaults of the others where they have one.

    Raises ConvanimError for an option that the ``owner`` does not take and for a value that does not fit. An option
    that is given as None has no value.
    """
    known = named(taken)
    refuse_unknown(given, known, owner)
    wanted = {name: given.get(name, each.default) for name, each in known.items()}
    return {name: known[name].read(value) for name, value in wanted.items() if value is not None}


def refuse_unknown(given: Iterable[str], taken: Iterable[str], owner: str) -> None:
    """Raise ConvanimError for a name that is ``given`` and that the ``owner`` does not take."""
    for name in given:
        if name not in (known := tuple(taken)):
            raise ConvanimError(f"{owner} takes no option {name!r}.", choose(name, known), name)


def of_layer(names: Iterable[str]) -> tuple[Option, ...]:
    """The options of a layer that have these names, in the order of the table."""
    return tuple(each for each in LAYER if each.name in names)
