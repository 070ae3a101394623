"""For Markdown of any kind."""

from convanim.bundle.facts import Facts, in_html, in_markdown
from convanim.bundle.style import FITTING


def snippet(facts: Facts) -> str:
    """A picture and its caption. Markdown has no word for the size, without which the page jumps: HTML does."""
    return f"""\
<img src="{facts.url}.svg" width="{facts.width}" height="{facts.height}" \
style="{FITTING}; color-scheme: light" alt="{in_html(facts.alt)}">

*{in_markdown(facts.caption)}*

<!-- Where the page itself turns dark, write: color-scheme: light dark. GitHub finds out by itself. -->
"""
