"""An option, as its owner declares it: a layer, the look of a figure, a view or a format."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from convanim.errors import IdleOptionError, about
from convanim.options.kinds import Kind, Switch


class Option(NamedTuple):
    """One option: reading, errors, the command line, TOML, signatures and help are made of it."""

    name: str
    """Its whole name; dashes on the command line."""
    kind: Kind
    default: object
    """As it would be written; None where there is none, or where it is chosen."""
    help: str
    """``{names}`` stands for the parts that a ``Part`` lists."""
    short: str = ""
    needs: tuple[str, ...] = ()
    """Options of which one has to be given for this one to have an effect."""
    idle: Callable[[Any], tuple[str, str] | None] | None = None
    """Of a figure: why the option changes nothing in it, and a way out, which may be empty; None where it does."""

    @property
    def flag(self) -> bool:
        """Whether it is on or off."""
        return isinstance(self.kind, Switch)

    @property
    def dashed(self) -> str:
        """Its name on the command line, after two dashes."""
        return self.name.replace("_", "-")

    @property
    def usual(self) -> Any:
        """The default as a value."""
        return None if self.default is None else self.kind.read(self.default, self)

    def read(self, value: object) -> Any:
        """The value from what was given. Raises ConvanimError, which knows the option, for what does not fit."""
        with about(self.name):
            return self.kind.read(value, self)

    def refuse_idle(self, figure: Any) -> None:
        """Raise IdleOptionError where the option itself says that it changes nothing in a figure."""
        reason = self.idle(figure) if self.idle else None
        if reason is not None:
            raise IdleOptionError.of(self.name, f"{self.name} has no effect: {reason[0]}", reason[1])

    def among(self, given: Mapping[str, Any]) -> Any:
        """The value among those that were given, or else the default."""
        return given.get(self.name, self.usual)

    def in_command(self, value: Any) -> list[str]:
        """The words of a command that give this value."""
        if self.flag:
            return [f"--{'' if value else 'no-'}{self.dashed}"]
        return [f"--{self.short or self.dashed}", self.kind.written(value)]


def named(options: Iterable[Option]) -> dict[str, Option]:
    """Options by their names."""
    return {each.name: each for each in options}
