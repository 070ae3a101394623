"""``convanim matrix``: the matrix that a layer is, as text, CSV, LaTeX or an array."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from convanim import files
from convanim.cli.commands import PerOperation
from convanim.cli.parameters import example, given, layer_parameters, limit_parameter, parameters
from convanim.cli.parameters import files as files_
from convanim.errors import ConvanimError
from convanim.layers import matrix as unrolled
from convanim.layers import operations, values
from convanim.layers.array import Array
from convanim.layers.layer import Layer
from convanim.layers.operations import LayerAxis
from convanim.options import table
from convanim.options.numbers import FLIP, NUMBERS, SEED, WEIGHTS
from convanim.options.option import named

MOST_ELEMENTS = 100_000_000

_NUMBERS = (WEIGHTS, SEED, FLIP, NUMBERS)


class _WithWeights(PerOperation):
    """Knows the operations that are a matrix of weights."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(operations.with_weights())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in operations.names() and not operations.load(cmd_name).HAS_WEIGHTS:
            others = " or ".join(operations.with_weights())
            raise ConvanimError(f"{cmd_name} has no weights, and no matrix of them.", f"use {others}.")
        return super().get_command(ctx, cmd_name)


def _matrix_command(operation: str) -> click.Command:
    def matrix(output: str | None, form: str | None, limit: bool | None, **given_values: Any) -> None:
        chosen = given(given_values)
        number = {name: chosen.pop(name) for name in named(_NUMBERS) if name in chosen}
        layer = Layer.of(operation, **chosen)
        if limit is not False:
            _refuse_absurd_sizes(layer)
        in_numbers = number.pop("numbers", False) or form == "npy"
        if number and not in_numbers:
            raise ConvanimError(f"{next(iter(number))} is for numbers.", "add --numbers.")
        weights = _weights(layer, number) if in_numbers else None
        if limit is not False:
            layer.refuse_absurd_counts()
        _write(_FORMS[form or "text"](layer, weights), output, binary=form == "npy")

    module = operations.load(operation)
    return click.Command(
        operation,
        callback=matrix,
        params=[
            *layer_parameters(module.OPTIONS),
            *_number_options(),
            *_form_options(),
            _output_option(),
            _limit_option(),
        ],
        help=f"Print the matrix of the operation {operation!r}.",
        epilog=example(f"matrix {operation} --i {module.default_input_size(LayerAxis())} --k 3"),
        short_help=f"The matrix of {operation}.",
    )


def _number_options() -> list[click.Parameter]:
    kernel = f"Kernel in numbers: {', '.join(WEIGHTS.kind.words)}, a file, or rows (1 2; 3 4)."
    told = {"weights": kernel, "numbers": "Numbers in place of names."}
    return parameters(each._replace(help=told.get(each.name, each.help)) for each in _NUMBERS)


def _form_options() -> list[click.Option]:
    told = {
        "csv": "Comma-separated values.",
        "npy": "A NumPy array of numbers.",
        "latex": "A bmatrix of LaTeX's amsmath.",
    }
    return [click.Option([f"--{form}", "form"], flag_value=form, help=text) for form, text in told.items()]


def _limit_option() -> click.Parameter:
    found = limit_parameter()
    assert isinstance(found, click.Option)
    found.help = f"Refuse more than {MOST_ELEMENTS:,} elements."
    return found


def _output_option() -> click.Option:
    return click.Option(
        ["-o", "--output"],
        metavar="FILE",
        shell_complete=files_,
        help="The file to write. [default: standard output, which - is, too]",
    )


def _refuse_absurd_sizes(layer: Layer) -> None:
    rows, columns = unrolled.size(layer)
    if rows * columns > MOST_ELEMENTS:
        raise ConvanimError(
            f"the matrix of {rows:,} × {columns:,} has {rows * columns:,} elements, which is more than "
            f"{MOST_ELEMENTS:,}.",
            "use a smaller input or a larger stride, or no limit (--no-limit).",
        )


def _weights(layer: Layer, number: dict[str, Any]) -> Array:
    chosen = table.read(number, (WEIGHTS, SEED, FLIP), layer.operation)
    found = values.weights_of(layer, chosen.get("weights"), chosen["seed"], flip=chosen["flip"])
    assert found is not None
    return found


def _cells(layer: Layer, weights: Array | None, *, latex: bool = False) -> Iterator[list[str]]:
    """The elements of each row as they are written; elements that are zero for every kernel are "0"."""
    _, columns = unrolled.size(layer)
    for row in unrolled.rows(layer, limit=False):
        written = ["0"] * columns
        if weights is not None:
            for column, number in unrolled.in_numbers(row, weights).items():
                written[column] = f"{number:.6g}"
        else:
            for column, summed in row.items():
                indices = [unrolled.subscript(weight, layer.kernel_size) for weight in summed]
                written[column] = "+".join(f"w_{{{index}}}" if latex else f"w{index}" for index in indices)
        yield written


def _text(layer: Layer, weights: Array | None) -> Iterator[bytes]:
    widths = [0] * unrolled.size(layer)[1]
    for row in _cells(layer, weights):
        widths = [max(width, len(cell)) for width, cell in zip(widths, row, strict=True)]
    for row in _cells(layer, weights):
        aligned = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield (" ".join(aligned) + "\n").encode()


def _csv(layer: Layer, weights: Array | None) -> Iterator[bytes]:
    for row in _cells(layer, weights):
        # A symbol with a comma ("w10,2") is one field.
        yield (",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n").encode()


def _latex(layer: Layer, weights: Array | None) -> Iterator[bytes]:
    rows, columns = unrolled.size(layer)
    if columns > 10:  # amsmath's own bound
        yield f"\\setcounter{{MaxMatrixCols}}{{{columns}}}\n".encode()
    yield b"\\begin{bmatrix}\n"
    for number, row in enumerate(_cells(layer, weights, latex=True)):
        yield ("  " + " & ".join(row) + (" \\\\" if number < rows - 1 else "") + "\n").encode()
    yield b"\\end{bmatrix}\n"


def _npy(layer: Layer, weights: Array | None) -> Iterator[bytes]:
    """Row by row, for the matrix is far larger than what it is made of."""
    import io

    import numpy as np

    assert weights is not None
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, {"descr": "<f8", "fortran_order": False, "shape": unrolled.size(layer)})
    yield head.getvalue()
    _, columns = unrolled.size(layer)
    for row in unrolled.rows(layer, limit=False):
        found = np.zeros(columns, "<f8")
        for column, number in unrolled.in_numbers(row, weights).items():
            found[column] = number
        yield found.tobytes()


_Form = Callable[[Layer, Array | None], Iterator[bytes]]
_FORMS: dict[str, _Form] = {"text": _text, "csv": _csv, "npy": _npy, "latex": _latex}


def _write(pieces: Iterable[bytes], output: str | None, *, binary: bool) -> None:
    if output not in (None, "-"):
        with files.whole_file(Path(str(output))) as file:
            file.writelines(pieces)
        return
    if binary and sys.stdout.isatty():
        raise ConvanimError("an array does not belong on a terminal.", "name a file with -o, or send it on.")
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


command = _WithWeights(
    "matrix",
    _matrix_command,
    "Print the matrix that a layer is.\n\n"
    "Times the input as a column it gives the output as a column. Its elements are the names of the weights (w01: row "
    "0, column 1 of the kernel), or numbers with --numbers. Cells of padding have no columns.",
    example("matrix conv --i 4 --k 3"),
)
