"""What is too large to be drawn: told with its numbers, before it takes time or memory."""

from convanim.errors import ConvanimError

MOST_FRAMES = 20_000
MOST_PIXELS = 100_000_000


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
