"""What the poolings share: how much padding they take, and PyTorch's rule of rounding up."""

from convanim.geometry.axis import Axis
from convanim.layers.operations import LayerAxis, RefusedError
from convanim.layers.operations._forward import window

DEFAULTS: dict[str, object] = {"kernel_size": 2, "stride": None}


def axis(layer: LayerAxis) -> Axis:
    """The window over the padded input; with ``ceil_mode`` one more may hang over the end.

    PyTorch's rule (pooling_output_shape): the size is rounded up, but a window may not start in the padding after
    the end. The places that it hangs over are no padding; they are the ``extra`` of the axis.
    """
    # onnxruntime takes less than the kernel, PyTorch half of it. With dilation, names can stand for more: TensorFlow's.
    padding = max(layer.padding)
    if layer.padding_name is None and padding >= layer.kernel_size:
        raise RefusedError(
            f"padding {padding} is not less than the kernel of {layer.kernel_size}.",
            [{"padding": layer.kernel_size - 1}, {"kernel_size": padding + 1}],
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
