"""The line of a post that shows a picture: recognising it, keeping it up to date, adding it.

It is a picture of Markdown, a tag ``<img>``, an include of Jekyll's or a shortcode of Hugo's.
"""

import html
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote

from convanim import exporters
from convanim.bundle.facts import in_html, in_markdown, in_one_line
from convanim.bundle.style import FITTING
from convanim.errors import ConvanimError
from convanim.publish.markdown import Mark


def pictures() -> tuple[str, ...]:
    """The suffixes of what such a line can show."""
    return exporters.with_power("EMBEDDED_AS", "image")


def refuse_other_files(name: str) -> None:
    """Raise ConvanimError for the name of a file that such a line cannot show."""
    if PurePosixPath(name).suffix not in pictures() or "%" in name:
        raise ConvanimError(
            f"{name} is nothing that an image line shows.", f"write one of {', '.join(pictures())}.", "output"
        )


class Shown(NamedTuple):
    """What a line is to show."""

    address: str
    """Of the file, unquoted."""
    alt: str
    size: Callable[[], tuple[int, int]]
    """Width and height in pixels; they are asked for by the lines that tell them."""


class PictureLine(NamedTuple):
    """A line that is a picture and nothing else."""

    at: int
    """The index of the line."""
    target: str
    """The file that it shows."""
    from_root: bool
    """Whether the file counts from the root of the site instead of the page."""


class _Form(NamedTuple):
    """A way to write a picture as a tag with attributes."""

    line: re.Pattern[str]
    attribute: re.Pattern[str]
    targets: tuple[str, ...]
    """The attributes that can name the file."""
    from_root: bool
    read: Callable[[str], str]
    alt: Callable[[str], str]


_TAGS = r"(?:<[^<>]*>\s*)*"
_PLAIN = re.compile(r"""(?P<key>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))""")
_ESCAPED = re.compile(
    r"""(?P<key>[\w-]+)\s*=\s*(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)'|(?P<bare>[\w./-]+))"""
)


def _in_liquid(text: str) -> str:
    """The text in a quoted parameter of an include, which becomes HTML."""
    return in_html(text).replace("\\", "&#92;")


def _in_shortcode(text: str) -> str:
    """The text in a quoted parameter of a shortcode. Hugo takes every backslash out of one that has a quote in it."""
    return in_one_line(text).replace("\\", "∖").replace('"', '\\"')


_FORMS = (
    _Form(
        re.compile(rf"\s*{_TAGS}?<img\b(?P<attributes>[^<>]*)>\s*{_TAGS}", re.IGNORECASE),
        _PLAIN,
        ("src",),
        False,
        html.unescape,
        in_html,
    ),
    _Form(
        re.compile(
            rf"\s*{_TAGS}\{{%-?\s*include(?:_relative|_cached)?\s+[\w./-]+(?P<attributes>\s(?:[^%]|%(?!\}}))*)%\}}\s*{_TAGS}"
        ),
        _ESCAPED,
        ("path", "src", "image_path", "image", "img", "url", "file"),
        True,
        str,
        _in_liquid,
    ),
    _Form(
        re.compile(r"\s*\{\{[<%]\s*(?:figure|image|img)(?P<attributes>\s(?:[^>%]|[>%](?!\}\}))*)[>%]\}\}\s*"),
        _ESCAPED,
        ("src",),
        False,
        str,
        _in_shortcode,
    ),
)
_MARKDOWN = re.compile(
    r"(?P<before> {0,3}!\[)(?P<alt>(?:\\.|[^\]\\])*)(?P<between>\]\(\s*)(?P<target><[^<>]*>|[^\s()<>]+)(?P<after>.*)",
    re.DOTALL,
)
_OPENING = re.compile(r"\s*(?:<(?:a|center|div|figure|p|picture)\b[^<>]*>\s*)+", re.IGNORECASE)
"""A line that is nothing but what a picture may stand in."""


def picture_under(lines: list[str], mark: Mark) -> PictureLine | None:
    """The line with a picture that follows a mark, with nothing between them but blank lines and what holds it."""
    for index in range(mark.behind, len(lines)):
        line = _read(lines[index], index)
        if line:
            return line
        if lines[index].strip() and not _OPENING.fullmatch(lines[index]):
            break
    return None


