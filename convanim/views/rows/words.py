"""The words of the rows view: names to the left of the rows, what stands below the input, and the stored kernel."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from convanim.drawing import borders, brackets, lettering
from convanim.drawing.lettering import Part
from convanim.drawing.names import Name
from convanim.layers import labels, zeros
from convanim.scene.items import Item, Style, Text
from convanim.scene.timeline import ALWAYS
from convanim.views.rows.content import Content

if TYPE_CHECKING:
    from convanim.views.rows.placing import Plan

TAPS = 17
"""Pixels from the input to the words of the taps."""
LEAST_BRACKETED, LEAST_WIDE = 16, 6
"""Pixels of a cell below which only the first gap has a bracket, which is also from a bracket to the next, and of a
bracket, at the least."""


def title(content: Content) -> str:
    """The operation in one dimension; a convolution that reads no future is a causal one."""
    if content.causal:
        return content.subject.say("causal_title")
    return content.subject.say("one_dimension", operation=content.subject.heading.title)


def names(content: Content) -> list[tuple[Name, str]]:
    """The names to the left, and the plane beside which each stands: output, kernel, input or sum."""
    say, layer, full = content.subject.say, content.layer, content.subject.words == "all"
    found = [(Name(say("output"), "output_text", "", [labels.size(layer.own.output_size)]), "output")]
    if content.has_kernel:
        size = labels.size(layer.own.kernel_size)
        said = say("turned") if content.turned else say("in_its_place", size=size)
        found.append((Name(say("kernel_name"), "accent_text", "", [said if full else size]), "kernel"))
    found.append((Name(say("input"), "input_text", "", [_input_size(content)]), "input"))
    if content.numbers is not None and full:
        below = [say("input_weight")] if content.weighted else []
        found.append((Name(say("this_step"), "ink", "", below), "sum"))
    return found


def _input_size(content: Content) -> str:
    say, axis = content.subject.say, content.axis
    size = labels.size(content.layer.own.input_size)
    if content.subject.words != "all":
        return size
    if content.causal:
        return say("oldest_left", size=size)
    if axis.flipped and len(axis.positions) > axis.input_size:
        return say("and_zeros", size=size)
    return size


def notes(content: Content) -> list[str]:
    """What stands below the input, a line each."""
    subject, say = content.subject, content.subject.say
    if subject.words != "all":
        return []
    found = zeros.notes(content.layer.own, subject.language)
    if content.causal and content.layer.border == "zero":
        key = "causal_dilated" if content.axis.dilation > 1 else "causal"
        found = [say(f"zeros.{key}", number=content.axis.before)]
    if content.published:
        found = [say("zeros.dashed", note=note) for note in found]
        shade = "shade_window" if not content.weighted else "shade_turned" if content.turned else "shade_here"
        found = [say("shaded_cell"), say(shade), *found]
    return [*found, *zeros.never_read(content.layer.own, subject.language), *borders.notes(subject)]


def notes_width(content: Content) -> float:
    """Pixels of the widest note."""
    size = lettering.NOTE * content.scale
    return max((lettering.width([Part(note, size)]) for note in notes(content)), default=0.0)


def tap_words(content: Content) -> list[tuple[int, str]]:
    """What stands below the cells that a causal window reads: where in the window, and the word; those with room."""
    if not content.causal or content.subject.words != "all":
        return []
    say, axis = content.subject.say, content.axis
    last = axis.effective_kernel_size - 1
    found = [(last, say("now"))]
    size, left = lettering.NOTE * content.scale, (last + 0.5) * content.cell_px
    left -= lettering.width([Part(say("now"), size)]) / 2
    for tap in range(last - axis.dilation, -1, -axis.dilation):
        word = say("steps_before", number=last - tap)
        half = lettering.width([Part(word, size)]) / 2
        middle = (tap + 0.5) * content.cell_px
        if middle + half + 8 * content.scale <= left:
            found.append((tap, word))
            left = middle - half
    return found


def bracketed(content: Content) -> list[tuple[int, int]]:
    """From where to where brackets count the zeros; every gap between values has one where there is room."""
    axis = content.axis
    if content.published or content.subject.words != "all" or axis.padding_mode != "zeros":
        return []
    found = brackets.runs(axis)
    if axis.input_dilation > 1 and content.cell_px >= LEAST_BRACKETED:
        gaps = [(nth * axis.input_dilation + 1, (nth + 1) * axis.input_dilation) for nth in range(axis.input_size - 1)]
        found = sorted({*found, *gaps})
    kept: list[tuple[int, int]] = []
    for start, stop in found:
        # Numbers of brackets stand apart, and the feet of one do not cross.
        far = not kept or (start + stop - sum(kept[-1])) * content.cell_px >= 2 * LEAST_BRACKETED * content.scale
        if far and (stop - start) * content.cell_px >= LEAST_WIDE:
            kept.append((start, stop))
    return kept


def stored_width(content: Content) -> float:
    """Pixels of the words around the kernel as it is stored."""
    if not content.subject.named:
        return 0.0
    above, below = _stored(content)
    return max(above.width(content.scale), below.width(content.scale))


def _stored(content: Content) -> tuple[Name, Name]:
    say, layer = content.subject.say, content.layer
    size = labels.size(layer.own.kernel_size)
    return (
        Name(say("kernel_name"), "accent_text", f"{size}, {say('as_stored')}"),
        Name("", "accent_text", f"↻ {say('turned')}"),
    )


def items(plan: "Plan", content: Content) -> Iterator[Item]:
    """All words but those that move."""
    scale, subject = content.scale, content.subject
    if not subject.named:
        return
    middles = {
        "output": plan.output(0.5, 0)[1],
        "kernel": plan.kernel(0.5, 0)[1],
        "input": plan.input(0.5, 0)[1],
        "sum": plan.sum,
    }
    for name, beside in names(content):
        baseline = middles[beside] + (-1 if name.notes else 5) * scale
        # Set from their ends, which a line of several parts would only reckon.
        at_end = Text(name.name, lettering.NAME * scale, "end")
        yield Item(at_end, plan.names, baseline, Style(fill=name.role), 0, ALWAYS)
        for note in name.notes:
            at_end = Text(note, lettering.NOTE * scale, "end")
            yield Item(at_end, plan.names, middles[beside] + 14 * scale, Style(fill="grey"), 0, ALWAYS)
    if plan.stored is not None:
        above, below = _stored(content)
        yield from above.items(plan.stored.x - 0.5, plan.stored.y - 10 * scale, scale)
        yield from below.items(plan.stored.x - 0.5, plan.stored(1, 0)[1] + 21 * scale, scale)
    yield from _below(plan, content)


def _below(plan: "Plan", content: Content) -> Iterator[Item]:
    """Brackets and notes below the input."""
    scale, baseline = content.scale, plan.notes
    foot = plan.input.moved(0, content.cell_px + plan.brackets)
    for start, stop in bracketed(content):
        number = "" if content.causal else str(stop - start)
        yield from brackets.bracket(foot(0, start), foot(0, stop), number, scale)
    if borders.told(content.subject):
        yield from borders.headers(borders.below(plan.input, content.rows, content.axis), content.cell_px, scale)
    for note in notes(content):
        yield from lettering.line([Part(note, lettering.NOTE * scale, "grey")], plan.left, baseline)
        baseline += 17 * scale
