"""``convanim solve``: the layers that make one size out of another, each as a command."""

import json
from typing import Any

import click

from convanim.answers.solve import TAKEN, solve
from convanim.cli.commands import PerOperation
from convanim.cli.parameters import example, given, layer_parameters
from convanim.layers import operations


def _solve_command(operation: str) -> click.Command:
    def found(most: int, as_json: bool, input_size: object, output_size: object, **values: Any) -> None:
        from convanim.layers.command import command_line, described

        solutions = solve(operation, input_size, output_size, most=most, **given(values))
        if as_json:
            told = {"found": solutions.found, "solutions": [described(layer) for layer in solutions.layers]}
            click.echo(json.dumps(told))
            return
        for layer in solutions.layers:
            click.echo(command_line(layer))
        if solutions.found > len(solutions.layers):
            # A comment, so that all lines can be pasted into a shell.
            click.echo(f"# {solutions.found - len(solutions.layers)} more: --most {solutions.found}")

    definition = operations.load(operation)
    taken = definition.OPTIONS
    layer, output = layer_parameters(tuple(name for name in TAKEN if name in taken)), _output_option()
    for option in layer:
        if isinstance(option, click.Option):
            option.help = (option.help or "").partition(" [default")[0] if option.name != "dim" else option.help
            option.required = option.name == "input_size"
    return click.Command(
        operation,
        callback=found,
        params=[*layer[:2], output, *layer[2:], _most_option(), _json_option()],
        help=f"List parameters of {operation} that make one size out of another, the usual ones first.\n\n"
        "A parameter that is given is settled; the others are looked for.",
        epilog=example(f"solve {operation} {definition.SOLVE_EXAMPLE}"),
        short_help=f"List parameters of {operation}.",
    )


def _output_option() -> click.Option:
    return click.Option(
        ["--o", "--output-size", "output_size"],
        metavar="SIZE",
        required=True,
        type=click.UNPROCESSED,
        help="Size of the output.",
    )


def _most_option() -> click.Option:
    return click.Option(
        ["--most"], type=click.IntRange(min=1), default=20, metavar="N", help="Lines at most. [default: 20]"
    )


def _json_option() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object, for programs.")


command = PerOperation(
    "solve",
    _solve_command,
    "List the parameters that make one size out of another.\n\n"
    "Each line is a command; the usual layers come first. The search has bounds: kernels up to 11 or one or two "
    "strides, strides up to 64, dilations up to 4.",
    example("solve transpose --i 7 --o 14"),
)
