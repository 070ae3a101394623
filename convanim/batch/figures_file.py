"""A file of figures: a TOML table a figure or a sweep of them, and defaults for all.

The same tables come as lines of JSON from programs. All that is wrong in a file is told at once.
"""

import json
import re
from pathlib import Path
from typing import IO, NamedTuple

from convanim.batch.outputs import cut
from convanim.batch.page_words import Section, section_of
from convanim.batch.tables import UNNAMED, Entry, FiguresFileError, Reader
from convanim.batch.toml_lines import Lines
from convanim.errors import ConvanimError
from convanim.figure import Figure
from convanim.files import decoded, read_bytes, read_stream
from convanim.options.toml_tables import tables_of

MOST_BYTES = 2_000_000

_TABLES = ("figures", "defaults", "sections", "page")
_HEADS = ("[defaults]", "[figures.NAME]", "[sections.NAME]", "[page]")
_SPREAD = "spread the figures over several files, or use a sweep."


class Page(NamedTuple):
    """All that a figures file has."""

    entries: list[Entry]
    own: Section
    """What is said of the page itself."""
    sections: dict[str, Section]


def read_figures(path: Path) -> dict[str, Figure]:
    """The figures of a file by their names; raises FiguresFileError."""
    return {entry.name: entry.figure for entry in read(path)}


def read(path: Path) -> list[Entry]:
    """The figures of a TOML file; raises as ``read_page`` does."""
    return read_page(path).entries


def read_page(path: Path) -> Page:
    """The figures of a TOML file, and what it says for pages of them.

    Each table ``[figures.NAME]`` has an ``operation`` or a ``layer`` and options by their whole names. Of
    ``[defaults]`` a figure takes those options that its operation has and that have an effect on it. Raises
    FiguresFileError, with the file, the line and the key of all that is wrong, and FailedError for a file that cannot
    be read.
    """
    content = read_bytes(path, MOST_BYTES, "name a file of figures.", _SPREAD)
    text = decoded(content, str(path)).removeprefix("\ufeff")
    try:
        tables = tables_of(text)
    except ValueError as error:
        raise _not_toml(path, error) from None
    lines: list[Lines] = []

    def where(*key: str) -> str:
        if not lines:  # Found when the first mistake is.
            lines.append(Lines(text))
        line = lines[0].line(*key)
        return f"{path}:{line}" if line else str(path)

    listed = tables.get("sections")
    named = listed if isinstance(listed, dict) else {}
    reader = Reader(where, path.parent, named)
    for name in tables:
        if name not in _TABLES or not isinstance(tables[name], dict):
            reader.problem(f"{where(name)}: there is no table [{cut(name)}].", f"there are {', '.join(_HEADS)}.")
    sections = {name: _section(reader, named[name], "sections", name) for name in named}
    own = _section(reader, tables.get("page", {}), "page")
    figures, defaults = (table if isinstance(table := tables.get(key), dict) else {} for key in ("figures", "defaults"))
    if not figures and not reader.problems:
        reader.problem(f"{path} has no figures.", "give each figure a table: [figures.NAME].")
    return Page(reader.entries(list(figures.items()), defaults), own, sections)


def _section(reader: Reader, table: object, *key: str) -> Section:
    """What is said of a section or of the page; what is wrong there is gathered."""
    try:
        return section_of(table)
    except ConvanimError as error:
        place = reader.where(*key, *([error.option] if error.option else []))
        reader.problem(f"{place}: [{'.'.join(map(cut, key))}]: {error.message}", error.hint)
        return Section()


def read_lines(file: IO[bytes]) -> list[Entry]:
    """The figures of lines of JSON, one object a figure: the keys of its table, and its ``name``.

    The name may be left out: then it tells the parameters, as that of a single figure does.
    """
    content = read_stream(file, MOST_BYTES, "standard input", _SPREAD)
    text = decoded(content, "standard input").removeprefix("\ufeff")
    numbered = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    lines: dict[str, int] = {}
    reader = Reader(lambda *key: f"line {lines[key[1]]}", Path())
    tables: list[tuple[str, object]] = []
    for number, line in numbered:
        try:
            table = json.loads(line)
        except (ValueError, RecursionError) as error:
            reader.problem(f"line {number} is not JSON: {error}.", 'write an object a line: {"operation": "conv"}.')
            continue
        if not isinstance(table, dict):
            reader.problem(f"line {number} is not an object.", 'write an object a line: {"operation": "conv"}.')
            continue
        name = table.pop("name", None)
        name = f"{UNNAMED}{number}" if name is None else str(name)
        if name in lines:
            reader.problem(f"line {number}: there is a figure {cut(name)!r} already.", "give each a name of its own.")
            continue
        lines[name] = number
        tables.append((name, table))
    if not tables and not reader.problems:
        reader.problem("standard input has no figures.", 'write an object a line: {"operation": "conv"}.')
    return reader.entries(tables, {})


def _not_toml(path: Path, error: Exception) -> ConvanimError:
    reason = str(error)
    line = re.search(r" \(at line (\d+), column \d+\)", reason)
    place, reason = (f"{path}:{line[1]}", reason.replace(line[0], "")) if line else (str(path), reason)
    return FiguresFileError(
        [(f"{place}: this is not TOML: {reason}.", "mend the line; names and words are in quotes.")]
    )
