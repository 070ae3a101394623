"""Click options out of declared ones; values pass through unread, for every door reads them alike."""

import re
from collections.abc import Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

from convanim import parts
from convanim.figure import look
from convanim.options import table
from convanim.options.names import Part, Table
from convanim.options.option import Option

NO_LIMIT = "limit"


def layer_parameters(taken: tuple[str, ...]) -> list[click.Parameter]:
    """The options of a layer."""
    return parameters(table.of_layer(taken))


def parameters(options: Iterable[Option]) -> list[click.Parameter]:
    """Options as click has them."""
    return [parameter for each in options for parameter in (_click_option(each), *_switched_off(each))]


def _switched_off(option: Option) -> list[click.Parameter]:
    """The switch beside an option of words that can be switched off: ``--no-labels``."""
    switch = getattr(option.kind, "switch", None)
    if not switch:
        return []
    text = f"The same as --{option.dashed} {switch[1]}."
    return [click.Option([f"--no-{option.dashed}", option.name], flag_value=switch[1], default=None, help=text)]


def limit_parameter() -> click.Parameter:
    """The switch that takes off the limits."""
    return _click_option(table.option(NO_LIMIT))


class LookCommand(click.Command):
    """A command that takes the whole look of a figure.

    What one view or format alone takes is known to its own file. Few command lines have such an option, so these files
    are read for those, for the help and for completion.
    """

    def __init__(self, *args: Any, after: list[click.Parameter], **given: Any) -> None:
        """``after`` are the parameters that come after the look; the rest is click's."""
        self._before: list[click.Parameter] = given.pop("params")
        self._after = after
        super().__init__(*args, **given)
        self._take(table.LOOK)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with all options where one is not known without them."""
        known = {name for each in self.params for name in (*each.opts, *each.secondary_opts)}
        named = {re.split("=", word)[0] for word in args if word.startswith("-")}
        if ctx.resilient_parsing or not named <= known:
            self._take(look.options())
        return super().parse_args(ctx, args)

    def _take(self, options: Iterable[Option]) -> None:
        self.params = [*self._before, *parameters(options), *self._after]


def given(values: dict[str, object]) -> dict[str, object]:
    """The options that were written on the command line."""
    return {name: value for name, value in values.items() if value is not None}


def example(text: str) -> str:
    """The last lines of a help page: its epilog."""
    return f"\b\nExample:\n  convanim {text}"


def names(option: Option) -> tuple[str, ...]:
    """The values that have names: words, and parts that there are."""
    kind = option.kind
    return (*(parts.names(kind.folder, kind.suffix) if isinstance(kind, Part) else ()), *kind.words)


def told(option: Option) -> str:
    """What an option means, with the names of the parts that it can take."""
    if not isinstance(option.kind, Part):
        return option.help
    listed = ", ".join(names(option))
    # A list that goes on has commas alone; one that ends has its "or".
    return option.help.format(names=listed if isinstance(option.kind, Table) else " or ".join(listed.rsplit(", ", 1)))


def files(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completes the name of a file, which shells can do themselves."""
    return [CompletionItem(incomplete, type="file")]


def _click_option(option: Option) -> click.Option:
    if option.flag:
        both = f"--{option.dashed}/--no-{option.dashed}"
        return click.Option([both, option.name], default=None, help=told(option))
    short = [f"--{option.short}", f"-{option.short}"] if option.short else []

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        words = [CompletionItem(each) for each in names(option) if each.startswith(incomplete)]
        return words or (files(context, parameter, incomplete) if option.kind.takes_files else [])

    text = told(option)
    if option.default is not None:
        text += f" [default: {option.default}]"
    return click.Option(
        [*short, f"--{option.dashed}", option.name],
        type=click.UNPROCESSED,
        metavar=option.kind.metavar,
        help=text,
        shell_complete=complete,
    )
