"""One command an operation: draws a figure into a file."""

import io
import sys
from pathlib import Path
from typing import Any

import click

from convanim import operations
from convanim.cli.parameters import example, given, layer_parameters, look_parameters
from convanim.errors import ConvanimError
from convanim.figure import Figure


def draw_command(operation: str) -> click.Command:
    """The command that draws ``operation``."""
    module = operations.load(operation)

    def draw(output: str | None, quiet: bool, **values: Any) -> None:
        figure = Figure.of(operation, **given(values))
        if output == "-":
            _to_standard_output(figure)
            return
        saved = figure.save(Path(output or f"{figure.name}.gif"))
        if not quiet:
            click.echo(saved)

    return click.Command(
        operation,
        callback=draw,
        params=[*layer_parameters(module.OPTIONS), _output_option(), *look_parameters(), _quiet_option()],
        help=f"{module.SUMMARY}\n\n{_SIZES}",
        epilog=example(f"{operation} {module.EXAMPLE}"),
        short_help=module.SUMMARY,
    )


_SIZES = "A SIZE is one number for both axes, or ROWSxCOLUMNS (3x5)."


def _output_option() -> click.Option:
    return click.Option(
        ["-o", "--output"],
        metavar="FILE",
        help="The file to write; its suffix is the format: .gif, or .png with a %03d in the name for a still a step. "
        "- is standard output. [default: a name that tells the parameters]",
    )


def _quiet_option() -> click.Option:
    return click.Option(["-q", "--quiet"], is_flag=True, help="Say nothing when all went well.")


def _to_standard_output(figure: Figure) -> None:
    from convanim.exporters import gif

    if sys.stdout.isatty():
        raise ConvanimError("a picture does not belong on a terminal.", "send it on: -o - > figure.gif")
    # Whole or not at all: nothing is sent before all of it is there.
    picture = io.BytesIO()
    gif.write(figure.picture(), picture)
    sys.stdout.buffer.write(picture.getvalue())
    sys.stdout.buffer.flush()
