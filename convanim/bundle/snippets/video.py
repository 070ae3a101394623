"""For a page of HTML that shows the video, which readers can stop and scrub."""

from convanim.bundle.facts import Facts, in_html
from convanim.bundle.style import FITTING


def snippet(facts: Facts) -> str:
    """A video with its controls, that shows the still until it is played; nothing moves by itself."""
    # The sides of a video are even.
    width, height = (side + side % 2 for side in (facts.width, facts.height))
    return f"""\
<figure>
  <video src="{facts.url}.mp4" poster="{facts.url}.png" width="{width}" height="{height}" style="{FITTING}" \
controls loop muted playsinline preload="none" aria-label="{in_html(facts.alt)}"></video>
  <figcaption>{in_html(facts.caption)}</figcaption>
</figure>
"""
