"""What pictures of somebody's layers leave out, told on standard error."""

from collections.abc import Iterable, Mapping, Sequence

from convanim import views
from convanim.cli.messages import say
from convanim.frameworks import NotDrawn, PastedLayer

_MOST_PLACES = 3


def tell(found: Iterable[PastedLayer | NotDrawn], look: Mapping[str, object], *, quiet: bool) -> None:
    """A line for all that is not drawn for one reason, and, unless ``quiet``, for all that is drawn in part."""
    not_drawn: dict[str, list[str]] = {}
    in_part: dict[str, list[str]] = {}
    for each in found:
        if isinstance(each, NotDrawn):
            not_drawn.setdefault(reason(each), []).append(_place(each))
            continue
        for remark in remarks(each, look):
            in_part.setdefault(remark, []).append(_place(each))
    for why, places in not_drawn.items():
        say(f"Not drawn: {why} ({'; '.join(places)})", err=True)
    for remark, places in {} if quiet else in_part.items():
        say(f"Note: {remark} ({_first(places)})", err=True)


def reason(each: NotDrawn) -> str:
    """What is not drawn, and why."""
    message = " ".join(each.error.message.split()).rstrip(".")
    return message if each.constructor.split(".")[-1] in message else f"{each.constructor}: {message}"


def remarks(pasted: PastedLayer, look: Mapping[str, object]) -> tuple[str, ...]:
    """What a picture of the layer leaves out that looks so."""
    if pasted.turned and "flip" not in look and not views.flip_of(True, look):
        return (*pasted.remarks, "its kernel is turned around: where numbers are drawn, add --flip")
    return pasted.remarks


def _place(each: PastedLayer | NotDrawn) -> str:
    return f"{each.name}, line {each.line}" if each.name else f"line {each.line}"


def _first(places: Sequence[str]) -> str:
    more = len(places) - _MOST_PLACES
    return "; ".join(places[:_MOST_PLACES]) + (f"; and {more:,} more" if more > 0 else "")
