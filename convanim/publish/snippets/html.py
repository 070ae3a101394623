"""For a page of HTML."""

from convanim.publish.facts import Facts, in_html


def snippet(facts: Facts, folder: str = "") -> str:
    """A figure that stands still for readers who want no motion and is dark on dark pages; its place is kept free."""
    url, size = f"{folder}{facts.url}", f'width="{facts.width}" height="{facts.height}"'
    still, dark = "(prefers-reduced-motion: reduce)", "(prefers-color-scheme: dark)"
    return f"""\
<figure>
  <picture>
    <source media="{still} and {dark}" srcset="{url}-dark.png">
    <source media="{still}" srcset="{url}.png">
    <source media="{dark}" srcset="{url}-dark.gif">
    <img src="{url}.gif" {size} style="max-width: 100%; height: auto" loading="lazy" alt="{in_html(facts.alt)}">
  </picture>
  <figcaption>{in_html(facts.caption)}</figcaption>
</figure>
"""
