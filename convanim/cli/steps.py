"""``convanim steps``: the arithmetic as JSON, without a picture."""

import json
from typing import Any

import click

from convanim import operations
from convanim.cli.parameters import example, given, layer_parameters, limit_parameter
from convanim.errors import ConvanimError, choose
from convanim.figure import Figure


class _Steps(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(operations.names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in operations.names():
            raise ConvanimError(f"there is no operation {cmd_name!r}.", choose(cmd_name, operations.names()))
        return _steps_command(cmd_name)


command = _Steps(
    "steps",
    help="Print the arithmetic of an operation as JSON.\n\n"
    "Every step (one output element) in row-major order, with its taps: the kernel element, the input element that "
    "it meets, and the kind of that cell (input, padding, inserted or extra).",
    epilog=example("steps transpose --i 2 --k 3 --s 2"),
    no_args_is_help=True,
)


def _steps_command(operation: str) -> click.Command:
    def steps(**values: Any) -> None:
        figure = Figure.of(operation, **given(values))
        taken = figure.steps()
        click.echo(_head(figure) + ', "steps": [', nl=False)
        for number, step in enumerate(taken):
            taps = [{"kernel": tap.kernel, "input": tap.input, "kind": tap.kind} for tap in step.taps]
            click.echo(("," if number else "") + "\n" + json.dumps({"output": step.output, "taps": taps}), nl=False)
        click.echo("\n]}")

    return click.Command(
        operation,
        callback=steps,
        params=[*layer_parameters(operations.load(operation).OPTIONS), limit_parameter()],
        help=f"Print the steps of the operation {operation!r} as JSON.",
        epilog=example(f"steps {operation} --i 5 --k 3"),
    )


def _head(figure: Figure) -> str:
    """All of the object but its end: the steps follow one by one, however many there are."""
    return json.dumps(
        {
            "operation": figure.operation,
            "input_size": figure.input_size,
            "kernel_size": figure.kernel_size,
            "stride": figure.stride,
            "padding": figure.padding,
            "dilation": figure.dilation,
            "output_padding": figure.output_padding,
            "output_size": figure.output_size,
        }
    )[:-1]
