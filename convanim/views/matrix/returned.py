"""What comes back when the matrix is read down: numbers, differences from the input, and what is said of them."""

from collections.abc import Sequence
from typing import NamedTuple

from convanim.drawing.subject import Subject
from convanim.layers import labels
from convanim.style import tints
from convanim.style.number_text import total
from convanim.views.matrix.content import Content


class Returned(NamedTuple):
    """In the order of the input."""

    values: list[float]
    differences: list[float]
    """Each returned value less that of the input."""

    @property
    def same(self) -> int:
        """How many values came back."""
        return sum(difference == 0 for difference in self.differences)

    def tint(self, column: int) -> str:
        """The colour of a difference: white for none, and the deeper the larger."""
        size, largest = abs(self.differences[column]), max(map(abs, self.differences))
        return tints.between("difference_small", "difference_large", size / largest) if size else "paper"


def returned(content: Content) -> Returned:
    """The transposed matrix times the output."""
    assert content.numbers is not None
    output, values = list(content.numbers.output.values()), list(content.numbers.input.values())
    made = [
        total(content.summed(own) * output[row] for row, own in cells.items())
        for cells in content.matrix.transposed().rows
    ]
    return Returned(made, [total((back, -was)) for back, was in zip(made, values, strict=True)])


def title(subject: Subject, found: Returned) -> str:
    """What the figure shows: shapes return, values do not, or some, or all."""
    count = len(found.values)
    key = "title_same" if found.same == count else "title_some" if 2 * found.same < count else "title_mixed"
    key = key if found.same else "title"
    return subject.say(f"there_and_back.{key}")


def subline(subject: Subject) -> str:
    """The three shapes, the parameters, and that there is one matrix."""
    layer = subject.layer
    _, _, parameters = subject.heading.sizes.partition(" · ")
    sizes = " → ".join(
        labels.size(size) for size in (layer.own.input_size, layer.own.output_size, layer.own.input_size)
    )
    return subject.say("there_and_back.sizes", sizes=sizes, parameters=parameters)


def verdict(subject: Subject, found: Returned) -> Sequence[tuple[str, str]]:
    """``16 → 4 → 16``, why the one in the middle cannot hold all, and what is the same in the end."""
    many, few = len(found.values), subject.layer.steps_count
    spoken = subject.language
    if few < many:
        few_ = spoken.counted("there_and_back.numbers", few)
        reason = subject.say("there_and_back.cannot_hold", few=few_, many=many)
    else:
        reason = "" if found.same == many else subject.say("there_and_back.no_inverse")
    told = subject.say("there_and_back.verdict", same=found.same, count=many)
    return [(f"{many} → {few} → {many}", f"{reason}  {told}" if reason else told)]
