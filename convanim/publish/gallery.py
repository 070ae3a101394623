"""A page of the figures of a file: cards in sections, each with the command that draws it, one of them playing."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convanim.batch import plan
from convanim.batch.figures_file import Page
from convanim.batch.page_words import Section
from convanim.batch.tables import Entry
from convanim.bundle.facts import caption_of, in_one_line
from convanim.errors import ConvanimError
from convanim.files import ends_of, whole_file
from convanim.layers import heading
from convanim.publish import gallery_html, gallery_markdown
from convanim.style import language, theme

if TYPE_CHECKING:
    from convanim.figure import Figure

WRITTEN = "<!-- Written by convanim gallery. -->"
"""The mark of pages that may be written anew."""


class Card(NamedTuple):
    """A figure on the page."""

    name: str
    title: str
    caption: str
    figure: "Figure"
    """As the file has it; its command is shown."""
    still: str
    """The file of a picture that stands still."""
    film: str
    """That of one that plays; empty where the figure stands still itself."""
    player: str
    """That of the page to which the title leads."""
    size: tuple[int, int]
    """Width and height of the pictures, in pixels."""
    lasts_ms: int


class Shown(NamedTuple):
    """A section and its cards."""

    name: str
    """Empty for the figures of no section."""
    section: Section
    cards: list[Card]


def write(page: Page, folder: Path, title: str | None) -> Iterator[Path]:
    """Draw what is stale of a page's figures into ``folder``, and write ``index.html`` and ``README.md``.

    Yields each file that was written. ``title`` goes before the one that the file has. Raises ConvanimError for pages
    that somebody else wrote.
    """
    pages = [folder / name for name in ("index.html", "README.md")]
    for path in pages:
        if path.exists() and WRITTEN.encode() not in ends_of(path, 200, "name another folder with -o.")[:200]:
            raise ConvanimError(
                f"{path} is there, and convanim gallery did not write it.", "name another folder with -o."
            )
    for drawn in plan.draw([picture for entry in page.entries for picture in _pictures(entry)], folder):
        if drawn.error:
            raise drawn.error
        yield folder / drawn.output
    own = Section(title or page.own.title or "Gallery", page.own.text)
    shown, spoken = list(_sections(page)), _language(page)
    texts = gallery_html.page(own, shown, spoken, WRITTEN), gallery_markdown.page(own, shown, spoken, WRITTEN)
    for path, text in zip(pages, texts, strict=True):
        with whole_file(path) as file:
            file.write(text.encode())
        yield path


def _language(page: Page) -> language.Language:
    """The one in which all figures speak, else English."""
    spoken = {entry.figure.lang for entry in page.entries}
    return language.load(spoken.pop() if len(spoken) == 1 else "en")


def _sections(page: Page) -> Iterator[Shown]:
    """The figures of no section first, then the sections that have figures, in the order of the file."""
    for name, section in {"": Section(), **page.sections}.items():
        cards = [_card(entry) for entry in page.entries if entry.words.section == name]
        if cards:
            yield Shown(name, section, cards)


def _card(entry: Entry) -> Card:
    figure, words = entry.figure, entry.words
    moves = figure.still is None and figure.storyboard is None
    scene = _small(figure).scene()
    operation = heading.heading(figure.layer, language.load(figure.lang)).title
    return Card(
        entry.name,
        words.heading or in_one_line(figure.title or "") or operation,
        words.text or caption_of(figure),
        figure,
        f"{entry.name}.still.svg",
        f"{entry.name}.svg" if moves else "",
        f"{entry.name}.html" if moves else f"{entry.name}.still.svg",
        (scene.width, scene.height),
        sum(scene.durations_ms),
    )


def _pictures(entry: Entry) -> Iterator[Entry]:
    """The files of a card: its still, and where it moves the film and the player."""
    small = _small(entry.figure)
    if entry.figure.still is not None or entry.figure.storyboard is not None:
        yield entry._replace(name=f"{entry.name}.still", figure=small, outputs=("svg",))
        return
    yield entry._replace(
        name=f"{entry.name}.still", figure=dataclasses.replace(small, still="middle"), outputs=("svg",)
    )
    # The page asks its reader before anything moves.
    film = dataclasses.replace(small, own=tuple(sorted({**dict(small.own), "calm": False}.items())))
    yield entry._replace(figure=film, outputs=("svg",))
    player = dataclasses.replace(entry.figure, card=False, theme=_following(entry.figure))
    yield entry._replace(figure=player, outputs=("html",))


def _small(figure: "Figure") -> "Figure":
    """The figure as a card, which lies on the page without a ground of its own and follows the page's colours.

    What has no room on a card is there as it is, and the page makes it smaller; so is a storyboard.
    """
    following = _following(figure)
    follows = following != figure.theme or figure.follows_reader
    ground = "transparent" if follows else figure.background
    own = tuple(pair for pair in figure.own if pair[0] in _own_of_view(figure))
    ours = dataclasses.replace(figure, caption=None, theme=following, background=ground, own=own)
    card = dataclasses.replace(ours, card=True, cell=None, legend=None)
    if figure.storyboard is not None:
        return dataclasses.replace(ours, card=False)
    try:
        _ = card.cell_px
    except ConvanimError as error:
        if error.option != "card":
            raise
        return dataclasses.replace(ours, card=False)
    return card


def _own_of_view(figure: "Figure") -> set[str]:
    return {each.name for each in figure.view_options}


def _following(figure: "Figure") -> str | None:
    """The theme for light and for dark pages; that of somebody's own is kept as it is."""
    name = figure.theme_name
    if figure.follows_reader or name not in theme.names():
        return name
    light = theme.pair(name)[0]
    return "auto" if light == "light" else f"{light}-auto"
