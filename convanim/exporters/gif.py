"""Animated GIF: one palette, and of each frame only the box that changed, encoded by Pillow as it comes."""

import io
from collections.abc import Sequence
from typing import Any, BinaryIO

from convanim.errors import ConvanimError, FailedError
from convanim.exporters import Memory, Picture, Wish
from convanim.exporters._embedded import in_picture
from convanim.exporters._optimize import OPTIMIZE
from convanim.options.names import Word
from convanim.options.option import Option
from convanim.scene.stills import frame_alone
from convanim.style.colour import parse_colour


class _Colour(Word):
    """A colour: #rrggbb."""

    def read(self, value: object, option: Option) -> str:
        text = super().read(value, option)
        parse_colour(text)
        return text


def _on_paper(figure: Any) -> tuple[str, str] | None:
    return None if figure.background == "transparent" else ("the ground is paper", "add --background transparent")


OPTIONS = (
    Option(
        "matte", _Colour("COLOUR"), None, "Colour of the page that a transparent GIF is for: #rrggbb.", idle=_on_paper
    ),
    OPTIMIZE,
)
HOLDS_STILL = True
EMBEDDED_AS = "image"
SHORTEST, LONGEST = 2, 65_535
"""Hundredths of a second that an image can be asked to last: below, browsers take a tenth; above, there are no bits."""
MEMORY = Memory(still=8, paper=10, clear=14)
command_in = in_picture("GIF")


def check(wish: Wish) -> None:
    """Raise FailedError where it is to be made smaller, but the program for that is missing."""
    if OPTIMIZE.among(dict(wish.own)):
        _gifsicle()


def refuse(picture: Picture) -> None:
    """Raise ConvanimError for a page that is too large, and a frame that lasts longer than a GIF can say."""
    MEMORY.refuse(picture, ".gif")
    _delays(picture.scene.durations_ms)


def write(picture: Picture, file: BinaryIO) -> None:
    """Write the animation."""
    from convanim.exporters import _gif

    delays = _delays(picture.scene.durations_ms)
    if OPTIMIZE.among(dict(picture.own)):
        plain = io.BytesIO()
        _gif.write(picture, delays, plain)
        file.write(_optimized(plain.getvalue()))
    else:
        _gif.write(picture, delays, file)


def write_still(picture: Picture, frame: int, file: BinaryIO) -> None:
    """Write one frame."""
    write(picture._replace(scene=frame_alone(picture.scene, frame)), file)


def _delays(durations_ms: Sequence[int]) -> list[int]:
    """Hundredths of a second for each image; what rounding takes from one, the next ones get.

    Raises ConvanimError for what lasts longer than a GIF can say.
    """
    found: list[int] = []
    end_ms = spent = 0
    for duration_ms in durations_ms:
        end_ms += duration_ms
        delay = max((end_ms + 5) // 10 - spent, SHORTEST)
        if delay > LONGEST:
            raise ConvanimError(
                f"a frame of {duration_ms / 1000:,.4g} seconds is longer than a GIF can say ({LONGEST / 100} seconds).",
                "use a shorter step_ms or hold_ms, or write a .webp.",
            )
        spent += delay
        found.append(delay)
    return found


def _gifsicle() -> str:
    import shutil  # With subprocess it takes as long to import as ten frames to draw.

    program = shutil.which("gifsicle")
    if program is None:
        raise FailedError(
            "optimize needs gifsicle, which is not installed.",
            "install it (apt-get install gifsicle, or brew install gifsicle), or leave out --optimize.",
        )
    return program


def _optimized(data: bytes) -> bytes:
    import subprocess

    command = [_gifsicle(), "-O3", "--no-warnings"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603  a program, no shell
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()
        raise FailedError(f"gifsicle could not make the file smaller: {reason}", "leave out --optimize.")
    return done.stdout
