"""``convanim.max_pool``. Made by ``python -m tests.write_api``; not to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from convanim.options.types import File, Numbers, SidesLike, SizeLike, ThemeLike

if TYPE_CHECKING:
    from convanim.figure import Figure


def max_pool(
    *,
    dim: Literal[1, 2] = 2,
    input_size: SizeLike | None = None,
    kernel_size: SizeLike = 2,
    stride: SizeLike | None = None,
    padding: SidesLike = 0,
    dilation: SizeLike = 1,
    ceil_mode: bool = False,
    view: Literal["flat", "planes", "rows"] | None = None,
    values: Numbers | None = None,
    weights: Numbers | None = None,
    seed: int = 0,
    flip: bool = False,
    numbers: bool | None = None,
    shade: bool | None = None,
    round_trip: bool = False,
    vectors: Literal["row", "column"] = "row",
    beside: SizeLike | None = None,
    hold_ms: int | str | Sequence[int] | None = None,
    pace: Literal["even", "lesson"] | None = None,
    glide: int = 0,
    theme: ThemeLike | None = None,
    background: Literal["paper", "transparent"] = "paper",
    title: str | None = None,
    caption: str | None = None,
    lang: Literal["en", "zh"] = "en",
    font: File | None = None,
    still: int | Literal["first", "middle", "last"] | None = None,
    storyboard: SizeLike | None = None,
    labels: Literal["all", "names", "none"] = "all",
    legend: bool | None = None,
    note: str | None = None,
    card: bool = False,
    cell: int | None = None,
    step_ms: int = 1000,
    loop: int = 0,
    matte: str | None = None,
    optimize: bool = False,
    calm: bool = True,
    limit: bool = True,
) -> Figure:
    """Draw a max pooling.

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
        ceil_mode: Round the output's size up, as PyTorch does.

    The look:

        view: What to show: flat, linked, matrix, overlap, planes, rows or scatter. [default: planes, or rows in
            1-D]
        values: Input: random, ones, arange or impulse, a .csv, .npy or image file, or rows (1 2; 3 4).
        weights: Kernel: the same, or box, gaussian, sobel-x, sobel-y, laplace, sharpen, identity or bilinear.
        seed: Of the random numbers.
        flip: Turn the kernel around: the convolution of signal processing.
        numbers: Numbers instead of names, or none, where the view can do both.
        shade: In the flat view: cells as greys by their value, the window enlarged beside them; or numbers in every
            cell. [default: greys for images, and for more than 12 cells in a row]
        round_trip: In the matrix view of conv: transpose the result back.
        vectors: In the matrix view: the input as a row over the matrix, or as a column beside it.
        beside: In the overlap view: another kernel size, whose map stands beside the first.
        hold_ms: Milliseconds of the set-up and more for the last frame: N, or FIRST:LAST.
        pace: All steps alike, or the first row slow and then quicker. [default: even in the published look, else
            lesson]
        glide: Frames between two steps, in which windows slide.
        theme: The colours: classic, classic-dark, colorblind, colorblind-dark, dark, light, print, auto,
            classic-auto, colorblind-auto, print-auto, a TOML file of yours, or its keys as JSON. [default: classic
            in planes and rows, else light]
        background: The ground: paper or transparent.
        title: Words above the figure.
        caption: Words below the figure.
        lang: Language of the labels: en or zh.
        font: A font file for letters that the built-in font lacks.
        still: One picture of a step: a number from 1, first, middle or last.
        storyboard: One picture of evenly chosen steps: how many, or ROWSxCOLUMNS.
        labels: The words of the figure: all, the names of the planes alone, or none.
        legend: Name the kinds of cell in a key. [default: in print]
        note: Words to add to the parameters.
        card: Draw it 400 pixels wide for a page that shows many, with names alone.
        cell: Pixels a unit. [default: about 40, or fewer for 1,000 across]
        step_ms: Milliseconds a step.
        loop: How often it plays; 0 plays for ever.
        matte: Colour of the page that a transparent GIF is for: #rrggbb.
        optimize: Make the GIF smaller with gifsicle, where it is installed.
        calm: Let an SVG stand still for readers who want less motion.
        limit: Refuse more than 20,000 frames or 100 million pixels.
    """
    usual = max_pool.__kwdefaults__ or {}
    given = {name: value for name, value in locals().items() if value is not usual.get(name, value)}
    from convanim.figure import Figure

    return Figure.of("max-pool", **given)
