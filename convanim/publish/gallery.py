"""A page of the figures of a file: each picture with the command that draws it."""

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convanim.batch import plan
from convanim.bundle.facts import in_html, in_markdown
from convanim.errors import ConvanimError
from convanim.files import ends_of, whole_file

if TYPE_CHECKING:
    from convanim.figure import Figure

WRITTEN = "<!-- Written by convanim gallery. -->"
"""The mark of pages that may be written anew."""

_PAGE = """<!doctype html>
{written}
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ margin: 2rem auto; max-width: 80rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 2rem }}
figure {{ margin: 0 }}
img {{ max-width: 100%; height: auto }}
code {{ overflow-wrap: anywhere }}
</style>
<h1>{title}</h1>
<main>
{figures}</main>
</html>
"""


class _Entry(NamedTuple):
    name: str
    file: str
    figure: "Figure"


def write(figures: Mapping[str, "Figure"], folder: Path, title: str) -> Iterator[Path]:
    """Draw what is stale of ``figures`` into ``folder``, and write ``index.html`` and ``README.md``.

    Yields each file that was written. Raises ConvanimError for pages that somebody else wrote.
    """
    pages = [folder / name for name in ("index.html", "README.md")]
    for page in pages:
        if page.exists() and WRITTEN.encode() not in ends_of(page, 200, "name another folder with -o.")[:200]:
            raise ConvanimError(
                f"{page} is there, and convanim gallery did not write it.", "name another folder with -o."
            )
    entries = [_Entry(name, f"{name}{figure.usual_suffix}", figure) for name, figure in figures.items()]
    for suffix in sorted({figure.usual_suffix for figure in figures.values()}):
        chosen = {name: figure for name, figure in figures.items() if figure.usual_suffix == suffix}
        for drawn in plan.draw(chosen, folder, outputs=(suffix,)):
            if drawn.error:
                raise drawn.error
            yield folder / drawn.output
    for page, text in zip(pages, (_as_html(entries, title), _as_markdown(entries, title)), strict=True):
        with whole_file(page) as file:
            file.write(text.encode())
        yield page


def _as_html(entries: list[_Entry], title: str) -> str:
    def shown(entry: _Entry) -> str:
        scene = entry.figure.scene()
        return (
            f'<figure id="{html.escape(entry.name)}">\n'
            f'<img src="{html.escape(entry.file)}" width="{scene.width}" height="{scene.height}" loading="lazy" '
            f'alt="{in_html(entry.figure.alt)}">\n'
            f"<figcaption>{html.escape(entry.name)}<br><code>{html.escape(entry.figure.command)}</code></figcaption>\n"
            "</figure>\n"
        )

    return _PAGE.format(written=WRITTEN, title=in_html(title), figures="".join(map(shown, entries)))


def _as_markdown(entries: list[_Entry], title: str) -> str:
    lines = [WRITTEN, f"# {in_markdown(title)}", "", "| figure | picture | command |", "|---|---|---|"]
    for name, file, figure in entries:
        lines.append(f"| {in_markdown(name)} | ![{in_markdown(figure.alt)}]({file}) | {_code(figure.command)} |")
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    """Code in a cell of a table, where a bar ends the cell even in code."""
    text = " ".join(text.split()).replace("|", "\\|")
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    gap = " " if "`" in text else ""
    return f"{ticks}{gap}{text}{gap}{ticks}"
