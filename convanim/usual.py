"""A matter of taste: how usual the parameters of a layer are, among those that make the same size.

The order is that of the layers people write: a stride that is the ratio of the sizes; dilation 1; the same padding on
both sides; odd kernels near 3 for convolution, patches apart; kernels of one or two strides for transposed
convolution, where others overlap unevenly (https://distill.pub/2016/deconv-checkerboard/); a kernel of the stride
for pooling; a kernel of the whole image where the other image is a single cell.
"""

from convanim.operations import LayerAxis


def unusualness(operation: str, layer: LayerAxis, output_size: int) -> int:
    """0 or more: the smaller, the more usual on this axis."""
    before, after = layer.padding
    gaps = layer.stride > layer.effective_kernel_size
    common = 1000 * (before != after) + 100 * (layer.dilation - 1) + 50 * gaps + before
    common += 20 * abs(layer.stride - _usual_stride(operation, layer, output_size))
    taste = {"conv": _conv, "transpose": _transpose}.get(operation, _pool)
    return common + taste(layer, output_size)


def _usual_stride(operation: str, layer: LayerAxis, output_size: int) -> int:
    small, large = sorted((layer.input_size, output_size))
    if small == 1 and operation.endswith("-pool"):
        return layer.kernel_size
    shrinks = output_size < layer.input_size
    if small == 1 or shrinks == (operation == "transpose"):
        return 1
    return max(round(large / small), 1)


def _conv(layer: LayerAxis, output_size: int) -> int:
    kernel = layer.kernel_size
    if not any(layer.padding) and output_size == 1 and kernel == layer.input_size:
        return 0
    if not any(layer.padding) and kernel == layer.stride > 1:
        return 3
    return abs(kernel - 3) + 3 * (kernel % 2 == 0)


def _transpose(layer: LayerAxis, output_size: int) -> int:
    kernel, stride = layer.kernel_size, layer.stride
    if not any(layer.padding) and layer.input_size == 1 and kernel == output_size:
        return 0
    if stride == 1:
        return abs(kernel - 3) + 3 * (kernel % 2 == 0) + 2 * layer.output_padding
    return abs(kernel - 2 * stride) + 2 * (kernel % stride != 0) + 2 * layer.output_padding


def _pool(layer: LayerAxis, output_size: int) -> int:
    if output_size == 1:
        return abs(layer.kernel_size - layer.input_size)
    return 2 * abs(layer.kernel_size - layer.stride)
