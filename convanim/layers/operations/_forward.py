"""What convolution and pooling share: a window that moves over the input as it is."""

from convanim.geometry.axis import Axis
from convanim.layers.operations import LayerAxis, RefusedError
from convanim.layers.operations._written_size import forward as written_size

__all__ = ["SCATTERS", "default_input_size", "named_padding", "size_formula", "window", "written_size"]

SCATTERS = False


def default_input_size(layer: LayerAxis) -> int:
    """4, or the smallest larger input of which two windows fit."""
    return max(4, layer.effective_kernel_size + layer.stride - sum(layer.padding))


def named_padding(name: str, layer: LayerAxis) -> LayerAxis:
    """The sizes behind the names that frameworks give to paddings.

    ``same`` is the output size ceil(input / stride), the odd cell at the end (TensorFlow, ONNX SAME_UPPER); as in
    TensorFlow, it never crops, where onnxruntime crops for a kernel smaller than its stride. Its twin
    ``same-lower`` has it at the start (SAME_LOWER). ``half`` and ``full`` are those of arXiv:1603.07285, sections
    2.3.1 and 2.3.2; ``causal`` puts all of the full padding before the input (Keras's Conv1D).
    """
    reach = layer.effective_kernel_size - 1
    outputs = -(-layer.input_size // layer.stride)
    total = max((outputs - 1) * layer.stride + reach + 1 - layer.input_size, 0)
    sides = {
        "valid": (0, 0),
        "same": (total // 2, total - total // 2),
        "same-lower": (total - total // 2, total // 2),
        "half": ((reach + 1) // 2, (reach + 1) // 2),
        "full": (reach, reach),
        "causal": (reach, 0),
    }
    return layer._replace(padding=sides[name])


def window(layer: LayerAxis) -> Axis:
    """The general form as it stands (arXiv:1603.07285, relationship 6)."""
    axis = Axis(
        layer.input_size,
        layer.kernel_size,
        layer.stride,
        layer.dilation,
        *layer.padding,
        padding_mode=layer.padding_mode,
    )
    missing = axis.effective_kernel_size - axis.padded_size
    if missing > 0:
        about = "dilation" if layer.dilation > 1 else "kernel_size"
        raise RefusedError(_too_large(layer, axis), about, _ways(layer, axis, missing))
    return axis


def size_formula(layer: LayerAxis, axis: Axis) -> tuple[str, str]:
    """Relationship 15 of arXiv:1603.07285; rounded up as PyTorch's pooling does."""
    before, after = layer.padding
    letters, numbers = ("2 × p", f"2 × {before}") if before == after else ("before + after", f"{before} + {after}")
    opening, closing = "⌈⌉" if layer.ceil_mode else "⌊⌋"
    dropped = layer.ceil_mode and axis.rounded_up_size > axis.output_size
    return (
        f"{opening}(i + {letters} − d × (k − 1) − 1) / s{closing} + 1{' − 1' * dropped}",
        f"{opening}({layer.input_size} + {numbers} − {layer.dilation} × ({layer.kernel_size} − 1) − 1) / "
        f"{layer.stride}{closing} + 1{' − 1' * dropped}",
    )


def _too_large(layer: LayerAxis, axis: Axis) -> str:
    spans = f" with dilation {layer.dilation} spans {axis.effective_kernel_size} cells" if layer.dilation > 1 else ""
    padded = "padded input" if any(layer.padding) else "input"
    verb = ", but the" if spans else " is larger than the"
    return f"a kernel of {layer.kernel_size}{spans}{verb} {padded} {'has only' if spans else 'of'} {axis.padded_size}."


def _ways(layer: LayerAxis, axis: Axis, missing: int) -> list[dict[str, int]]:
    """On both sides the padding that reaches, and the largest dilation of which the kernel fits."""
    padding = -(-(sum(layer.padding) + missing) // 2)
    dilation = (axis.padded_size - 1) // max(layer.kernel_size - 1, 1)
    return [{"padding": padding}, *([{"dilation": dilation}] if dilation < layer.dilation else [])]