def _read(line: str, at: int) -> PictureLine | None:
    """The line with this index as one that shows a picture; None where it shows none."""
    image = _MARKDOWN.fullmatch(line)
    if image:
        return PictureLine(at, unquote(image["target"].strip("<>")), from_root=False)
    for form in _FORMS:
        match = form.line.fullmatch(line)
        named = match and _attributes(form, match).get(_naming(form, match))
        if named:
            return PictureLine(at, unquote(form.read(_value(named))), form.from_root)
    return None


def _attributes(form: _Form, match: re.Match[str]) -> dict[str, re.Match[str]]:
    """The attributes of a line, by their names in small letters; the first of a name counts."""
    found: dict[str, re.Match[str]] = {}
    for each in form.attribute.finditer(match.string, *match.span("attributes")):
        found.setdefault(each["key"].lower(), each)
    return found


def _naming(form: _Form, match: re.Match[str]) -> str:
    """The attribute that names a picture; empty where none does."""
    found = _attributes(form, match)
    return next(
        (
            key
            for key in form.targets
            if key in found and PurePosixPath(form.read(_value(found[key]))).suffix.lower() in pictures()
        ),
        "",
    )


def _value(attribute: re.Match[str]) -> str:
    return next(attribute[each] for each in ("double", "single", "bare") if attribute[each] is not None)


def renewed(line: str, shown: Shown) -> str:
    """A line with a picture that shows another file with another text; all else in it stays.

    Width and height, where it has both, change when the picture has another shape.
    """
    image = _MARKDOWN.fullmatch(line)
    if image:
        return f"{image['before']}{in_markdown(shown.alt)}{image['between']}{_url(shown)}{image['after']}"
    form, match = next((form, match) for form in _FORMS if (match := form.line.fullmatch(line)))
    found = _attributes(form, match)
    naming = _naming(form, match)
    values = {naming: _url(shown), "alt": form.alt(shown.alt)} | _sizes(found, shown)
    changes = [(*_span(found[key]), _quoted(found[key], value)) for key, value in values.items() if key in found]
    if "alt" not in found:
        end = found[naming].end()
        changes.append((end, end, f' alt="{values["alt"]}"'))
    for start, end, text in sorted(changes, reverse=True):
        line = line[:start] + text + line[end:]
    return line


def _sizes(found: dict[str, re.Match[str]], shown: Shown) -> dict[str, str]:
    told = [_value(found[key]) for key in ("width", "height") if key in found]
    if len(told) < 2 or not all(re.fullmatch(r"[1-9]\d{0,5}", each) for each in told):
        return {}
    (width, height), (told_width, told_height) = shown.size(), map(int, told)
    if abs(told_width * height / width - told_height) <= 1:
        return {}
    return {"width": str(width), "height": str(height)}


def _span(attribute: re.Match[str]) -> tuple[int, int]:
    """Where a value and its quotes are in the line."""
    group = next(each for each in ("double", "single", "bare") if attribute[each] is not None)
    start, end = attribute.span(group)
    return (start, end) if group == "bare" else (start - 1, end + 1)


def _quoted(attribute: re.Match[str], value: str) -> str:
    # A value that stays, stays as it was written.
    if value == _value(attribute):
        return attribute.string[slice(*_span(attribute))]
    return f"'{value}'" if attribute["single"] is not None and "'" not in value else f'"{value}"'


def added(lines: list[str], mark: Mark, shown: Shown, *, is_html: bool) -> None:
    """Put a picture under a mark that has none, with the line end and the indentation of the mark's lines."""
    last = lines[mark.behind - 1]
    end = "\r\n" if last.endswith("\r\n") else "\n" if last.endswith("\n") else ""
    image = _indentation(lines[mark.line - 1]) + (_in_html(shown) if is_html else _in_markdown(shown))
    if end:
        lines.insert(mark.behind, f"{image}{end}")
        return
    # The post ends without a line end, and goes on doing so.
    usual = "\r\n" if lines[0].endswith("\r\n") else "\n"
    lines[mark.behind - 1] = f"{last}{usual}"
    lines.append(image)


def _in_markdown(shown: Shown) -> str:
    return f"![{in_markdown(shown.alt)}]({_url(shown)})"


def _in_html(shown: Shown) -> str:
    width, height = shown.size()
    return f'<img src="{_url(shown)}" width="{width}" height="{height}" style="{FITTING}" alt="{in_html(shown.alt)}">'


def _url(shown: Shown) -> str:
    return quote(shown.address, safe="/:")


def _indentation(line: str) -> str:
    text = line.removeprefix("\ufeff")
    return text[: len(text) - len(text.lstrip(" \t"))]
