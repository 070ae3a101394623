"""The command line. Each module here holds the commands of its name; ``main`` runs them.

Errors end here: two lines on standard error and an exit status, never a traceback.
"""

import contextlib
import os
import sys
from typing import NoReturn

import click

from convanim.cli import streams
from convanim.cli.commands import convanim
from convanim.cli.messages import lines, tell
from convanim.errors import ConvanimError


def run() -> NoReturn:
    """The program: does what its arguments say, and exits with the status."""
    streams.prepare()
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # It was told of when it was written.
            stream.flush()
    # Taking down numpy and Pillow piece by piece takes longer than ten frames, for nothing.
    os._exit(status)


def main(arguments: list[str] | None = None) -> int:
    """The exit status of a command line: 0 when all is done, 2 for a wrong request, 1 for what could not be done."""
    try:
        return int(convanim.main(arguments, prog_name="convanim", standalone_mode=False) or 0)
    except ConvanimError as error:
        tell(error)
        return error.exit_status
    except click.UsageError as error:
        status, message, hint = error.exit_code, error.format_message(), _help_of(error.ctx)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        status, message, hint = 1, *_of_system(error)
    except UnicodeEncodeError as error:
        status, message, hint = 1, *_of_letters(error)
    except MemoryError:
        status, message, hint = (
            1,
            "there is not enough memory for a figure of this size.",
            "use a smaller cell or input.",
        )
    lines(message, hint)
    return status


def _help_of(context: click.Context | None) -> str:
    return f"see '{context.command_path if context else 'convanim'} --help'."


def _of_system(error: OSError) -> tuple[str, str]:
    """What the system refused: a file by its name, or else one of the standard streams."""
    if error.filename is not None:
        return f"{error.filename}: {streams.reason_of(error)}.", "free the way to it, or name another."
    return (
        f"standard output could not be written: {streams.reason_of(error)}.",
        "send it where there is room, or leave it out with -q.",
    )


def _of_letters(error: UnicodeEncodeError) -> tuple[str, str]:
    """A name that cannot be written in the encoding that it has to be written in."""
    name = error.object[max(0, error.start - 20) : error.end + 20]
    return f"{name!a} cannot be written in {error.encoding}.", "set PYTHONUTF8=1, or use other letters."
