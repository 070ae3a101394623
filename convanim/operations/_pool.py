"""What the poolings share: PyTorch's rules of padding and of rounding up."""

from convanim.geometry import Axis
from convanim.operations import LayerAxis, RefusedError
from convanim.operations._forward import window

DEFAULTS: dict[str, object] = {"kernel_size": 2, "stride": None}


def axis(layer: LayerAxis) -> Axis:
    """The window over the padded input; with ``ceil_mode`` one more may hang over the end.

    PyTorch's rule (pooling_output_shape): the size is rounded up, but a window may not start in the padding after
    the end. The places that it hangs over are no padding; they are the ``extra`` of the axis.
    """
    most = layer.kernel_size // 2
    if max(layer.padding) > most:
        raise RefusedError(
            f"padding {max(layer.padding)} is more than half of the kernel of {layer.kernel_size}.",
            [{"padding": most}, {"kernel_size": 2 * max(layer.padding)}],
        )
    if not layer.ceil_mode:
        return window(layer)
    before, after = layer.padding
    padded = layer.input_size + before + after
    outputs = -(-(padded - layer.effective_kernel_size) // layer.stride) + 1
    if (outputs - 1) * layer.stride >= layer.input_size + before:
        outputs -= 1
    if outputs < 1:
        return window(layer)  # It will say that the kernel is too large.
    over = max((outputs - 1) * layer.stride + layer.effective_kernel_size - padded, 0)
    return window(layer._replace(padding=(before, after + over)))._replace(extra=over)
