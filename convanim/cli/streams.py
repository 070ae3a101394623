"""Standard input, output and error as programs find them: closed, full, or in an encoding without our signs."""

import codecs
import errno
import io
import os
import sys
from typing import TextIO

_SIGNS = (
    *(("×", "x"), ("−", "-"), ("–", "-"), ("·", "."), ("…", "..."), ("→", "->"), ("∞", "inf"), ("≈", "~")),
    *(("≤", "<="), ("≥", ">="), ("⌊", "floor("), ("⌋", ")"), ("⌈", "ceil("), ("⌉", ")")),
)
_IN_ASCII = dict(_SIGNS)
_ERRORS = "convanim.in_ascii"


def prepare() -> None:
    """Make the three streams such that reading, writing and asking them never raises anything but OSError.

    What reads or writes where nothing is open fails as in other programs; where it is nobody but this program that
    has something to say on standard error, it goes nowhere.
    """
    # A file that is opened later must not become one of the three, so their numbers are taken, the lowest first.
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)
    sys.stdin = sys.stdin or _opened(0, "r")
    sys.stdout = sys.stdout or _opened(1, "w")
    sys.stderr = sys.stderr or _opened(2, "w")
    codecs.register_error(_ERRORS, _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors=_ERRORS)  # type: ignore[union-attr]  # those of a process are TextIOWrapper


def _opened(number: int, mode: str) -> TextIO:
    return io.TextIOWrapper(io.FileIO(number, mode, closefd=False), encoding="utf-8", write_through=True)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """What to write for letters that the stream's encoding lacks: the same in ASCII, or else their numbers."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(
        _IN_ASCII.get(each) or each.encode("ascii", "backslashreplace").decode() for each in lacking
    ), error.end


def reason_of(error: OSError) -> str:
    """Why a stream could not be read or written, in words that end a sentence."""
    return "it is closed" if error.errno == errno.EBADF else (error.strerror or str(error)).lower()
