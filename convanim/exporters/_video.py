"""Video through ffmpeg: frames are painted, piped and forgotten one by one."""

import itertools
import math
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from convanim.errors import ConvanimError, FailedError
from convanim.exporters import Picture, _pages

FASTEST = 60
"""Frames a second that players show."""
MOST_SECONDS = 3600
"""Every second of a film takes frames of the file, and time to encode them, however long a step stands still."""


class Pace:
    """Frames a second that give each frame its time, or the nearest to it, and how often each is repeated."""

    def __init__(self, durations_ms: Sequence[int], slowest: int) -> None:
        """``slowest``: frames a second that the format's players take at the least."""
        unit_ms = max(Fraction(math.gcd(*durations_ms)), Fraction(1000, FASTEST))
        ends = [round(end / unit_ms) for end in itertools.accumulate(durations_ms, initial=0)]
        self.repeats = [end - start for start, end in itertools.pairwise(ends)]
        self.piped = 1000 / unit_ms
        """Frames a second that ffmpeg is given."""
        self.played = self.piped * max(1, math.ceil(slowest / self.piped))
        """Frames a second of the file: ffmpeg repeats what changes more seldom."""


class Codec(NamedTuple):
    """One of ffmpeg's encoders."""

    name: str
    pixels: str
    """Its format of pixels."""
    options: tuple[str, ...]
    slowest: int
    """Frames a second that players of its videos take at the least."""


def refuse_long(picture: Picture) -> None:
    """Raise ConvanimError for a film that is longer than anybody would watch."""
    seconds = sum(picture.scene.durations_ms) / 1000
    if picture.limit and seconds > MOST_SECONDS:
        raise ConvanimError(
            f"the video would last {seconds / 60:,.0f} minutes, which is more than {MOST_SECONDS // 60}.",
            "use a smaller input, step_ms or hold_ms, or no limit (--no-limit).",
        )


def encode(picture: Picture, file: BinaryIO, suffix: str, codec: Codec) -> None:
    """Write a video. It has no loops: players loop or they don't."""
    imageio = ffmpeg(suffix)
    pace = Pace(picture.scene.durations_ms, codec.slowest)
    ground = "black@0" if _pages.is_transparent(picture) else "0x{:02x}{:02x}{:02x}".format(*_paper(picture))
    # Video has colours for two by two pixels, so its sides are even. Without a word on colours players guess them.
    even = f"pad=ceil(iw/2)*2:ceil(ih/2)*2:color={ground}"
    colours = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    told = {key.lower(): text for key, text in _pages.comments(picture).items()}
    with tempfile.TemporaryDirectory(prefix="convanim-") as folder:
        path = Path(folder) / f"video.{suffix}"  # ffmpeg goes back and forth in the file
        try:
            with imageio.get_writer(
                path,
                format="FFMPEG",
                mode="I",
                codec=codec.name,
                pixelformat=codec.pixels,
                macro_block_size=1,
                ffmpeg_log_level="error",
                input_params=["-r", str(pace.piped)],
                output_params=[
                    *("-vf", f"{even},fps={pace.played},scale=out_color_matrix=bt709:out_range=tv,{colours}"),
                    *codec.options,
                    # The same figure is the same bytes, on any number of processors and at any time.
                    *("-threads", "4", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"),
                    *itertools.chain.from_iterable(("-metadata", each) for each in _arguments(told)),
                ],
            ) as writer:
                for frame in _repeated(picture, pace):
                    writer.append_data(frame)
            if not path.exists():
                raise OSError("it made no file")
            with path.open("rb") as video:
                shutil.copyfileobj(video, file)
        except OSError as error:
            if error.errno is not None:
                raise
            reason = str(error).strip().splitlines()[0]
            raise FailedError(f"ffmpeg could not write the video: {reason}.", "write a .gif or a .webp.") from error


def _arguments(told: dict[str, str]) -> list[str]:
    """Keys and words for ffmpeg, which it gets in UTF-8 where the locale has only ASCII, too."""
    return [os.fsdecode(f"{key}={text}".encode()) for key, text in told.items()]


def _repeated(picture: Picture, pace: Pace) -> Iterator[Any]:
    for image, count in zip(_pages.images(picture), pace.repeats, strict=True):
        yield from itertools.repeat(np.asarray(image), count)


def _paper(picture: Picture) -> tuple[int, int, int]:
    return picture.theme.colours["paper"].rgb


def is_installed() -> bool:
    """Whether there is a program that makes videos."""
    try:
        ffmpeg("mp4")
    except FailedError:
        return False
    return True


def ffmpeg(suffix: str) -> Any:
    """The package that runs ffmpeg; raises FailedError where one of the two is not installed."""
    try:
        import imageio.v2
        import imageio_ffmpeg

        imageio_ffmpeg.get_ffmpeg_exe()
    except (ImportError, RuntimeError) as error:
        raise FailedError(
            f"an .{suffix} needs imageio with ffmpeg, which is not installed.",
            "run: pip install 'convanim[video]', or write a .gif or a .webp.",
        ) from error
    return imageio.v2
