"""For a page of HTML whose host takes no SVG."""

from convanim.bundle.facts import Facts, in_html
from convanim.bundle.style import FITTING


def snippet(facts: Facts) -> str:
    """A GIF for light and one for dark systems, and a still of each for readers who want no motion."""
    url, size = facts.url, f'width="{facts.width}" height="{facts.height}"'
    still, dark = "(prefers-reduced-motion: reduce)", "(prefers-color-scheme: dark)"
    return f"""\
<!-- For a page that is always light remove the two lines that say dark. -->
<figure>
  <picture>
    <source media="{still} and {dark}" srcset="{url}-dark.png">
    <source media="{still}" srcset="{url}.png">
    <source media="{dark}" srcset="{url}-dark.gif">
    <img src="{url}.gif" {size} style="{FITTING}" loading="lazy" alt="{in_html(facts.alt)}">
  </picture>
  <figcaption>{in_html(facts.caption)}</figcaption>
</figure>
"""
