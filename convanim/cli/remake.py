"""``convanim remake``: draws a figure again by the command that its file carries, differently if asked."""

from pathlib import Path

import click

from convanim.batch import fingerprint
from convanim.cli.command_line import drawn, is_given, parsed
from convanim.cli.draw import draw_command
from convanim.cli.messages import say
from convanim.cli.parameters import NO_LIMIT, example
from convanim.errors import ConvanimError
from convanim.figure import Figure
from convanim.publish.embedded_command import command_in


@click.command(
    help="Draw a figure again by the command that its file carries.\n\n"
    "Options that follow change it: they are those of the command that drew it. The figure takes the place of the old "
    "one, unless -o names another file. Of the command in the file only what it draws counts, not where to or how "
    "much; files that it reads are told.",
    epilog=example("remake transpose_i2_k3_s2.gif --theme dark -o dark.gif"),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("figure", type=click.Path(path_type=Path))
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(context: click.Context, figure: Path, options: tuple[str, ...]) -> None:  # noqa: D103  its help says it
    try:
        operation, carried = parsed(command_in(figure))
    except ConvanimError as error:
        raise type(error)(_in_file(error.message, figure), error.hint, error.option) from error
    drawing = draw_command(operation)
    with drawing.make_context("remake", list(options), parent=context.parent) as changed:
        used = {name: value for name, value in carried.items() if not is_given(changed, name)}
        dropped = [name for name in used if name not in drawn() or name == NO_LIMIT]
        asked = {name: value for name, value in changed.params.items() if name in drawn() and is_given(changed, name)}
        suffixes = [".gif" if name == "-" else Path(name).suffix for name in changed.params["output"] or [str(figure)]]
        usual = {name: used[name] for name in used if name not in dropped}
        _, idle = Figure.of_usual(operation, usual, asked, () if changed.params["bundle"] else suffixes)
        dropped += idle
        if not changed.params["quiet"]:
            for name in dropped:
                say(f"{figure}: --{'no-' * (name == NO_LIMIT)}{name} of its command is left out", err=True)
            for name, value in used.items():
                if fingerprint.names_file(name, value):
                    say(f"{figure}: its {name} are read from {value}", err=True)
        changed.params |= {name: value for name, value in used.items() if name not in dropped}
        if not any(changed.params[name] for name in ("output", "alt", "bundle")):
            changed.params["output"] = (str(figure),)
        drawing.invoke(changed)


def _in_file(message: str, figure: Path) -> str:
    return message if str(figure) in message else f"{figure}: {message}"
