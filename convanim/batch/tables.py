"""Figures out of tables of options, from whatever file, and all that is wrong in them."""

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from convanim import views
from convanim.batch import fingerprint, page_words, sweep
from convanim.batch.outputs import BUNDLE, cut, read_outputs
from convanim.batch.page_words import PageWords
from convanim.errors import ConvanimError, choose
from convanim.figure import Figure, look
from convanim.layers import operations

if TYPE_CHECKING:
    from convanim.frameworks import PastedLayer

MOST_FIGURES = 10_000
MOST_PROBLEMS = 100
"""Nobody reads more at once, and each takes time to explain."""
LONGEST_NAME = 150

_OWN_KEYS = ("operation", "layer", "outputs", "sweep", *page_words.KEYS)
_DEFAULT_KEYS = ("operation", "outputs")

UNNAMED = "\0"
"""Begins the name of a table that has none, before its number."""

Problem = tuple[str, str]
Table = dict[str, object]


class Entry(NamedTuple):
    """A figure of a file."""

    name: str
    figure: Figure
    outputs: tuple[str, ...]
    """Suffixes without their dot, "%03d.png" for a still a step, or "bundle"."""
    table: str
    """Name of its table, which may make several figures."""
    where: str
    """The place in the file, for errors."""
    words: PageWords = PageWords()
    """What a page of the file says of it."""


