"""A file of figures: one TOML table a figure, and defaults for all of them."""

import re
import tomllib
from pathlib import Path

from convanim import operations
from convanim.errors import ConvanimError, FailedError
from convanim.figure import Figure


def read_figures(path: Path) -> dict[str, Figure]:
    """The figures of a file by their names.

    Each table ``[figures.NAME]`` has an ``operation`` and options by their whole names. Of ``[defaults]`` a figure
    takes those options that its operation has. Raises ConvanimError with the table's name for what is wrong in one.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FailedError(
            f"{path} could not be read: {(error.strerror or str(error)).lower()}.", "name a file of figures."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConvanimError(f"{path} is not TOML: {error}.", "mend the line that it names.") from error
    if unknown := sorted(tables.keys() - {"figures", "defaults"}):
        raise ConvanimError(f"{path}: there is no table [{unknown[0]}].", "there are [defaults] and [figures.NAME].")
    figures, defaults = tables.get("figures", {}), tables.get("defaults", {})
    if not isinstance(figures, dict) or not figures or not isinstance(defaults, dict):
        raise ConvanimError(f"{path} has no figures.", "give each figure a table: [figures.NAME].")
    return {name: _figure(path, name, table, defaults) for name, table in figures.items()}


def _figure(path: Path, name: str, table: object, defaults: dict[str, object]) -> Figure:
    where = f"{path}: [figures.{name}]"
    if re.fullmatch(r"[\w-][\w.-]*", name) is None:
        raise ConvanimError(
            f"{where}: the name would not do for a file.", "use letters, digits, dashes and underscores."
        )
    if not isinstance(table, dict) or not isinstance(table.get("operation"), str):
        raise ConvanimError(f"{where} has no operation.", f"say which: {', '.join(operations.names())}.")
    options = dict(table)
    operation = options.pop("operation")
    try:
        return Figure.of(operation, **{**_applicable(defaults, operation), **options})
    except ConvanimError as error:
        raise type(error)(f"{where}: {error.message}", error.hint) from None


def _applicable(defaults: dict[str, object], operation: str) -> dict[str, object]:
    elsewhere = {name for other in operations.names() for name in operations.load(other).OPTIONS}
    elsewhere -= set(operations.load(operation).OPTIONS)
    return {name: value for name, value in defaults.items() if name not in elsewhere}
