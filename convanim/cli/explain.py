"""``convanim explain``: what there is to say of a layer, without a picture."""

import json
from typing import Any

import click

from convanim.cli.commands import PerOperation
from convanim.cli.parameters import example, given, layer_parameters
from convanim.layers import operations
from convanim.layers.layer import Layer


def _explain_command(operation: str) -> click.Command:
    def explain(as_json: bool, **values: Any) -> None:
        layer = Layer.of(operation, **given(values))
        if as_json:
            from convanim.answers.explain import explanation

            click.echo(json.dumps(explanation(layer)))
            return
        from convanim.answers.explain_prose import prose

        click.echo(prose(layer))

    return click.Command(
        operation,
        callback=explain,
        params=[*layer_parameters(operations.load(operation).OPTIONS), _json_option()],
        help=f"Explain the sizes and cells of the operation {operation!r}.",
        epilog=example(f"explain {operation} --i 5 --k 3 --s 2"),
        short_help=f"Explain {operation}.",
    )


def _json_option() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object, for programs.")


command = PerOperation(
    "explain",
    _explain_command,
    "Explain an operation in numbers and words.\n\n"
    "The size formula with the numbers put in, the border and the inserted zeros, the cells that no window reads and "
    "why, the layer that undoes it, its spelling in the frameworks, and the input drawn in characters.",
    example("explain transpose --i 3 --k 3 --s 2 --p 1 --op 1"),
)
