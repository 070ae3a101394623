"""Which room of the house may import which: the table of convanim/README.md, held against the code."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "convanim"

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "geometry": set(),
    "files": {"errors"},
    "parts": {"errors"},
    "options": {"errors"},
    "scene": {"errors"},
    "style": {"errors", "files", "parts", "options", "scene"},
    "layers": {"errors", "files", "parts", "geometry", "options", "scene", "style"},
    "raster": {"errors", "scene", "style"},
    "drawing": {"errors", "geometry", "options", "layers", "scene", "style"},
    "views": {"errors", "parts", "geometry", "options", "layers", "scene", "style", "drawing"},
    "exporters": {"errors", "files", "parts", "options", "scene", "style", "raster"},
    "frameworks": {"errors", "parts", "geometry", "options", "layers"},
    "answers": {"errors", "parts", "geometry", "options", "layers", "frameworks"},
    "figure": {"errors", "geometry", "options", "layers", "scene", "style", "drawing", "views", "exporters", "answers"},
    "api": {"errors", "options", "views", "frameworks", "answers", "figure"},
    "bundle": {"errors", "files", "parts", "layers", "style", "exporters", "figure"},
    "batch": {
        "errors",
        "files",
        "parts",
        "options",
        "layers",
        "style",
        "views",
        "exporters",
        "frameworks",
        "figure",
        "bundle",
    },
    "publish": {"errors", "files", "parts", "options", "layers", "style", "exporters", "figure", "bundle", "batch"},
}
"""Rooms in the order of the floors: none imports from its own floor's neighbour above."""
EVERYTHING = {"cli", "__main__", "__init__"}
APART = ("views", "exporters", "frameworks", "layers/operations", "bundle/snippets")
"""Folders of parts that know nothing of each other."""


def room_of(path: Path) -> str:
    first = path.relative_to(HOUSE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[tuple[str, ...]]:
    """The modules of the package that a file imports, wherever in it, as parts of their names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "convanim":
            for alias in node.names:
                full = (*node.module.split("."), alias.name)
                is_module = (
                    HOUSE.parent.joinpath(*full).with_suffix(".py").exists() or HOUSE.parent.joinpath(*full).is_dir()
                )
                found.add(full if is_module else tuple(node.module.split(".")))
        elif isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names if alias.name.split(".")[0] == "convanim"}
    return found


FILES = sorted(HOUSE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    if room in EVERYTHING:
        return
    for module in imported(path):
        # `import convanim` alone asks for the version.
        other = module[1] if len(module) > 1 else room
        assert other == room or other in MAY_IMPORT[room], f"{path.name} imports {'.'.join(module)}"


def test_the_table_has_no_circle_and_knows_every_room() -> None:
    rooms = {room_of(path) for path in FILES} - EVERYTHING
    assert rooms == set(MAY_IMPORT)
    floors: dict[str, int] = {}
    while len(floors) < len(MAY_IMPORT):
        ready = [room for room in MAY_IMPORT if room not in floors and MAY_IMPORT[room] <= set(floors)]
        assert ready, "a circle"
        floors |= {room: 1 + max((floors[other] for other in MAY_IMPORT[room]), default=0) for room in ready}
    assert max(floors.values()) + 2 <= 12, "with the command line and its door on top"


@pytest.mark.parametrize("folder", APART)
def test_parts_do_not_import_each_other(folder: str) -> None:
    names = {path.stem for path in (HOUSE / folder).iterdir() if not path.stem.startswith("_") and path.suffix == ".py"}
    names |= {path.name for path in (HOUSE / folder).iterdir() if (path / "__init__.py").exists()}
    for path in (HOUSE / folder).rglob("*.py"):
        own = path.relative_to(HOUSE / folder).parts[0].removesuffix(".py")
        start = ("convanim", *folder.split("/"))
        others = {
            module[len(start)]
            for module in imported(path)
            if module[: len(start)] == start and len(module) > len(start)
        }
        assert others & names <= {own}, path


def test_the_listing_is_short() -> None:
    assert len([path for path in HOUSE.iterdir() if path.name != "__pycache__"]) <= 24
