"""What a figure can be made into: files, bytes, images, the output of a notebook's cell."""

import io
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from convanim import exporters
from convanim.errors import ConvanimError, FailedError
from convanim.exporters import Picture, Saved

if TYPE_CHECKING:
    from PIL.Image import Image


class BinaryFile(Protocol):
    """Anything open that takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""


class Frame(NamedTuple):
    """A frame of an animation."""

    image: "Image"
    """RGB, or RGBA where the figure has no paper."""
    duration_ms: int


class Savable(ABC):
    """Whatever has a ``picture``, and knows of it before it is drawn what is listed here.

    Each method raises ConvanimError for a format that is not there or cannot hold the picture, and for what is too
    large; FailedError for a package that is missing and for what cannot be written.
    """

    background: str
    loop: int
    own: tuple[tuple[str, Any], ...]

    @property
    @abstractmethod
    def follows_reader(self) -> bool:
        """Whether it has colours for light pages and others for dark ones."""

    @abstractmethod
    def picture(self) -> Picture:
        """The scene and all that a format needs beside it."""

    def save(self, file: str | os.PathLike[str] | BinaryFile, format: str | None = None) -> Saved:  # noqa: A002
        """Write the figure whole or not at all; returns what was written.

        The suffix of a name is its format, and missing folders are made. An open file takes bytes and needs a
        ``format`` ("gif"); the path of what was written to it is "-".
        """
        if isinstance(file, str | os.PathLike):
            if format is not None:
                raise ConvanimError(
                    f"{os.fspath(file)}: a name has its format in its suffix.",
                    "leave out format, or give an open file.",
                )
            (saved,) = self.save_all([file])
            return saved
        if format is None:
            raise ConvanimError("an open file does not say which format is meant.", 'add one: format="gif".')
        if isinstance(file, io.TextIOBase):
            raise ConvanimError("the file is open for text, and pictures are bytes.", 'open it with mode "wb".')
        content, saved = self._encoded(format)
        try:
            file.write(content)
        except (OSError, ValueError) as error:  # ValueError: it was closed.
            reason = (getattr(error, "strerror", None) or str(error)).lower().rstrip(".")
            raise FailedError(f"the open file could not be written: {reason}.", "give another one.") from error
        return saved

    def save_all(self, paths: Sequence[str | os.PathLike[str]]) -> list[Saved]:
        """Write the figure to several files from one computation.

        What a name, a format or a missing program makes impossible is refused before the first is written.
        """
        named = [Path(path) for path in paths]
        exporters.refuse_idle(self, [path.suffix for path in named])
        for path in named:
            exporters.check(path, self, follows_reader=self.follows_reader)
        picture = self.picture()
        for path in named:
            exporters.refuse(picture, path)
        return exporters.save_all(picture, named)

    def to_bytes(self, format: str) -> bytes:  # noqa: A002  as in every library that saves pictures
        """The content of the file of a format: ``to_bytes("gif")``."""
        return self._encoded(format)[0]

    def frames(self) -> Iterator[Frame]:
        """The animation as Pillow's images, each with its time; one at a time is in memory.

        Raises ConvanimError at once for theme "auto" and its like, for pixels have one colour.
        """
        from convanim.exporters import _pages

        if self.follows_reader:
            raise ConvanimError("frames cannot follow the reader's theme.", "use theme light or dark.")
        picture = self.picture()
        exporters.load("png").MEMORY.refuse(picture, "frame")  # It paints one after the other, too.
        return map(Frame, _pages.images(picture), picture.scene.durations_ms)

    def _encoded(self, suffix: str) -> tuple[bytes, Saved]:
        exporter, path = exporters.load(suffix), Path(f"-.{suffix.removeprefix('.').lower()}")
        exporters.refuse_idle(self, [suffix])
        exporters.check(path, self, follows_reader=self.follows_reader)
        picture = self.picture()
        exporters.refuse(picture, path)
        file = io.BytesIO()
        exporter.write(picture, file)
        content = file.getvalue()
        return content, exporters.written(picture, path, len(content))._replace(path=Path("-"))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from convanim.exporters import _notebook

        return _notebook.mimebundle(self.picture)
