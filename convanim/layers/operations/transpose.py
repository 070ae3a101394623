"""Transposed convolution, in the parameters of the layer that does it (PyTorch's ConvTranspose2d)."""

from convanim.errors import ConvanimError
from convanim.geometry.axis import Axis
from convanim.layers.operations import LayerAxis, RefusedError, _weighted
from convanim.layers.operations._weighted import (
    HAS_WEIGHTS,
    RANDOM_VALUES,
    divisor,
    most_padding,
    result,
    winner,
    written_sum,
)
from convanim.layers.operations._written_size import transposed as written_size

__all__ = ["HAS_WEIGHTS", "RANDOM_VALUES", "divisor", "most_padding", "result", "winner", "written_size", "written_sum"]

SUMMARY = "Draw a transposed convolution."
EXAMPLE = "--k 3 --s 2 --p 1 --op 1 -o upsample.gif"
SOLVE_EXAMPLE = "--i 7 --o 14"
OPTIONS = ("dim", "input_size", "kernel_size", "stride", "padding", "dilation", "output_padding")
DEFAULTS: dict[str, object] = {}
BORDER = "zero"
SCATTERS = True
INVERSE = "conv"
WORDS = _weighted.words(en=("Transposed convolution", "A transposed convolution"), zh=("转置卷积", "转置卷积"))


def default_input_size(layer: LayerAxis) -> int:
    """2, or, where its output is cropped away, the smallest larger input of whose output two cells stay."""
    kept = layer.stride + layer.effective_kernel_size + layer.output_padding - sum(layer.padding)
    return 2 if kept >= 1 else 2 + -((kept - 2) // layer.stride)


def named_padding(name: str, layer: LayerAxis) -> LayerAxis:
    """The sizes behind the names of paddings.

    ``same`` makes the output size input × stride, as Keras and ONNX do: of the kernel's surplus over the stride the
    odd cell is cropped at the end (TensorFlow, ONNX SAME_UPPER) or, with ``same-lower``, at the start; a kernel
    smaller than its stride gets the missing cells as output padding. ``valid`` crops nothing (ONNX; Keras would
    add output padding to a kernel smaller than its stride). The other names are those of convolution.
    """
    reach = layer.effective_kernel_size - 1
    if name == "causal":
        raise ConvanimError(
            "causal padding belongs to convolution.", "use padding same, valid, half, full or a number."
        )
    if name in ("same", "same-lower"):
        if layer.output_padding:
            raise ConvanimError(
                f"padding {name} settles the output's size, and output_padding {layer.output_padding} would change it.",
                "leave out one of the two.",
            )
        surplus = max(reach + 1 - layer.stride, 0)
        less, more = surplus // 2, surplus - surplus // 2
        sides = (less, more) if name == "same" else (more, less)
        return layer._replace(padding=sides, output_padding=max(layer.stride - reach - 1, 0))
    sizes = {"valid": 0, "half": (reach + 1) // 2, "full": reach}
    return layer._replace(padding=(sizes[name], sizes[name]))


def axis(layer: LayerAxis) -> Axis:
    """The input is spread by the stride and bordered with d(k - 1) - p zeros, the kernel turned around.

    The window moves one place at a time (arXiv:1603.07285, relationships 13 and 14); a border that comes out
    negative crops the input.
    """
    limit = max(layer.stride, layer.dilation)
    if layer.output_padding >= limit:
        raise RefusedError(
            f"output_padding {layer.output_padding} must be smaller than the stride or the dilation, "
            f"which are {layer.stride} and {layer.dilation}.",
            "output_padding",
            [{"output_padding": limit - 1}, {"stride": layer.output_padding + 1}],
        )
    reach = layer.dilation * (layer.kernel_size - 1)
    before, after = layer.padding
    general = Axis(
        layer.input_size,
        layer.kernel_size,
        dilation=layer.dilation,
        before=reach - before,
        after=reach - after + layer.output_padding,
        input_dilation=layer.stride,
        extra=layer.output_padding,
        flipped=True,
    )
    if general.output_size < 1:
        whole = general.output_size + before + after
        raise RefusedError(
            f"padding {_spelled(layer.padding)} crops all of the output, which has {whole} cells before it is cropped.",
            "padding",
            [{"padding": (whole - 1) // 2}],
        )
    return general


def size_formula(layer: LayerAxis, axis: Axis) -> tuple[str, str]:
    """The formula of PyTorch's ConvTranspose2d (relationships 13 and 14 of arXiv:1603.07285)."""
    before, after = layer.padding
    letters, numbers = ("2 × p", f"2 × {before}") if before == after else ("before − after", f"{before} − {after}")
    return (
        f"(i − 1) × s − {letters} + d × (k − 1) + op + 1",
        f"({layer.input_size} − 1) × {layer.stride} − {numbers} + {layer.dilation} × ({layer.kernel_size} − 1) + "
        f"{layer.output_padding} + 1",
    )


def _spelled(padding: tuple[int, int]) -> str:
    before, after = padding
    return str(before) if before == after else f"{before}:{after}"
