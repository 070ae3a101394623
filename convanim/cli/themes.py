"""``convanim themes``: the themes, and a drawing of each."""

from pathlib import Path

import click

from convanim.cli.parameters import example
from convanim.style import theme


@click.command(
    help="List the themes; with -o draw one figure in each, into a folder.\n\n"
    "For a grey printer there is print: textures, not colours. A theme of your own is a TOML file with [colours], "
    "[textures] and [kinds], named with --theme ./mine.toml; what it leaves out "
    'is that of its base (base = "dark").',
    epilog=example("themes -o themes"),
)
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder for a drawing of each.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all went well.")
def command(folder: Path | None, quiet: bool) -> None:  # noqa: D103  its help says it
    for name in theme.names():
        if folder is None:
            click.echo(name)
            continue
        from convanim.figure import Figure

        options = {"input_size": 3, "stride": 2, "padding": 1, "output_padding": 1}
        figure = Figure.of("transpose", **options, theme=name, still="middle", legend=True, title=name)
        saved = figure.save(folder / f"{name}.png")
        if not quiet:
            click.echo(saved)
    if folder is None:
        click.echo("auto (light or dark, as the reader has it; SVG and HTML)")
