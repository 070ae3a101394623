"""``convanim init``: a figures file to begin with."""

import textwrap
from pathlib import Path
from string import Template

import click

from convanim import parts
from convanim.batch import makefile
from convanim.cli.messages import say
from convanim.cli.parameters import example, told
from convanim.errors import ConvanimError
from convanim.figure import look
from convanim.files import whole_file
from convanim.layers import operations
from convanim.options.option import Option
from convanim.options.table import LAYER

_USUAL_FILE = Path("figures.toml")


@click.command(
    short_help="Write a figures file to begin with.",
    help="Write a figures file, figures.toml where none is named, that draws one figure and explains the rest.\n\n"
    "With --makefile a figures file that is there already stays as it is.",
    epilog=example("init figures.toml"),
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--makefile", "with_makefile", is_flag=True, help="Write a Makefile beside it that draws what is stale.")
@click.option("--force", is_flag=True, help="Write over files that are there and that are asked for.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all went well.")
def command(file: Path | None, with_makefile: bool, force: bool, quiet: bool) -> None:  # noqa: D103  the help is above
    figures = file or _USUAL_FILE
    if figures.suffix != ".toml":
        raise ConvanimError(f"{figures} would be no TOML file.", f"call it {figures.stem or 'figures'}.toml.")
    # Who asks for a Makefile alone has figures of their own.
    stays = with_makefile and figures.exists() and not (force and file)
    shown = figures.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    texts = {} if stays else {figures: figures_file(shown)}
    if with_makefile:
        texts[figures.with_name("Makefile")] = _filled(
            "Makefile", file=makefile.escaped(figures.name), rules=makefile.escaped(f"{figures.stem}.mk")
        )
    for path in texts:
        if path.exists() and not force:
            raise ConvanimError(f"{path} is there already.", "name another file, or write over it with --force.")
    if stays and not quiet:
        click.echo(f"{figures} stays as it is")
    for path, text in texts.items():
        with whole_file(path) as written:
            written.write(text.encode())
        if not quiet:
            say(path)
    if not quiet:
        say(f"Now: {'make' if with_makefile else f'convanim batch {makefile.quoted(figures)}'}")


def figures_file(name: str) -> str:
    """A commented figures file of this name."""
    return _filled(
        "figures.toml",
        file=name,
        operations=", ".join(operations.names()),
        themes=", ".join(parts.names("style/themes", ".toml")),
        formats=", ".join(parts.names("exporters")),
        view="flat",
        options="\n".join(line for option in (*LAYER, *look.options()) for line in _explained(option)),
    )


def _filled(template: str, **words: str) -> str:
    text = (parts.HERE / "cli/templates" / template).read_text(encoding="utf-8")
    return Template(text).substitute(words)


def _explained(option: Option) -> list[str]:
    """An option and its default as a comment."""
    usual = option.default
    shown = str(usual).lower() if isinstance(usual, bool) else usual if isinstance(usual, int) else f'"{usual}"'
    if isinstance(usual, str) and usual.isdigit():
        shown = usual
    key = f"# {option.name} = {'...' if usual is None else shown}"
    words = textwrap.wrap(told(option), 80)
    return [f"{key:32} # {words[0]}", *(f"#{'':31} # {line}" for line in words[1:])]
