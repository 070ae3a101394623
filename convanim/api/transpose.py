"""``convanim.transpose``. Made by ``python -m tests.write_api``; not to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from convanim.options.types import File, Numbers, SidesLike, SizeLike, ThemeLike

if TYPE_CHECKING:
    from convanim.figure import Figure


def transpose(
    *,
    dim: Literal[1, 2] = 2,
    input_size: SizeLike | None = None,
    kernel_size: SizeLike = 3,
    stride: SizeLike = 1,
    padding: SidesLike = 0,
    dilation: SizeLike = 1,
    output_padding: SizeLike = 0,
    view: Literal["flat", "linked", "matrix", "overlap", "planes", "rows", "scatter"] | None = None,
    values: Numbers | None = None,
    weights: Numbers | None = None,
    seed: int = 0,
    flip: bool = False,
    numbers: bool | None = None,
    round_trip: bool = False,
    vectors: Literal["row", "column"] = "row",
    hold_ms: int | str | Sequence[int] | None = None,
    glide: int = 0,
    theme: ThemeLike = "classic",
    background: Literal["paper", "transparent"] = "paper",
    matte: str | None = None,
    title: str | None = None,
    caption: str | None = None,
    lang: Literal["en", "zh"] = "en",
    font: File | None = None,
    still: int | Literal["first", "middle", "last"] | None = None,
    storyboard: SizeLike | None = None,
    labels: bool = True,
    legend: bool | None = None,
    note: str | None = None,
    cell: int | None = None,
    step_ms: int = 1000,
    loop: int = 0,
    optimize: bool = False,
    limit: bool = True,
) -> Figure:
    """Draw a transposed convolution.

    Sizes are a number for both axes, "ROWSxCOLUMNS" or a pair. Raises ConvanimError, which says the way out, for what
    cannot be drawn.

    The layer:

        dim: Dimensions of the layer: 1 or 2.
        input_size: Size of the input, without its padding.
        kernel_size: Size of the kernel.
        stride: Cells from one window to the next.
        padding: Border, as the layer counts it: a number, BEFORE:AFTER, both for rows x columns, or valid, same,
            same-lower, half, full, causal.
        dilation: Cells from one kernel element to the next.
        output_padding: Rows and columns added to the output, bottom and right.

    The look:

        view: What to show. [default: planes, or rows in 1-D]
        values: Input: random, ones, arange or impulse, a .csv, .npy or image file, or rows (1 2; 3 4).
        weights: Kernel: the same, or box, gaussian, sobel-x, sobel-y, laplace, sharpen, identity or bilinear.
        seed: Of the random numbers.
        flip: Turn the kernel around: the convolution of signal processing.
        numbers: Numbers instead of names, or none, where the view can do both.
        round_trip: In the matrix view of conv: transpose the result back.
        vectors: In the matrix view: the input as a row over the matrix, or as a column beside it.
        hold_ms: Milliseconds of the set-up and more for the last frame: N, or FIRST:LAST.
        glide: Frames between two steps, in which windows slide.
        theme: The colours: a name, a TOML file of yours, or its keys as JSON.
        background: The ground: paper or transparent.
        matte: Colour of the page that a transparent GIF is for: #rrggbb.
        title: Words above the figure.
        caption: Words below the figure.
        lang: Language of the labels: en or zh.
        font: A font file for letters that the built-in font lacks.
        still: One picture of a step: a number from 1, first, middle or last.
        storyboard: One picture of evenly chosen steps: how many, or ROWSxCOLUMNS.
        labels: Name the planes and the parameters in words.
        legend: Name the kinds of cell. [default: in all but the classic themes]
        note: Words to add to the parameters.
        cell: Pixels a unit. [default: 40, or fewer for 1,200 across]
        step_ms: Milliseconds a step.
        loop: How often it plays; 0 plays for ever.
        optimize: Make the GIF smaller with gifsicle, where it is installed.
        limit: Refuse more than 20,000 frames or 100 million pixels.
    """
    given = locals()
    from convanim.figure import Figure

    return Figure.of("transpose", **given)
