"""For a page of HTML."""

from convanim.bundle.facts import Facts, in_html
from convanim.bundle.style import CLASS, FITTING, SHEET


def snippet(facts: Facts) -> str:
    """A figure whose place is kept free; its SVG stands still for readers who want no motion."""
    return figure(facts, f"{facts.url}.svg")


def figure(facts: Facts, address: str) -> str:
    """The figure with its picture at this address, which may be written in a template's language."""
    return f"""\
{SHEET}
<figure>
  <img class="{CLASS}" src="{address}" width="{facts.width}" height="{facts.height}" style="{FITTING}" loading="lazy" \
alt="{in_html(facts.alt)}">
  <figcaption>{in_html(facts.caption)}</figcaption>
</figure>
"""
