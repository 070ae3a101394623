"""The outputs of a figure: suffixes, a still a step, or a bundle."""

import re

from convanim import parts
from convanim.errors import ConvanimError

BUNDLE = "bundle"
_NUMBERED = re.compile(r"[\w.-]*%(0\d)?d[\w-]*(\.\w+)")


def read_outputs(given: object) -> tuple[str, ...]:
    """The outputs of a figure from a list of suffixes: "gif", ".gif", "%03d.png" for a still a step, "bundle"."""
    listed = [given] if isinstance(given, str) else given
    hint = f'write suffixes: outputs = ["gif", "%03d.png"]; there are: {", ".join(parts.names("exporters"))}.'
    if not isinstance(listed, (list, tuple)) or not listed or not all(isinstance(each, str) for each in listed):
        raise ConvanimError(f"outputs: {cut(str(given))!r} is no list of formats.", hint)
    read = []
    for each in listed:
        numbered = _NUMBERED.fullmatch(each)
        suffix = (numbered[2] if numbered else each).removeprefix(".")
        if suffix not in (*parts.names("exporters"), *(() if numbered else (BUNDLE,))):
            raise ConvanimError(f"outputs: there is no format {cut(each)!r}.", hint)
        read.append(each.removeprefix("."))
    return tuple(dict.fromkeys(read))


def cut(text: str) -> str:
    """A text for an error, of a bearable length."""
    return text if len(text) <= 60 else text[:57] + "..."
