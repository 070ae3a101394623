"""Posts that hold their figures: comments name them, and the image lines under the comments show them.

Nothing in a post runs, and nothing that it names is outside of its folder.
"""

import os
import shlex
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from convanim import exporters, files
from convanim.batch import fingerprint
from convanim.batch.journal import Journal, Made, is_inside, leads_out
from convanim.errors import ConvanimError, FailedError
from convanim.figure import Figure
from convanim.files import decoded, read_bytes, whole_file
from convanim.publish.embedded_command import command_in, words_of
from convanim.publish.markdown import Mark, lines_of, marks
from convanim.publish.post_files import HTML, posts_of
from convanim.publish.post_lines import PictureLine, Shown, added, picture_under, pictures, refuse_other_files, renewed
from convanim.publish.sites import from_root, why_lost

MOST_BYTES = 8_000_000
"""Of a post, pictures that are written into it included."""
MOST_FIGURES = 1_000
"""Of a post."""

Found = Callable[[str, object], object]
Reader = Callable[[list[str], Found], tuple[Figure, tuple[str, ...]]]
"""Makes a figure of a command's words, and tells which files the command names for it."""


class PostError(ConvanimError):
    """Everything that is wrong in posts; message and hint are those of the first problem."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(*problems[0])
        self.problems = problems

    def __reduce__(self) -> tuple[type["PostError"], tuple[list[tuple[str, str]]]]:  # type: ignore[override]
        return type(self), (self.problems,)


class _Drawing(NamedTuple):
    """A figure of a post."""

    where: str
    mark: Mark
    figure: Figure
    name: str
    """Of its file, from the post's folder."""
    fingerprint: str


class _Post(NamedTuple):
    path: Path
    content: bytes
    renewed: bytes
    """What it should be."""
    drawings: list[_Drawing]
    old_lines: list[str]
    """The places whose image line is missing or out of date."""


class Posts:
    """Posts and their figures. Reading them raises PostError, with the file and line of all that is wrong."""

    def __init__(self, paths: Iterable[Path], read: Reader) -> None:
        """``paths`` are posts, and folders of posts; ``read`` reads the commands in them."""
        self._read = read
        self._problems: list[tuple[str, str]] = []
        self._known = cache(lambda folder: Journal(folder).read())
        files, self.passed_over = posts_of(paths)
        self.posts = [post for path in files if (post := self._post(path))]
        self._refuse_clashes()
        if self._problems:
            raise PostError(self._problems)

    @property
    def files(self) -> int:
        """How many posts there are."""
        return len(self.posts)

    @property
    def figures(self) -> int:
        """How many figures they name."""
        return sum(len(post.drawings) for post in self.posts)

    def stale(self) -> list[tuple[str, str]]:
        """What is not as it should be: the place, and why."""
        found = []
        for post in self.posts:
            for drawing in post.drawings:
                why = self._why_stale(post.path.parent, drawing)
                found += [(drawing.where, f"{drawing.name} {why}")] if why else []
            found += [(where, "the image line is out of date") for where in post.old_lines]
        return found

    def update(self) -> Iterator[str]:
        """Draw what is stale, then write the posts; tells each file that was written. Raises ConvanimError."""
        drawn: set[Path] = set()
        folders: set[Path] = set()
        for post in self.posts:
            folder = post.path.parent
            for drawing in post.drawings:
                path = folder / drawing.name
                if path in drawn or not self._why_stale(folder, drawing):
                    continue
                drawn.add(path)
                folders.add(folder)
                yield str(_drawn(drawing, path))
                made = Made(drawing.fingerprint, {drawing.name: files.digest(path)}, post.path.name)
                Journal(folder).add([(drawing.name, made)])
        for folder in folders:
            Journal(folder).tidy()
        for post in self.posts:
            if post.renewed != post.content:
                _write(post)
                yield f"{post.path}: {_counted(len(post.old_lines))} brought up to date"

    def _why_stale(self, folder: Path, drawing: _Drawing) -> str:
        made = self._known(folder).get(drawing.name)
        if not (folder / drawing.name).is_file():
            return "is missing"
        if made is None:
            return "" if _says_the_same(folder / drawing.name, drawing.figure) else "is new"
        return "has changed" if made.fingerprint != drawing.fingerprint else ""

    def _post(self, path: Path) -> _Post | None:
        try:
            content = _content(path)
            text = decoded(content, str(path))
        except FailedError:
            raise
        except ConvanimError as error:
            self._problems.append((error.message, error.hint))
            return None
        # Most of what a folder holds names no figure, and is done with.
        lines, is_html = lines_of(text) if "convanim" in text else [], path.suffix.lower() in HTML
        drawings: list[_Drawing] = []
        found = marks(lines, is_html=is_html)
        if len(found) > MOST_FIGURES:
            many = f"{path} names {len(found):,} figures, which is more than {MOST_FIGURES:,}."
            self._problems.append((many, "spread them over several posts."))
            return None
        if lost := why_lost(path, text) if found else None:
            self._problems.append((f"{path}:{found[0].line}: {lost[0]}", lost[1]))
            return None
        for mark in found:
            where = f"{path}:{mark.line}"
            try:
                drawings.append(self._drawing(path.parent, where, mark))
            except FailedError as error:
                raise FailedError(f"{where}: {error.message}", error.hint) from None
            except ConvanimError as error:
                self._problems.append((f"{where}: {error.message}", error.hint))
        old_lines = []
        # From the end, so that lines that are added move no mark.
        for drawing in reversed(drawings):
            before = list(lines)
            self._show(path.parent, lines, drawing, is_html)
            old_lines += [drawing.where] if lines != before else []
        return _Post(path, content, "".join(lines).encode() if drawings else content, drawings, old_lines[::-1])

    def _show(self, folder: Path, lines: list[str], drawing: _Drawing, is_html: bool) -> None:
        shown = Shown(drawing.name, drawing.figure.alt, partial(_size, drawing.figure))
        line = picture_under(lines, drawing.mark)
        address = self._address(folder, line, drawing.name) if line else None
        if line and address:
            lines[line.at] = renewed(lines[line.at], shown._replace(address=address))
        else:
            added(lines, drawing.mark, shown, is_html=is_html)

    def _address(self, folder: Path, line: PictureLine, name: str) -> str | None:
        """The address that the line of a figure should have; None for a line that shows something else."""
        if not line.from_root and is_inside(line.target):
            return name if line.target == name or self._is_ours(folder, line.target) else None
        # It counts from elsewhere, or is nowhere near: then its folder is the author's, and the file's name tells.
        before, slash, last = line.target.rpartition("/")
        if line.from_root and before.strip("/") == from_root(folder):
            ours = self._is_ours(folder, last)
        else:
            ours = (folder / last).is_file() and self._is_ours(folder, last)
        return f"{before}{slash}{name}" if ours or last == PurePosixPath(name).name else None

    def _drawing(self, folder: Path, where: str, mark: Mark) -> _Drawing:
        if mark.problem:
            raise ConvanimError(mark.problem, "end it, on lines of its own: <!-- convanim: conv --k 3 -->.")
        words = words_of(mark.command)
        words = words[1:] if words[:1] == ["convanim"] else words

        def found(option: str, value: object) -> object:
            if option == "limit" and value is False:
                raise ConvanimError("--no-limit has no place here.", "leave it out, and use a smaller cell or input.")
            if not fingerprint.names_file(option, value):
                return value
            path = folder / _inside(str(value), folder, option)
            fingerprint.refuse_unreadable(option, path)
            return str(path)

        figure, outputs = self._read(words, found)
        if len(outputs) > 1:
            raise ConvanimError("a comment shows one file.", "leave out the other -o.")
        name = outputs[0] if outputs else f"{figure.name.replace('×', 'x')}{figure.usual_suffix}"
        name = _inside(name, folder, "-o")
        exporters.check(Path(name), figure, follows_reader=figure.follows_reader)
        refuse_other_files(name)
        _ = figure.cell_px, figure.subject  # Too large ones are refused before anything is drawn.
        if (folder / name).exists() and not self._is_ours(folder, name):
            raise ConvanimError(f"{name} is there, and convanim did not draw it.", "choose another name with -o.")
        return _Drawing(where, mark, figure, name, fingerprint.of(figure, Path(name).suffix))

    def _is_ours(self, folder: Path, name: str) -> bool:
        """Whether a file is one that convanim drew, or would have if it were there."""
        if not is_inside(name) or Path(name).suffix not in pictures() or leads_out(folder / name, folder):
            return False
        if name in self._known(folder) or not (folder / name).exists():
            return True
        try:
            return bool(command_in(folder / name))
        except ConvanimError:
            return False

    def _refuse_clashes(self) -> None:
        seen: dict[str, _Drawing] = {}
        for post in self.posts:
            for drawing in post.drawings:
                other = seen.setdefault(os.path.realpath(post.path.parent / drawing.name), drawing)
                if other.fingerprint != drawing.fingerprint:
                    self._problems.append(
                        (
                            f"{drawing.where}: {drawing.name} is another figure already, of {other.where}.",
                            "give one of them a name of its own with -o.",
                        )
                    )