class FiguresFileError(ConvanimError):
    """Everything that is wrong in a figures file; message and hint are those of the first problem."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(*problems[0])
        self.problems = problems

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class Reader:
    """Makes figures of tables and gathers what is wrong with them.

    ``where("figures", name, key)`` is the place of a key; names of files count from the folder ``base``.
    """

    def __init__(self, where: Callable[..., str], base: Path, sections: Collection[str] = ()) -> None:
        """``sections`` are those that the file has for pages."""
        self.where, self.base, self.sections = where, base, sections
        self.problems: list[Problem] = []

    def problem(self, message: str, hint: str) -> None:
        """Gather a problem, once; raises FiguresFileError where there are too many to go on."""
        if (message, hint) not in self.problems:
            self.problems.append((message, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            last = (f"these are the first {MOST_PROBLEMS} mistakes; there may be more.", "mend them, and try again.")
            raise FiguresFileError([*self.problems, last])

    def entries(self, tables: list[tuple[str, object]], defaults: Table) -> list[Entry]:
        """The figures; raises FiguresFileError where there is any problem."""
        defaults = self._checked_defaults(defaults)
        count = len(tables)
        self._refuse_too_many(count, "the file has")
        found: list[Entry] = []
        for name, table in tables:
            if not isinstance(table, dict):
                self._wrong(name, {}, f"{cut(str(table))!r} is no table.", f"write [figures.{cut(name)}].")
                continue
            try:
                sweep.refuse_what_is_none(table.get("sweep", {}))
            except ConvanimError as error:
                self._refused(name, table, error)
                continue
            count += sweep.size(table.get("sweep", {})) - 1
            self._refuse_too_many(count, f"with the sweep of {cut(name)} there are")
            found += self._figures(name, table, defaults)
        self._refuse_same_names(found)
        if self.problems:
            raise FiguresFileError(self.problems)
        return found

    def _refuse_too_many(self, count: int, there_are: str) -> None:
        if count > MOST_FIGURES:
            self.problem(
                f"{there_are} {count:,} figures, which is more than {MOST_FIGURES:,}.",
                "sweep fewer values, or spread the figures over several files.",
            )
            raise FiguresFileError(self.problems)

    def _figures(self, name: str, table: Table, defaults: Table) -> Iterator[Entry]:
        """The figures of one table."""
        before = len(self.problems)
        outputs = self._outputs(name, table, defaults)
        swept = table.get("sweep", {})
        assert isinstance(swept, dict)
        own = {key: value for key, value in table.items() if key not in _OWN_KEYS}
        pasted, words = self._pasted(name, table), self._words(name, table)
        if len(self.problems) > before:
            return
        operation = pasted.operation if pasted else table.get("operation", defaults.get("operation"))
        layer = pasted.options if pasted else {}
        chosen = swept.get("operation", [operation])
        if not self._known_operations(name, table, chosen):
            chosen = operations.names()  # The other keys can be looked at all the same.
        for key in swept.keys() & (own.keys() | {"layer", "outputs", "sweep"}):
            self._wrong(name, table, f"sweep: {key} cannot be swept here.", "name each option once.", "sweep")
        taken = {option for each in chosen for option in operations.load(each).OPTIONS} | set(look.names())
        owner = operation if len(chosen) == 1 else "a figure"
        for key, values in [*((key, [value]) for key, value in own.items()), *swept.items()]:
            if key != "operation":
                self._check(name, table, key, values, taken, owner)
        if len(self.problems) > before:
            return
        for end, combination in sweep.combinations(swept):
            given = {**own, **combination}
            of = str(given.pop("operation", operation))
            usual = _applicable(defaults, of, bool(pasted))
            own_given = {**layer, **given}
            if pasted:
                own_given |= views.flip_of(pasted.turned, {**usual, **own_given})
            entry = self._entry(name, end, table, of, usual, own_given, outputs)
            if entry:
                yield entry._replace(words=words)

    def _entry(
        self, name: str, end: str, table: Table, operation: str, usual: Table, given: Table, outputs: tuple[str, ...]
    ) -> Entry | None:
        """One figure of a table, whose name has this end; of the ``usual`` options it takes those with an effect."""
        try:
            figure = self._figure(operation, usual, given, outputs)
        except ConvanimError as error:
            self._refused(name, table, error, of=end)
            return None
        full = f"{figure.name.replace('×', 'x')}{end}" if name.startswith(UNNAMED) else f"{name}{end}"
        if re.fullmatch(r"[\w-][\w.-]*", full) is None or len(full.encode()) > LONGEST_NAME:
            self._wrong(
                name,
                table,
                f"the name {cut(full)!r} would not do for a file.",
                f"use letters, digits, dashes and underscores, {LONGEST_NAME} at most.",
            )
            return None
        outputs = outputs or (figure.usual_suffix.removeprefix("."),)
        return Entry(full, figure, outputs, name, f"{self._place(name)}: [figures.{full}]")

    def _figure(self, operation: str, usual: Table, given: Table, outputs: tuple[str, ...]) -> Figure:
        usual, given = ({key: self._found(key, value) for key, value in table.items()} for table in (usual, given))
        # A bundle has files of several formats, one of which may take what another does not.
        suffixes = [] if BUNDLE in outputs else [each.rpartition(".")[2] for each in outputs]
        others = {key: usual[key] for key in usual.keys() - given.keys()}
        return Figure.of_usual(operation, others, given, suffixes)[0]

    def _found(self, key: str, value: object) -> object:
        """The value of an option; a file's name from where the program runs. Raises FailedError without the file."""
        if not fingerprint.names_file(key, value):
            return value
        path = self.base / str(value)
        fingerprint.refuse_unreadable(key, path)
        return str(path)

    def _check(self, name: str, table: Table, key: str, values: list[object], taken: set[str], owner: object) -> None:
        """Look at the values of one key by itself."""
        if key not in taken:
            self._wrong(name, table, f"{owner} takes no option {cut(key)!r}.", choose(key, taken), key)
            return
        for value in values:
            try:
                look.option(key).read(value)
                found = self._found(key, value)
                if key == "theme":
                    Figure.of(operations.names()[0], theme=found)
            except ConvanimError as error:
                self._refused(name, table, error, key)

    def _known_operations(self, name: str, table: Table, chosen: list[object]) -> bool:
        for operation in chosen:
            if operation is None:
                self._wrong(name, table, "there is no operation.", f"say which: {', '.join(operations.names())}.")
            elif operation not in operations.names():
                message = f"there is no operation {cut(str(operation))!r}."
                self._wrong(name, table, message, choose(str(operation), operations.names()), "operation")
        return all(operation in operations.names() for operation in chosen)

    def _pasted(self, name: str, table: Table) -> "PastedLayer | None":
        """A layer that is written as in somebody's code."""
        if "layer" not in table:
            return None
        if "operation" in table:
            self._wrong(name, table, "there are both a layer and an operation.", "leave out the operation.", "layer")
            return None
        from convanim.frameworks import read_layer

        try:
            if not isinstance(table["layer"], str):
                raise ConvanimError("layer: it is no text.", 'write it in quotes: layer = "nn.Conv2d(3, 8, 3)".')
            return read_layer(table["layer"])
        except ConvanimError as error:
            self._refused(name, table, error, "layer")
            return None

    def _words(self, name: str, table: Table) -> PageWords:
        """What a page says of a table's figures."""
        try:
            return page_words.words_of(table, self.sections)
        except ConvanimError as error:
            self._refused(name, table, error)
            return PageWords()

    def _outputs(self, name: str, table: Table, defaults: Table) -> tuple[str, ...]:
        """The outputs of a table's figures; none where nothing is said of them."""
        given = table.get("outputs", defaults.get("outputs"))
        try:
            return read_outputs(given) if given is not None else ()
        except ConvanimError as error:
            self._refused(name, table, error, "outputs")
            return ()

    def _checked_defaults(self, defaults: Table) -> Table:
        """The defaults that are right; what is wrong in them is told once, not with every figure."""
        taken = {option for each in operations.names() for option in operations.load(each).OPTIONS}
        taken |= {*look.names(), *_DEFAULT_KEYS}
        right: Table = {}
        for key, value in defaults.items():
            try:
                if key not in taken:
                    raise ConvanimError(f"no figure takes an option {cut(key)!r}.", choose(key, taken))
                if key == "outputs":
                    read_outputs(value)
                elif key == "operation":
                    operations.load(str(value))
                else:
                    look.option(key).read(value)
                    self._found(key, value)
                right[key] = value
            except ConvanimError as error:
                self.problem(f"{self.where('defaults', key)}: [defaults]: {error.message}", error.hint)
        return right

    def _refuse_same_names(self, entries: list[Entry]) -> None:
        seen: dict[str, Entry] = {}
        for entry in entries:
            # Half of the world's file systems do not tell A from a.
            other = seen.setdefault(entry.name.casefold(), entry)
            if other is not entry:
                self.problem(f"{entry.where}: {other.where} has the same name.", "give each figure a name of its own.")

    def _refused(self, name: str, table: Table, error: ConvanimError, key: str | None = None, of: str = "") -> None:
        """Gather what an error tells, at the key that it is about."""
        self._wrong(name, table, error.message, error.hint, key or error.option, of)

    def _wrong(self, name: str, table: Table, message: str, hint: str, key: str | None = None, of: str = "") -> None:
        """Gather a problem of a table, at the key that it is about."""
        swept = table.get("sweep")
        is_swept = isinstance(swept, dict) and key in swept and key not in table
        path = ["sweep", key] if is_swept and key else [key] if key in table and key else []
        shown = f"[figures.{cut(name)}{of}]: " if not name.startswith(UNNAMED) else ""
        self.problem(f"{self._place(name, *path)}: {shown}{message}", hint)

    def _place(self, name: str, *key: str) -> str:
        return self.where("figures", name, *key)


def _applicable(defaults: Table, operation: str, pasted: bool) -> Table:
    """The defaults that the operation has; of a pasted layer, which is all there, those of its input and its look."""
    taken = {"input_size"} if pasted else set(operations.load(operation).OPTIONS)
    return {key: value for key, value in defaults.items() if key in taken or key in look.names()}
