"""What the poolings share: how much padding they take, PyTorch's rule of rounding up, and the choice of one cell."""

from collections.abc import Callable, Iterable, Sequence

from convanim.geometry.axis import Axis
from convanim.layers.operations import LayerAxis, RefusedError, Term, WrittenSum
from convanim.layers.operations._forward import window
from convanim.layers.operations._written_size import pooled as written_size
from convanim.style.number_text import Notation, read

__all__ = ["DEFAULTS", "HAS_WEIGHTS", "INVERSE", "axis", "chosen", "most_padding", "written_choice", "written_size"]

DEFAULTS: dict[str, object] = {"kernel_size": 2, "stride": None}
HAS_WEIGHTS = False
RANDOM_VALUES = range(10)
"""Enough of them that most windows have one winner."""
INVERSE = None


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
            "padding",
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


def most_padding(layer: LayerAxis) -> int:
    """Half of the kernel on both sides, which is all that PyTorch takes."""
    return 2 * (layer.kernel_size // 2)


def chosen(choose: Callable[[Iterable[float]], float], terms: Sequence[Term]) -> int | None:
    """Which of the ``terms`` that hold something ``choose`` takes, ``max`` for instance, the first of equals."""
    held = {number: term.value for number, term in enumerate(terms) if term.holds}
    best = choose(held.values()) if held else None
    return next((number for number, value in held.items() if value == best), None)


def written_choice(
    choose: Callable[[Iterable[float]], float], name: str, border: str, terms: Sequence[Term], notation: Notation
) -> WrittenSum:
    """``max(3, 1, −∞)``: the sign of the ``border`` where a term holds nothing."""
    texts = [notation.write(term.value) if term.holds else border for term in terms]
    return WrittenSum(f"{name}(", texts, ", ", ")", choose(map(read, texts)))
