"""The one family of exceptions that library code raises."""

import contextlib
from collections.abc import Iterable, Iterator


class ConvanimError(Exception):
    """Something was asked that cannot be drawn.

    ``message`` says what is wrong, with its numbers; ``hint`` says the way out; ``option`` is the whole name of the
    option that it is about, where it is about one.
    ``exit_status`` is what the command line ends with: 2 for a wrong request.
    """

    exit_status = 2

    def __init__(self, message: str, hint: str, option: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.option = option

    def __str__(self) -> str:
        return f"{self.message} {self.hint}"

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback: who asks for a wrong figure needs to know what is wrong."""
        excerpt = str(getattr(self, "excerpt", ""))  # Of a pasted layer, with the place marked.
        problems = getattr(self, "problems", [(self.message, self.hint)])  # Some gather several.
        told = [[f"Error: {message}", *excerpt.splitlines(), f"Hint: {hint}"] for message, hint in problems]
        return [line for lines in told for line in lines]

    def __reduce__(self) -> tuple[type["ConvanimError"], tuple[str | None, ...]]:
        # Exceptions are pickled by their args, which hold the message alone.
        return type(self), (self.message, self.hint, self.option)


class IdleOptionError(ConvanimError):
    """An option was given that would change nothing."""

    @classmethod
    def of(cls, option: str, message: str, way: str = "") -> "IdleOptionError":
        """The error with the way out that there always is, to leave it out, after another one where there is one."""
        leave = f"leave out {option}."
        return cls(f"{message}.", f"{way}, or {leave}" if way else leave, option)


class FailedError(ConvanimError):
    """The request was fine, but it could not be carried out (a full disk, a missing program)."""

    exit_status = 1


@contextlib.contextmanager
def about(option: str) -> Iterator[None]:
    """What is wrong in here is wrong with ``option``, unless the error knows better."""
    try:
        yield
    except ConvanimError as error:
        error.option = error.option or option
        raise


def choose(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the ``known`` names, or else all of them."""
    import difflib  # An error may take its time; a picture may not.

    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}? There are: {', '.join(names)}."
    return f"there are: {', '.join(names)}."
