"""Click options out of the table of options; values pass through unread, for every door reads them alike."""

import click

from convanim.options.table import LAYER, LOOK, VIEW, Option

NO_LIMIT = "limit"


def layer_parameters(taken: tuple[str, ...]) -> list[click.Parameter]:
    """The options of a layer."""
    return [_click_option(each) for each in LAYER if each.name in taken]


def look_parameters() -> list[click.Parameter]:
    """The options of the picture."""
    return [_click_option(each) for each in VIEW + LOOK]


def limit_parameter() -> click.Parameter:
    """The switch that takes off the limits."""
    return next(_click_option(each) for each in LOOK if each.name == NO_LIMIT)


def given(values: dict[str, object]) -> dict[str, object]:
    """The options that were written on the command line."""
    return {name: value for name, value in values.items() if value is not None}


def example(text: str) -> str:
    """The last lines of a help page: its epilog."""
    return f"\b\nExample:\n  convanim {text}"


def _click_option(option: Option) -> click.Option:
    dashed = option.name.replace("_", "-")
    if option.flag:
        names = f"--{dashed}/--no-{dashed}"
        return click.Option([names, option.name], default=None, help=option.help)
    names_ = [f"--{option.short}", f"-{option.short}"] if option.short else []
    text = option.help
    if option.default is not None:
        text += f" [default: {option.default}]"
    return click.Option(
        [*names_, f"--{dashed}", option.name], type=click.UNPROCESSED, metavar=option.metavar, help=text
    )
