"""Writes a figure to a file, or its steps to many."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from convanim import exporters, theme
from convanim.errors import ConvanimError, FailedError
from convanim.figure import Figure, Saved
from convanim.files import whole_file
from convanim.scene import Scene

_NUMBER = re.compile(r"%0?(\d*)d")


def save(figure: Figure, path: Path) -> Saved:
    """Write ``figure`` to ``path``; a ``%03d`` in its name makes one still a step."""
    exporter = exporters.load(path.suffix)
    numbered = _NUMBER.search(path.name) is not None
    if numbered and not hasattr(exporter, "write_stills"):
        raise ConvanimError(f"{path.name}: a {path.suffix} holds all steps in one file.", "leave out the %03d.")
    if not numbered and not hasattr(exporter, "write"):
        raise ConvanimError(
            f"{path.name}: a {path.suffix} holds one picture, and the figure has many steps.",
            f"write {path.stem}-%03d{path.suffix} for a still a step, or {path.stem}.gif.",
        )
    return _save_stills(figure, path) if numbered else _save_animation(figure, path)


def write(figure: Figure, suffix: str, file: BinaryIO) -> Scene:
    """Write the animation to an open file."""
    scene, colours, exporter = figure.scene(), theme.load(figure.theme), exporters.load(suffix)
    if figure.optimize:
        plain = io.BytesIO()
        exporter.write(scene, colours, figure.loop, plain)
        file.write(_optimized(plain.getvalue(), suffix))
    else:
        exporter.write(scene, colours, figure.loop, file)
    return scene


def _save_animation(figure: Figure, path: Path) -> Saved:
    with whole_file(path) as file:
        scene = write(figure, path.suffix, file)
        size = file.tell()
    return Saved(path, scene.frames, scene.width, scene.height, size)


def _save_stills(figure: Figure, path: Path) -> Saved:
    scene, size = figure.scene(), 0

    @contextmanager
    def still(number: int) -> Iterator[BinaryIO]:
        nonlocal size
        with whole_file(path.with_name(_numbered(path.name, number))) as file:
            yield file
            size += file.tell()

    exporters.load(path.suffix).write_stills(scene, theme.load(figure.theme), still)
    return Saved(path, scene.frames, scene.width, scene.height, size)


def _numbered(name: str, number: int) -> str:
    return _NUMBER.sub(lambda digits: str(number).zfill(int(digits[1] or 0)), name)


def _optimized(data: bytes, suffix: str) -> bytes:
    import shutil  # Together they take as long to import as ten frames to draw.
    import subprocess

    if suffix != ".gif":
        raise ConvanimError(f"optimize works on GIF, not on {suffix}.", "leave out --optimize.")
    program = shutil.which("gifsicle")
    if program is None:
        raise FailedError(
            "optimize needs gifsicle, which is not installed.",
            "install it (apt-get install gifsicle, or brew install gifsicle), or leave out --optimize.",
        )
    done = subprocess.run([program, "-O3", "--no-warnings"], input=data, capture_output=True, check=False)  # noqa: S603  a program, no shell
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip().replace("\n", " ")
        raise FailedError(f"gifsicle could not make the file smaller: {reason}", "leave out --optimize.")
    return done.stdout
