"""Where everything is in the rows view, in pixels from the panel's corner."""

from typing import NamedTuple

from convanim.drawing import borders, brackets, lettering, page
from convanim.drawing.panel import Corner
from convanim.drawing.plane import Plane, flat
from convanim.views.rows import sums, words
from convanim.views.rows.content import Content

COLUMN, ASIDE = 104, 14
"""Pixels of the column of names at the least, and from it to the rows."""
ABOVE_KERNEL, BELOW_KERNEL = 62, 16
"""Pixels from the output to the kernel, or to the window where no kernel is drawn, and from the kernel to the input."""
TWO_LINES = 34
"""Pixels from the middle of a row to that of the next, so that their names and sizes stand apart."""
PUBLISHED_GAP = 2
"""Units between the rows of old."""
TO_STORED = 46
"""Pixels from the rows to the kernel as it is stored."""
WIDEST = 880
"""Pixels of rows and the stored kernel beside them, beyond which it stands below."""
NARROWEST = 420
"""Pixels that a sum may take, however short the rows are."""
FIRST_NOTE, NEXT_NOTE = 19, 17
"""Pixels from what stands above to the first note, and from note to note."""


class Plan(NamedTuple):
    """Planes, and the lines on which words stand."""

    output: Plane
    kernel: Plane
    """Its place (0, 0) is over the input's; where no kernel is drawn it is the input's."""
    input: Plane
    stored: Plane | None
    """The kernel as it is stored, where the window meets it turned."""
    names: float
    """Where names end."""
    left: float
    """Where the rows start."""
    rows: float
    """Pixels of the longest row, or of a sum that is longer."""
    brackets: float
    """Pixels that brackets stand lower than usual."""
    notes: float
    """The baseline of the first note."""
    sum: float
    """The middle of the first line of the sum."""
    room: float
    """Pixels that a line of the sum may take."""
    width: int
    height: int

    def moved(self, corner: Corner) -> "Plan":
        """The same plan, the panel's corner at a place of the page."""
        x, y = corner
        return self._replace(
            output=self.output.moved(x, y),
            kernel=self.kernel.moved(x, y),
            input=self.input.moved(x, y),
            stored=self.stored and self.stored.moved(x, y),
            names=self.names + x,
            left=self.left + x,
            notes=self.notes + y,
            sum=self.sum + y,
        )


def placed(content: Content) -> Plan:
    """The plan of a figure."""
    unit, scale, axis = content.cell_px, content.scale, content.axis
    column = _column(content)
    shift = _shift(content)
    start, stop = min(axis.positions.start, shift), max(axis.positions.stop, shift + axis.output_size)
    crisp = 0.0 if content.published else 0.5
    left = column + (ASIDE * scale if column else 0)
    origin = flat(unit).moved(round(left - start * unit) + crisp, crisp)
    kernel_top, input_top = _tops(content)
    input_ = origin.moved(0, input_top)
    kernel = origin.moved(0, kernel_top) if content.has_kernel else input_
    end = right = left + (stop - start) * unit
    foot, lowered, notes = _below(content, input_top + unit)
    stored = _stored(content, right, (kernel.y, input_top + unit)) if content.stores_kernel else None
    if stored is not None:
        end = max(end, stored.x + max(axis.kernel_size * unit, words.stored_width(content)))
        if stored.y > input_top:
            foot = max(foot, stored.y + unit + 21 * scale)
    # A card has all of its width for a sum.
    room = page.CARD_ROOM[0] - left if content.subject.card else max(end - left, NARROWEST * scale)
    sum_, foot, wide = _sum(content, foot, room)
    width = max(end, left + wide, left + words.notes_width(content))
    output = origin.moved(round(shift * unit), 0)
    return Plan(
        *(output, kernel, input_, stored, column, left, max(right - left, wide), lowered, notes, sum_, room),
        *(round(width), round(foot)),
    )


def _stored(content: Content, right: float, levels: tuple[float, float]) -> Plane:
    """The kernel as it is stored: beside the kernel in its place, or below the end of the input, where it is wide.

    ``levels`` are the kernel's top and the input's foot.
    """
    scale, (kernel_top, foot) = content.scale, levels
    wide = max(content.axis.kernel_size * content.cell_px, words.stored_width(content))
    beside = right + TO_STORED * scale
    start = right - wide
    clear = start - 30 * scale >= _column(content) + ASIDE * scale + words.notes_width(content)
    if clear and beside + wide > WIDEST * scale:
        return flat(content.cell_px).moved(round(start) + 0.5, round(foot + 70 * scale) + 0.5)
    return flat(content.cell_px).moved(round(beside) + 0.5, kernel_top)


def _column(content: Content) -> float:
    """Pixels of the column of names."""
    if not content.subject.named:
        return 0.0
    widest = max(name.width(content.scale) for name, _ in words.names(content))
    return max(COLUMN * content.scale if content.subject.words == "all" else 0.0, widest)


def _shift(content: Content) -> float:
    """Where the output starts: above the newest cell that is read, or the middle of what all windows cover."""
    axis, first = content.axis, -content.axis.before
    if content.causal:
        return first + axis.effective_kernel_size - 1
    span = axis.stride * (axis.output_size - 1) + axis.effective_kernel_size
    return first + (span - axis.output_size) / 2


def _tops(content: Content) -> tuple[int, int]:
    """Of the kernel and of the input."""
    unit, scale = content.cell_px, content.scale
    if not content.has_kernel:
        gap = (
            max(PUBLISHED_GAP * unit, TWO_LINES - unit if content.subject.named else 0)
            if content.published
            else round(ABOVE_KERNEL * scale)
        )
        return unit + gap, unit + gap
    kernel = unit + round(ABOVE_KERNEL * scale)
    # Of small cells the names, which have two lines, need more room than the rows.
    between = max(BELOW_KERNEL, TWO_LINES - unit) if content.subject.named else BELOW_KERNEL
    return kernel, kernel + unit + round(between * scale)


def _below(content: Content, foot: float) -> tuple[float, float, float]:
    """Where what stands below the input ends, how far its brackets are lowered, and the baseline of the first note."""
    scale, lowered = content.scale, 0.0
    if content.subject.words != "all":
        return foot, 0.0, foot
    if words.tap_words(content):
        lowered = (words.TAPS + 2) * scale
    used = foot + (lowered + 5 * scale if lowered else 0.0)
    if borders.told(content.subject):
        used = foot + (borders.ABOVE + 4) * scale
    if words.bracketed(content):
        # The words of a causal figure stand right below its only bracket, in place of a number.
        depth = brackets.OFF + 3 if content.causal else brackets.DEPTH
        used = foot + lowered + depth * scale
    notes = words.notes(content)
    first = used + (FIRST_NOTE if notes else 0) * scale
    return first + (NEXT_NOTE * (len(notes) - 1) * scale if notes else 0.0), lowered, first


def _sum(content: Content, foot: float, room: float) -> tuple[float, float, float]:
    """The middle of the first line of the sum, where the last one ends, and the widest line."""
    if content.numbers is None:
        # The feet of the letters of a last note.
        return foot, foot + (4 * content.scale if content.subject.words == "all" else 0), 0.0
    scale = content.scale
    first = foot + 44 * scale
    lines = [line for step in range(len(content.steps)) for line in sums.lines(content, step, room)]
    most = max(len(sums.lines(content, step, room)) for step in range(len(content.steps)))
    wide = max(lettering.width(line) for line in lines)
    last = first + sums.LINE * scale * (most - 1)
    return first, last + 16 * scale, wide
