"""Where the words and numbers of a frame are, to judge whether they lie on each other or leave the page."""

from itertools import combinations
from typing import NamedTuple

from convanim.scene.items import Scene
from convanim.style.text_metrics import fitted_size, text_width
from tests import reading

_HINTED = 1.07
"""The width of words is counted with what whole pixels may add; letters themselves are narrower."""


class TextBox(NamedTuple):
    """A line of text, from the tops of its capitals to its baseline."""

    string: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "TextBox") -> bool:
        """Whether they share more than the edge."""
        apart = self.right <= other.left + 0.5 or other.right <= self.left + 0.5
        return not (apart or self.bottom <= other.top + 0.5 or other.bottom <= self.top + 0.5)


def boxes(scene: Scene, frame: int) -> list[TextBox]:
    """Of all that is written in a frame."""
    found = []
    for text, item in reading.texts(scene, frame):
        size = fitted_size(text)
        if not size:
            continue
        width = text_width(text.string, size) / _HINTED
        left = item.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
        found.append(TextBox(text.string, left, item.y - 0.7 * size, left + width, item.y))
    return found


def overlaps(scene: Scene, frame: int) -> list[tuple[str, str]]:
    """The texts of a frame that lie on each other."""
    return [(one.string, other.string) for one, other in combinations(boxes(scene, frame), 2) if one.meets(other)]


def outside(scene: Scene, frame: int) -> list[str]:
    """The texts of a frame that leave the page."""
    return [
        box.string
        for box in boxes(scene, frame)
        if box.left < 0 or box.top < 0 or box.right > scene.width or box.bottom > scene.height
    ]
