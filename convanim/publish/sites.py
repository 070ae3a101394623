"""Whether a site generator shows the pictures that lie beside a post.

An address of Markdown counts from the page, and what a page becomes is the generator's to say: its settings, the
place of the post and the front of the post tell.
"""

import re
from pathlib import Path, PurePosixPath

_POSTS = ("_posts", "_drafts")
_HUGO = tuple(f"{name}.{suffix}" for name in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json"))
_LONGEST_SETTINGS = 1_000_000
_PERMALINK = re.compile(r"^permalink:[ \t]*[\"']?([^\"'#\s]+)", re.MULTILINE)


def why_lost(post: Path, text: str) -> tuple[str, str] | None:
    """Why a page would not show the pictures beside its post, and the way out; None where it shows them."""
    place = post.resolve()
    front = _front(text)
    if front and set(_POSTS) & set(place.parts[:-1]):
        return (
            "Jekyll publishes nothing that lies beside a post in its folder, so the picture would be missing.",
            "draw into the assets of the site, --bundle -o assets/figures, and paste the snippet for Jekyll.",
        )
    hugo = _hugo_site(place)
    if hugo or text.removeprefix("\ufeff").startswith("+++"):
        return _lost_by_hugo(place, hugo)
    jekyll = _jekyll_site(place)
    return _lost_by_jekyll(place, jekyll, front) if jekyll and front else None


def from_root(folder: Path) -> str:
    """The way to a folder from the root of its Jekyll site; empty in the root, and where there is no site."""
    place = folder.resolve()
    site = _jekyll_site(place / "page")
    return place.relative_to(site).as_posix().strip("./") if site else ""


def _jekyll_site(place: Path) -> Path | None:
    return next((folder for folder in place.parents if (folder / "_config.yml").is_file()), None)


def _front(text: str) -> str:
    """The settings between two lines of --- at the front of a post; empty where there are none."""
    match = re.match(r"\ufeff?---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|$)", text, re.DOTALL)
    return match[0] if match else ""


def _hugo_site(place: Path) -> Path | None:
    """The folder of the site that a post is content of."""
    for folder in place.parents:
        if folder.name == "content" and any((folder.parent / name).exists() for name in (*_HUGO, "config/_default")):
            return folder.parent
    return None


def _lost_by_hugo(place: Path, site: Path | None) -> tuple[str, str] | None:
    # What a page becomes: the folder of its own index, or a folder of its own, unless addresses are "ugly" files.
    name = place.name.partition(".")[0]
    ugly = site is not None and any(
        re.search(r"^\s*[\"']?uglyurls[\"']?\s*[:=]\s*true", _settings(site / each), re.MULTILINE | re.IGNORECASE)
        for each in _HUGO
    )
    if name == "_index" or (name == "index") != ugly:
        return None
    if ugly:
        return (
            f"with uglyURLs Hugo publishes {place.name} one folder above its pictures, so they would be missing.",
            "take the post out of its folder, or uglyURLs out of the settings.",
        )
    return (
        f"Hugo publishes {place.name} as a folder of its own, and what lies beside it elsewhere, so the picture would "
        "be missing.",
        f"make the post a bundle: call it {name}/index.md.",
    )


def _lost_by_jekyll(place: Path, site: Path, front: str) -> tuple[str, str] | None:
    own = _PERMALINK.search(front)
    usual = _PERMALINK.search(_settings(site / "_config.yml"))
    folder = from_root(place.parent)
    if own:
        address = PurePosixPath("/" + own[1].strip("/"))
        lost = (address if own[1].endswith("/") else address.parent) != PurePosixPath("/" + folder)
    else:
        lost = usual is not None and (usual[1] == "pretty" or usual[1].endswith("/")) and place.stem != "index"
    if not lost:
        return None
    return (
        f"its permalink {(own or usual)[1]} takes the page away from the pictures beside it, "  # type: ignore[index]
        "so they would be missing.",
        "call the post index.md in a folder of that name, or leave out the permalink.",
    )


def _settings(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST_SETTINGS)
    except OSError:
        return ""
