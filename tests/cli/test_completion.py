"""The shell itself completes: bash reads the script that the program prints, and offers names and files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convanim import parts

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")

ASK = """
eval "$(_CONVANIM_COMPLETE=bash_source convanim)"
COMP_WORDS=($LINE) COMP_CWORD=$AT
[ "$EMPTY" ] && COMP_WORDS+=("")
compopt() { printf "compopt %s %s\\n" "$@"; }
_convanim_completion convanim
printf '%s\\n' "${COMPREPLY[@]}"
"""
FILES = ["compopt -o default", ""]
"""What our bash is told where it is to offer files."""


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program in it."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "convanim"
    program.write_text(f"#!{sys.executable}\nfrom convanim.cli import run\nrun()\n")
    program.chmod(0o755)
    return folder


def offered(shell: Path, line: str) -> list[str]:
    """What bash offers at the end of a line, whose last word may be empty."""
    empty = line.endswith(" ")
    at = len(line.split()) - (0 if empty else 1)
    environment = {**os.environ, "PATH": f"{shell}:{os.environ['PATH']}", "LINE": line, "AT": str(at)}
    environment |= {"PYTHONPATH": str(parts.HERE.parent), "EMPTY": "yes" if empty else ""}
    told = subprocess.run(["bash", "-c", ASK], env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert told.stderr == ""
    return told.stdout.removesuffix("\n").split("\n")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("convanim tr", ["transpose"]),
        ("convanim explain a", ["avg-pool"]),
        ("convanim conv --view ", list(parts.names("views"))),
        ("convanim conv --theme cl", ["classic", "classic-dark", "classic-auto"]),
        ("convanim conv --theme au", ["auto"]),
        ("convanim conv --lang ", list(parts.names("style/languages", ".toml"))),
        ("convanim transpose --k 3 -p sa", ["same", "same-lower"]),
        ("convanim conv --weights so", ["sobel-x", "sobel-y"]),
        ("convanim conv --padding-mode re", ["reflect", "replicate"]),
        ("convanim conv --still m", ["middle"]),
        ("convanim layer - --background t", ["transparent"]),
        ("convanim conv --round", ["--round-trip"]),
        ("convanim conv --matte ", [""]),
        ("convanim matrix conv --weights id", ["identity"]),
    ],
)
def test_names_are_offered(shell: Path, line: str, names: list[str]) -> None:
    assert offered(shell, line) == names


@pytest.mark.parametrize(
    "line",
    [
        "convanim conv --font ",
        "convanim conv --values da",
        "convanim conv --theme my",
        "convanim conv -o ",
        "convanim nothing x",
    ],
)
def test_files_are_left_to_the_shell(shell: Path, line: str) -> None:
    assert offered(shell, line) == ([""] if "nothing" in line else FILES)