def _says_the_same(path: Path, figure: Figure) -> bool:
    """Whether a file that no journal knows carries the figure's command, which tells all but files that it reads."""
    try:
        return not fingerprint.files_read(figure) and command_in(path) == shlex.split(figure.command)[1:]
    except ConvanimError:
        return False


def _size(figure: Figure) -> tuple[int, int]:
    scene = figure.scene()
    return scene.width, scene.height


def _content(path: Path) -> bytes:
    """What is in a post; never what is elsewhere, for there it would be written, too."""
    if leads_out(path, path.parent):
        raise FailedError(f"{path} is a link that leads out of its folder.", "name the post that it leads to.")
    return read_bytes(path, MOST_BYTES, "name a post of Markdown.", "put its pictures into files of their own.")


def _inside(name: str, folder: Path, what: str) -> str:
    """The name, unless it leads out of the folder."""
    if not is_inside(name) or leads_out(folder / name, folder):
        raise ConvanimError(f"{what}: {name!r} is not in the post's folder.", "name a file in it, without .. or links.")
    return Path(name).as_posix()


def _drawn(drawing: _Drawing, path: Path) -> exporters.Saved:
    try:
        return drawing.figure.save(path)
    except ConvanimError as error:
        raise type(error)(f"{drawing.where}: {error.message}", error.hint) from error


def _write(post: _Post) -> None:
    """Put the renewed post in the place of the old one, unless somebody saved it since it was read."""
    status = post.path.stat()
    with whole_file(post.path) as file:
        file.write(post.renewed)
        if hasattr(os, "fchown"):
            _keep_owner(post.path, file.fileno(), status)
        file.flush()
        # As late as can be: what is saved from here on is not seen.
        if _content(post.path) != post.content:
            raise FailedError(f"{post.path} was saved meanwhile, and is left alone.", "run the same command again.")


def _keep_owner(path: Path, descriptor: int, status: os.stat_result) -> None:
    try:
        os.fchown(descriptor, status.st_uid, status.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    except PermissionError as error:
        raise FailedError(
            f"{path} belongs to user {status.st_uid} and group {status.st_gid}, which could not be kept.",
            "run it as the owner of the post, or make the post yours.",
        ) from error


def _counted(count: int) -> str:
    return f"{count} image line{'' if count == 1 else 's'}"
