"""Languages: the words of figures. A language is one TOML file in ``languages/``."""

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from convanim import parts
from convanim.errors import ConvanimError, choose


class Language(NamedTuple):
    """Templates by their keys; those of ``[legend]`` are "legend.input"."""

    name: str
    templates: dict[str, str]
    operations: dict[str, dict[str, str]]
    """The words of operations that do not speak the language themselves, from ``[operations.NAME]``."""

    def say(self, key: str, **put_in: object) -> str:
        """The template of ``key`` with what belongs into its braces."""
        return self.templates[key].format(**put_in)

    def counted(self, key: str, number: int) -> str:
        """A number and what it counts, by the template for one or for many."""
        return self.say(f"{key}_{'one' if number == 1 else 'many'}", number=number)

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences one after the other."""
        return ("" if self.name == "zh" else " ").join(sentences)


def names() -> tuple[str, ...]:
    """The names of all languages."""
    return parts.names("style/languages", ".toml")


@cache
def load(name: str) -> Language:
    """The language called ``name``: "en", "zh"."""
    if name not in names():
        raise ConvanimError(f"there is no language {name!r}.", choose(name, names()))
    table = tomllib.loads((parts.HERE / "style/languages" / f"{name}.toml").read_text(encoding="utf-8"))
    templates = {key: text for key, text in table.items() if isinstance(text, str)}
    for section, texts in table.items():
        if isinstance(texts, dict) and section != "operations":
            templates |= {f"{section}.{key}": text for key, text in texts.items()}
    return Language(name, templates, table.get("operations", {}))


ENGLISH = load("en")
