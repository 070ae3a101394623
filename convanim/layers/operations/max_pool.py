"""Max pooling: each output is the largest of a window's cells."""

from convanim.layers.operations._forward import default_input_size, named_padding
from convanim.layers.operations._pool import DEFAULTS, axis

__all__ = ["BORDER", "DEFAULTS", "EXAMPLE", "OPTIONS", "SUMMARY", "axis", "default_input_size", "named_padding"]

SUMMARY = "Draw a max pooling."
EXAMPLE = "--i 5 --k 3 --s 2 --p 1 -o max.gif"
OPTIONS = ("dim", "input_size", "kernel_size", "stride", "padding", "dilation", "ceil_mode")
BORDER = "−∞"
