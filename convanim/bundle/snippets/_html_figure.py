"""The figure in HTML, as several kinds of page show it."""

from convanim.bundle.facts import Facts, in_html
from convanim.bundle.style import CLASS, FITTING, SHEET


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
