"""One file a format, named by its suffix. Each has one or both of

write(scene, theme, loop, file)         an animation
write_stills(scene, theme, open_file)   one picture a step; ``open_file(n)`` gives the file of step n
"""

from types import ModuleType

from convanim import folder
from convanim.errors import ConvanimError, choose


def load(suffix: str) -> ModuleType:
    """The exporter for files that end in ``suffix``, with its dot or without."""
    name = suffix.removeprefix(".").lower()
    if name not in folder.names("exporters"):
        known = [f".{each}" for each in folder.names("exporters")]
        raise ConvanimError(
            f"no format has the suffix {suffix!r}." if name else "the file's name has no suffix to tell its format.",
            choose(suffix, known),
        )
    return folder.load("exporters", name, "format")
