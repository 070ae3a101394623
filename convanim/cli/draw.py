"""One command an operation: draws a figure into a file."""

import io
import sys
from pathlib import Path
from typing import Any

import click

from convanim import exporters, parts
from convanim.cli.messages import say
from convanim.cli.parameters import LookCommand, example, files, given, layer_parameters
from convanim.errors import ConvanimError
from convanim.figure import Figure
from convanim.layers import operations


def draw_command(operation: str) -> click.Command:
    """The command that draws ``operation``."""
    module = operations.load(operation)

    def draw(output: tuple[str, ...], alt: bool, bundle: bool, quiet: bool, **values: Any) -> None:
        figure = Figure.of(operation, **given(values))
        if alt:
            say(figure.alt)
            if not output and not bundle:
                return
        if bundle:
            _to_bundle(figure, output, quiet)
            return
        if "-" in output:
            _to_standard_output(figure, len(output))
            return
        # Each name is checked before the first is written.
        paths = [Path(name) for name in output or [f"{figure.name}{figure.usual_suffix}"]]
        for saved in figure.save_all(paths):
            if not quiet:
                say(saved)

    return LookCommand(
        operation,
        callback=draw,
        params=[*layer_parameters(module.OPTIONS), *_output_options()],
        after=[_quiet_option()],
        help=f"{module.SUMMARY}\n\n{_SIZES}",
        epilog=example(f"{operation} {module.EXAMPLE}"),
        short_help=module.SUMMARY,
    )


_SIZES = "A SIZE is one number for both axes, or ROWSxCOLUMNS (3x5)."


def _output_options() -> list[click.Parameter]:
    return [
        _OutputOption(["-o", "--output"], metavar="FILE", multiple=True, shell_complete=files),
        click.Option(["--alt"], is_flag=True, help="Print the figure in words; draw only where -o says so."),
        click.Option(
            ["--bundle"],
            is_flag=True,
            help="Write all that a web page wants into the folder -o: pictures for light and dark pages, a still, a "
            "video, alt text, caption, and snippets to paste.",
        ),
    ]


class _OutputOption(click.Option):
    """Names the formats; which of them hold a step alone is known to their files, which are read for the help."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        formats = ", ".join(f".{name}" for name in parts.names("exporters"))
        self.help = (
            f"A file to write, once or more; its suffix is the format: {formats}. A %03d in a name makes a "
            f"still a step ({', '.join(exporters.with_power('HOLDS_STILL'))}); - is the GIF on standard output. "
            "[default: a name that tells the parameters]"
        )
        return super().get_help_record(ctx)


def _quiet_option() -> click.Option:
    return click.Option(["-q", "--quiet"], is_flag=True, help="Say nothing when all went well.")


def _to_bundle(figure: Figure, output: tuple[str, ...], quiet: bool) -> None:
    from convanim import bundle as publish

    if len(output) > 1 or "-" in output:
        raise ConvanimError("a bundle takes one folder.", "name one with -o.")
    name = figure.name.replace("×", "x")
    made = publish.bundle(figure, Path(*output or [name]), name)
    if not quiet:
        say("\n".join(map(str, made.paths)))
    if made.left_out:
        say(publish.without_video(made.left_out), err=True)


def _to_standard_output(figure: Figure, outputs: int) -> None:
    from convanim.exporters import gif

    if outputs > 1:
        raise ConvanimError("standard output takes one figure alone.", "leave out the other -o.")
    if sys.stdout.isatty():
        raise ConvanimError("a picture does not belong on a terminal.", "send it on: -o - > figure.gif")
    exporters.refuse_idle(figure, [".gif"])
    exporters.check(Path("-.gif"), figure, follows_reader=figure.follows_reader)
    # Whole or not at all: nothing is sent before all of it is there.
    picture = io.BytesIO()
    gif.write(figure.picture(), picture)
    sys.stdout.buffer.write(picture.getvalue())
    sys.stdout.buffer.flush()
