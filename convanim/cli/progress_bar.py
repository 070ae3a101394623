"""A bar on standard error that never takes more than one line of the terminal, however narrow it is."""

import shutil
import sys
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from convanim.batch.job import Drawn

NARROW = 72
"""Columns below which the counts and the name are told, and no bar."""
NARROWEST = 40
"""Columns below which nothing is said of the time that is left."""
BAR = 24
"""Columns of the bar itself."""
LABEL = "Drawing"
LONGEST_ETA = len("1d 00:00:00")
ERASE = "\x1b[K"
"""Clears the rest of the line, which may be of a longer name."""


def with_bar(names: list[str], results: "Iterator[Drawn]") -> "Iterator[Drawn]":
    """The results, with a bar on standard error while they come; ``names`` are those of all outputs, in order."""
    waiting = dict.fromkeys(names)
    broad = _columns() >= NARROW
    shown: ProgressBar[str] = click.progressbar(
        length=len(waiting),
        label=LABEL,
        file=sys.stderr,
        show_pos=True,
        show_eta=_columns() >= NARROWEST,
        width=BAR if broad else 1,  # 0 would be as wide as there is room.
        bar_template="%(label)s  [%(bar)s]  %(info)s" if broad else "%(label)s  %(info)s",
        item_show_func=lambda name: _cut(name or "", _room(len(names))) + ERASE,
    )
    with shown as bar:
        bar.update(0, next(iter(waiting), None))
        for drawn in results:
            waiting.pop(drawn.output, None)
            # It would fill the line up with blanks, and takes a letter for a column.
            bar.max_width = None
            # They begin in their order, so the first that is not done is under way.
            bar.update(1, next(iter(waiting), None))
            yield drawn


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _room(count: int) -> int:
    """Columns for a name beside all else that can be on the line; the last column stays free."""
    counts = 2 * len(str(count)) + 1
    bar = BAR + 4 if _columns() >= NARROW else 0
    left = 2 + LONGEST_ETA if _columns() >= NARROWEST else 0
    return max(_columns() - 1 - (len(LABEL) + 2 + bar + counts + left + 2), 0)


def _cut(name: str, room: int) -> str:
    """The end of a name, which tells more than its beginning, in so many columns."""
    if _wide(name) <= room:
        return name
    while name and _wide(name) >= room:
        name = name[1:]
    return f"…{name}" if room else ""


def _wide(text: str) -> int:
    """Columns of a terminal: letters of East Asia take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
