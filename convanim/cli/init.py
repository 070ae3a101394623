"""``convanim init``: a figures file to begin with."""

import textwrap
from pathlib import Path
from string import Template

import click

from convanim import folder, makefile, operations
from convanim.cli.parameters import example
from convanim.errors import ConvanimError
from convanim.files import whole_file
from convanim.options import LAYER, LOOK, VIEW, Option


@click.command(
    short_help="Write a figures file to begin with.",
    help="Write a figures file, figures.toml where none is named, that draws one figure and explains the rest.",
    epilog=example("init figures.toml"),
)
@click.argument("file", type=click.Path(path_type=Path), default=Path("figures.toml"))
@click.option("--makefile", "with_makefile", is_flag=True, help="Write a Makefile beside it that draws what is stale.")
@click.option("--force", is_flag=True, help="Write over files that are there.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all went well.")
def command(file: Path, with_makefile: bool, force: bool, quiet: bool) -> None:  # noqa: D103  the help is above
    if file.suffix != ".toml":
        raise ConvanimError(f"{file} would be no TOML file.", f"call it {file.stem or 'figures'}.toml.")
    texts = {file: figures_file(file.name)}
    if with_makefile:
        texts[file.with_name("Makefile")] = _filled(
            "Makefile", file=makefile.escaped(file.name), rules=makefile.escaped(f"{file.stem}.mk")
        )
    for path in texts:
        if path.exists() and not force:
            raise ConvanimError(f"{path} is there already.", "name another file, or write over it with --force.")
    for path, text in texts.items():
        with whole_file(path) as written:
            written.write(text.encode())
        if not quiet:
            click.echo(path)
    if not quiet:
        click.echo(f"Now: {'make' if with_makefile else f'convanim batch {makefile.quoted(file)}'}")


def figures_file(name: str) -> str:
    """A commented figures file of this name."""
    return _filled(
        "figures.toml",
        file=name,
        operations=", ".join(operations.names()),
        themes=", ".join(folder.names("themes", ".toml")),
        formats=", ".join(folder.names("exporters")),
        view="flat",
        options="\n".join(line for option in LAYER + VIEW + LOOK for line in _explained(option)),
    )


def _filled(template: str, **words: str) -> str:
    text = (folder.HERE / "templates" / template).read_text(encoding="utf-8")
    return Template(text).substitute(words)


def _explained(option: Option) -> list[str]:
    """An option and its default as a comment."""
    usual = option.default
    shown = str(usual).lower() if isinstance(usual, bool) else usual if isinstance(usual, int) else f'"{usual}"'
    if isinstance(usual, str) and usual.isdigit():
        shown = usual
    key = f"# {option.name} = {'...' if usual is None else shown}"
    words = textwrap.wrap(option.help, 80)
    return [f"{key:32} # {words[0]}", *(f"#{'':31} # {line}" for line in words[1:])]
