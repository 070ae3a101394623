"""What the maps come to, in words and as a formula."""

from convanim.drawing.subject import Subject
from convanim.layers import labels
from convanim.style.number_text import Notation
from convanim.views.overlap.counts import Counts


def sentences(subject: Subject, compared: list[Counts]) -> list[str]:
    """A sentence for each kernel: whether the stride goes into it, and what follows from it."""
    return [_weighed(subject, each) if each.weights is not None else _counted(subject, each) for each in compared]


def _counted(subject: Subject, counts: Counts) -> str:
    layer = counts.layer
    even = len(counts.inside) == 1
    told, why = ("evenly", "divides") if even else ("unevenly", "divides_not")
    return subject.say(
        f"overlap.{why if counts.stride_tells else told}",
        stride=labels.number(layer.own.stride),
        kernel=labels.number(layer.own.kernel_size),
        counts=_listed(subject, sorted(map(int, counts.inside))),
    )


def _weighed(subject: Subject, counts: Counts) -> str:
    if len(counts.inside) > 1:
        return subject.say("overlap.sum_uneven")
    return subject.say("overlap.sum_even", sum=Notation().write(next(iter(counts.inside))))


def _listed(subject: Subject, numbers: list[int]) -> str:
    """``1, 2 or 4 stamps``; of many the first and the last."""
    texts = [str(number) for number in numbers]
    last = subject.language.counted("overlap.counts", numbers[-1])
    if len(texts) > 4:
        return f"{texts[0]}, {texts[1]} … {last}"
    return subject.say("overlap.or").join(
        [*([subject.say("overlap.comma").join(texts[:-1])] if texts[1:] else []), last]
    )


def formulas(subject: Subject, compared: list[Counts]) -> list[tuple[str, str]] | None:
    """The most stamps on a cell as the product of the most along its row and its column; None where it is none."""
    if subject.layer.is_line or compared[0].weights is not None:
        return None
    told = []
    for each in compared:
        rows, columns = max(each.along(0)), max(each.along(1))
        text = f"{rows * columns} = {columns} · {rows}"
        told += [] if text in told else [text]
    return [(",  ".join(told), subject.say("overlap.product"))]
