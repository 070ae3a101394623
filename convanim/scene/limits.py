"""What is too large to be drawn: told with its numbers, before it takes time or memory."""

from convanim.errors import ConvanimError

MOST_FRAMES = 20_000
MOST_PIXELS = 100_000_000
MOST_MEMORY = 1 << 30
"""Bytes."""
BASE_MEMORY = 70 << 20
"""Bytes that are taken however small a page is."""


def refuse_pixels(width: int, height: int) -> None:
    """Raise ConvanimError for a page that nobody could look at."""
    if width * height > MOST_PIXELS:
        raise ConvanimError(
            f"the picture would have {width * height:,} pixels, which is more than {MOST_PIXELS:,}.",
            "use a smaller cell or input, or no limit (--no-limit).",
        )


def refuse_frames(frames: int) -> None:
    """Raise ConvanimError for more frames than anybody would look at."""
    if frames > MOST_FRAMES:
        raise ConvanimError(
            f"the figure would have {frames:,} frames, which is more than {MOST_FRAMES:,}.",
            "use a smaller glide or input, or no limit (--no-limit).",
        )


def refuse_memory(pixels: int, bytes_a_pixel: int, suffix: str) -> None:
    """Raise ConvanimError for a page that a format, which takes so much for each of its pixels, cannot make."""
    most = (MOST_MEMORY - BASE_MEMORY) // bytes_a_pixel
    if pixels > most:
        raise ConvanimError(
            f"a {suffix} of {pixels:,} pixels would take {pixels * bytes_a_pixel / 1e9:.1f} GB of memory; "
            f"{most:,} pixels are the most.",
            "use a smaller cell, one still, an .svg, or no limit (--no-limit).",
        )
