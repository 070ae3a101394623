"""The figures that a post names, in Markdown or HTML."""

import re
from typing import NamedTuple


class Mark(NamedTuple):
    """A place in a post that names a figure."""

    line: int
    """Where it starts, counted from 1."""
    command: str
    """What it says: "transpose --k 3"."""
    behind: int
    """The index of the line behind it."""
    problem: str = ""
    """What is wrong with the mark itself."""


_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_STARTS = {
    "-->": re.compile(r"\ufeff? {0,3}<!--\s*convanim:(?P<rest>.*)", re.DOTALL),
    "endcomment": re.compile(r"\ufeff? {0,3}\{%-?\s*comment\s*-?%\}\s*convanim:(?P<rest>.*)", re.DOTALL),
}
_ENDS = {"-->": re.compile(r"-->"), "endcomment": re.compile(r"\{%-?\s*endcomment\s*-?%\}")}


def lines_of(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def marks(lines: list[str], *, is_html: bool = False) -> list[Mark]:
    """The marks of a post. In Markdown, what stands in a block of code is an example of one."""
    found: list[Mark] = []
    at = 0
    while at < len(lines):
        fence = None if is_html else _FENCE.match(lines[at].removeprefix("\ufeff").rstrip("\r\n"))
        if fence and not (fence["fence"][0] == "`" and "`" in fence["info"]):
            end, closed = _end_of_fence(lines, at + 1, fence["fence"])
            if fence["info"].strip() == "convanim":
                inside = "".join(lines[at + 1 : end - closed])
                found.append(Mark(at + 1, inside, end, "" if closed else "the block has no end."))
            at = end
            continue
        for ending, start in _STARTS.items():
            match = start.match(lines[at].lstrip(" \t") if is_html else lines[at])
            if match:
                mark = _comment(lines, at, match["rest"], ending)
                found.append(mark)
                at = mark.behind - 1
                break
        at += 1
    return found


def _end_of_fence(lines: list[str], at: int, fence: str) -> tuple[int, bool]:
    """The index of the line behind a block, and whether it has a closing line."""
    closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*")
    for index in range(at, len(lines)):
        if closing.fullmatch(lines[index]):
            return index + 1, True
    return len(lines), False


def _comment(lines: list[str], at: int, rest: str, ending: str) -> Mark:
    command = ""
    for index in range(at, len(lines)):
        text = rest if index == at else lines[index]
        end = _ENDS[ending].search(text)
        if end:
            behind = "" if not text[end.end() :].strip() else "there is text behind the comment."
            return Mark(at + 1, command + text[: end.start()], index + 1, behind)
        command += text
    return Mark(at + 1, command, len(lines), "the comment has no end.")
