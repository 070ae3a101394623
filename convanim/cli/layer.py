"""``convanim layer``: draws a layer as it stands in somebody's code, or lists those of a model."""

import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from convanim import views
from convanim.cli import losses
from convanim.cli.draw import draw_command
from convanim.cli.messages import say
from convanim.cli.parameters import LookCommand, example, files, given, layer_parameters
from convanim.errors import ConvanimError
from convanim.figure import Figure
from convanim.files import decoded, read_stream
from convanim.frameworks import ONE_CHANNEL, NotDrawn, PastedLayer, read_model
from convanim.layers import operations
from convanim.layers.command import listed_command
from convanim.layers.labels import size
from convanim.layers.layer import Layer

_LONGEST_NAME = 100
_MOST_BYTES = 2_000_000
"""Of a model: ten times the largest that people print."""


def _layer(text: str, output: str | None, every: bool, quiet: bool, **values: Any) -> None:
    options = given(values)
    found = read_model(_standard_input() if text == "-" else text)
    layers = [each for each in found if isinstance(each, PastedLayer)]
    if every:
        _draw_all(found, Path(output or "."), options, quiet)
        return
    losses.tell(found, options, quiet=quiet)
    if not layers:
        _refuse_all(found)
    if len(layers) == 1:
        (pasted,) = layers
        context = click.get_current_context()
        context.invoke(
            draw_command(pasted.operation),
            output=(output,) if output else (),
            alt=False,
            quiet=quiet,
            **given({**pasted.options, **options, **views.flip_of(pasted.turned, options)}),
        )
    elif output is not None:
        raise ConvanimError(f"there are {len(layers)} layers, and -o is for one.", "add --all to draw each into -o.")
    else:
        for line in _listed(found, options):
            say(line)


command = LookCommand(
    "layer",
    callback=_layer,
    params=[
        click.Argument(["text"], default="-"),
        *layer_parameters(("input_size",)),
        click.Option(
            ["-o", "--output"],
            metavar="FILE",
            shell_complete=files,
            help="The file to write, as of the other commands; with --all the folder. "
            "[default: a name that tells the parameters]",
        ),
        click.Option(["--all", "every"], is_flag=True, help="Draw every layer of a model into the folder of -o."),
    ],
    after=[click.Option(["-q", "--quiet"], is_flag=True, help="Say nothing when all went well.")],
    help="Draw a layer as it stands in your code: of PyTorch, Keras, Flax or ONNX, in one or two dimensions.\n\n"
    "TEXT is its constructor, a line of print(model), or a whole model; - or nothing is standard input. Of several "
    "layers it prints a list: what the model calls them, the command that draws them and, with --i, the sizes. What "
    "cannot be drawn, or only in part, is named with the reason. The text is read, never run.",
    epilog=example("layer 'nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1, output_padding=1)' --i 3"),
    short_help="Draw a layer pasted from PyTorch, Keras, Flax or ONNX.",
)


def _standard_input() -> str:
    if sys.stdin.isatty():
        raise ConvanimError("there is no layer to read.", "write it in quotes, or send a model to standard input.")
    content = read_stream(sys.stdin.buffer, _MOST_BYTES, "standard input", "send the model alone, or a part of it.")
    return decoded(content, "standard input").removeprefix("\ufeff")


def _draw_all(found: Sequence[PastedLayer | NotDrawn], folder: Path, options: dict[str, object], quiet: bool) -> None:
    # All are made before the first is drawn: a mistake in the last layer costs no time.
    made = [each if isinstance(each, NotDrawn) else _figure_or_not(each, options) for each in found]
    losses.tell(
        (each if isinstance(figure, Figure) else figure for each, figure in zip(found, made, strict=True)),
        options,
        quiet=quiet,
    )
    figures = [(each, figure) for each, figure in zip(found, made, strict=True) if isinstance(figure, Figure)]
    if not figures:
        _refuse_all([each for each in made if isinstance(each, NotDrawn)])
    names = _file_names(each.name or figure.name for each, figure in figures)
    for name, (_, figure) in zip(names, figures, strict=True):
        saved = figure.save(folder / f"{name}.gif")
        if not quiet:
            say(saved)


def _figure_or_not(pasted: PastedLayer, options: dict[str, object]) -> Figure | NotDrawn:
    """The figure of a layer, or why this layer cannot be drawn with these options."""
    try:
        return Figure.of(pasted.operation, **{**pasted.options, **options, **views.flip_of(pasted.turned, options)})
    except ConvanimError as error:
        return NotDrawn(pasted.name, pasted.operation, error, pasted.line)


def _refuse_all(found: Sequence[PastedLayer | NotDrawn]) -> NoReturn:
    hints = [each.error.hint for each in found if isinstance(each, NotDrawn)]
    raise ConvanimError(f"none of {len(found):,} layers can be drawn.", f"of the first: {hints[0]}")


def _file_names(names: Iterable[str]) -> list[str]:
    """Names of letters that every file system takes, each only once."""
    chosen: list[str] = []
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for name in names:
        safe = re.sub(r"[^A-Za-z0-9._-]+", "_", name).lstrip(".-")[:_LONGEST_NAME] or "layer"
        unused = safe
        while unused.casefold() in taken:
            numbers[safe.casefold()] = numbers.get(safe.casefold(), 1) + 1
            unused = f"{safe}-{numbers[safe.casefold()]}"
        taken.add(unused.casefold())
        chosen.append(unused)
    return chosen


def _listed(found: Sequence[PastedLayer | NotDrawn], options: dict[str, object]) -> list[str]:
    sized = {"input_size": options["input_size"]} if "input_size" in options else {}
    rows = []
    for number, pasted in enumerate(found, 1):
        name = pasted.name or str(number)
        if isinstance(pasted, NotDrawn):
            rows.append((name, f"not drawn, line {pasted.line}: {losses.reason(pasted)}", "", ""))
            continue
        of_layer = operations.load(pasted.operation).OPTIONS
        taken = {key: value for key, value in pasted.options.items() if key in of_layer}
        try:
            layer = Layer.of(pasted.operation, **taken, **sized)
        except ConvanimError as error:
            rows.append((name, f"{pasted.operation}: {error.message}", "", ""))
            continue
        told = listed_command(layer, with_input=bool(sized))
        if note := pasted.options.get("note"):
            told += f" --note {shlex.quote(str(note))}"
        sizes = f"{size(layer.input_size)} → {size(layer.output_size)}" if sized else ""
        remarks = [each for each in losses.remarks(pasted, options) if each != ONE_CHANNEL]  # The note says it.
        rows.append((name, told, sizes, f"# {'; '.join(remarks)}" if remarks else ""))
    # Long reasons do not push the sizes of the others away: they have none of their own.
    ranged = [row for row in rows if row[2]] or rows
    widths = [max(map(len, (row[0] for row in rows))), *(max(len(row[at]) for row in ranged) for at in (1, 2))]
    return ["  ".join([*(row[column].ljust(widths[column]) for column in range(3)), row[3]]).rstrip() for row in rows]
