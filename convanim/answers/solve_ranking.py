"""A matter of taste: how usual the parameters of a layer are, among those that make the same size.

The order is that of the layers people write: a stride that is the ratio of the sizes, with no cell left out between
windows, and few or none left over at the end (AlexNet's first layer leaves none of 227); dilation 1; the same padding
on both sides, and little of it; kernels near 3, and odd, for convolution; of two strides or one for transposed
convolution, where others overlap unevenly (https://distill.pub/2016/deconv-checkerboard/); of the whole image where a
pooling leaves a single cell.
"""

from convanim.layers.operations import LayerAxis, Operation


def unusualness(operation: Operation, layer: LayerAxis, output_size: int, left_over: int) -> int:
    """0 or more: the smaller, the more usual on this axis; ``left_over`` cells at the end are read by no window."""
    before, after = layer.padding
    gaps = layer.stride > layer.effective_kernel_size
    common = 1000 * (before != after) + 100 * (layer.dilation - 1) + 500 * gaps + before + 2 * left_over
    common += 20 * abs(layer.stride - _usual_stride(operation, layer, output_size))
    if operation.SCATTERS:
        return common + _transpose(layer)
    return common + (_near_three(layer) if operation.HAS_WEIGHTS else _pool(layer, output_size))


def _usual_stride(operation: Operation, layer: LayerAxis, output_size: int) -> int:
    small, large = sorted((layer.input_size, output_size))
    if small == 1 and not operation.HAS_WEIGHTS:
        return layer.kernel_size
    shrinks = output_size < layer.input_size
    if small == 1 or shrinks == operation.SCATTERS:
        return 1
    return max(round(large / small), 1)


def _near_three(layer: LayerAxis) -> int:
    return abs(layer.kernel_size - 3) + 3 * (layer.kernel_size % 2 == 0)


def _transpose(layer: LayerAxis) -> int:
    kernel, stride = layer.kernel_size, layer.stride
    unevenly = 2 * (kernel % stride != 0) + 2 * layer.output_padding
    return unevenly + (_near_three(layer) if stride == 1 else abs(kernel - 2 * stride))


def _pool(layer: LayerAxis, output_size: int) -> int:
    if output_size == 1:
        return abs(layer.kernel_size - layer.input_size)
    return abs(layer.kernel_size - 3) if layer.stride == 1 else 0
