"""Figures in notebooks: what a cell shows whose last value is a figure."""

import html
import io
from collections.abc import Callable

from convanim import exporters
from convanim.errors import ConvanimError
from convanim.exporters import Picture

_BESIDE_PX = 140
"""Pixels that the player's buttons and words need below the picture."""


def mimebundle(draw: Callable[[], Picture]) -> dict[str, str]:
    """The picture that ``draw`` makes in the forms that notebooks show, the best of which they choose."""
    try:
        picture = draw()
        return {"text/html": page(picture), "image/svg+xml": _text(picture, "svg"), "text/plain": picture.alt}
    except ConvanimError as error:  # A traceback would hide what is wrong.
        return {"text/plain": f"Error: {error.message}\nHint: {error.hint}"}


def page(picture: Picture) -> str:
    """A picture with its player, in a frame of its own: nothing in it meets the styles or names of the notebook."""
    width, height = picture.scene.width, picture.scene.height + _BESIDE_PX
    return (
        f'<iframe srcdoc="{html.escape(_text(picture, "html"))}" title="{html.escape(picture.alt)}" '
        'sandbox="allow-scripts" '
        f'style="width: 100%; max-width: {max(width, 320)}px; aspect-ratio: {width} / {height}; border: 0"></iframe>'
    )


def _text(picture: Picture, suffix: str) -> str:
    file = io.BytesIO()
    exporters.load(suffix).write(picture, file)
    return file.getvalue().decode()
