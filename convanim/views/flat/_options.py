"""The option of the flat view that no other view has."""

from convanim.options.kinds import Switch
from convanim.options.option import Option

SHADE = Option(
    "shade",
    Switch(),
    None,
    "In the flat view: cells as greys by their value, the window enlarged beside them; or numbers in every cell. "
    "[default: greys for images, and for more than 12 cells in a row]",
)
