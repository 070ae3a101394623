"""Average pooling: each output is the mean of a window's cells."""

from convanim.layers.operations._forward import default_input_size, named_padding
from convanim.layers.operations._pool import DEFAULTS, axis

__all__ = ["BORDER", "DEFAULTS", "EXAMPLE", "OPTIONS", "SUMMARY", "axis", "default_input_size", "named_padding"]

SUMMARY = "Draw an average pooling."
EXAMPLE = "--i 5 --k 3 --s 2 --ceil-mode -o average.gif"
OPTIONS = ("dim", "input_size", "kernel_size", "stride", "padding", "ceil_mode", "count_include_pad")
BORDER = "zero"
