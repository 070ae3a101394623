"""For Jekyll."""

from convanim.bundle.facts import Facts
from convanim.bundle.snippets._html_figure import figure

_FOLDER = '{{ include.folder | default: "/assets/figures" | relative_url }}'


def snippet(facts: Facts) -> str:
    """An include, whose parameter is the folder that has the pictures."""
    call = f'{{% include {facts.name}.html folder="/assets/figures" %}}'
    usage = f"{{% comment %}} Save as _includes/{facts.name}.html; in a post write {call} {{% endcomment %}}"
    return f"{usage}\n{figure(facts, f'{_FOLDER}/{facts.url}.svg')}"
