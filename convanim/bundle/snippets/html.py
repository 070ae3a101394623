"""For a page of HTML."""

from convanim.bundle.facts import Facts
from convanim.bundle.snippets._html_figure import figure


def snippet(facts: Facts) -> str:
    """A figure whose place is kept free; its SVG stands still for readers who want no motion."""
    return figure(facts, f"{facts.url}.svg")
