"""For Jekyll."""

from convanim.publish.facts import Facts
from convanim.publish.snippets import html

_FOLDER = '{{ include.folder | default: "/assets/figures" | relative_url }}/'


def snippet(facts: Facts) -> str:
    """An include, whose parameter is the folder that has the pictures."""
    # Liquid reads braces wherever they stand.
    plain = html.snippet(facts._replace(alt=_unbraced(facts.alt), caption=_unbraced(facts.caption)), _MARK)
    call = f'{{% include {facts.name}.html folder="/assets/figures" %}}'
    usage = f"{{% comment %}} Save as _includes/{facts.name}.html; in a post write {call} {{% endcomment %}}"
    return f"{usage}\n{plain.replace(_OPEN, '&#123;').replace(_CLOSE, '&#125;').replace(_MARK, _FOLDER)}"


_MARK, _OPEN, _CLOSE = "\0", "\1", "\2"


def _unbraced(text: str) -> str:
    return text.replace("{", _OPEN).replace("}", _CLOSE)
