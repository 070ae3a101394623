"""``convanim.solve``. Made by ``python -m tests.write_api``; not to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from convanim.options.types import SidesLike, SizeLike

if TYPE_CHECKING:
    from convanim.figure import Figure


def solve(
    operation: Literal["avg-pool", "conv", "max-pool", "transpose"],
    input_size: SizeLike,
    output_size: SizeLike,
    *,
    most: int = 20,
    dim: Literal[1, 2] = 2,
    kernel_size: SizeLike | None = None,
    stride: SizeLike | None = None,
    padding: SidesLike | None = None,
    dilation: SizeLike | None = None,
    output_padding: SizeLike | None = None,
    ceil_mode: bool | None = None,
) -> list[Figure]:
    """Find the layers that make one size out of another: their figures, the usual ones first.

    An option that is given is settled; the others are looked for. Raises ConvanimError with the nearest
    sizes where there are none.

    The options:

        most: How many figures at the most.
        dim: Dimensions of the layer: 1 or 2.
        kernel_size: Size of the kernel.
        stride: Cells from one window to the next.
        padding: Border, as the layer counts it: a number, BEFORE:AFTER, both for rows x columns, or valid, same,
            same-lower, half, full, causal.
        dilation: Cells from one kernel element to the next.
        output_padding: Rows and columns added to the output, bottom and right.
        ceil_mode: Round the output's size up, as PyTorch does.
    """
    given = locals()
    from convanim.api._solved import figures_of

    return figures_of(**given)
