"""convanim as a new user installs it from a clone: in an environment of its own, without extras."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OFFLINE = (
    r"(?i)could not connect|connection|timed? ?out|dns|name resolution|failed to fetch|offline|no matching distribution"
)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the environment's programs; import this fixture where it is used."""
    place = tmp_path_factory.mktemp("base") / "venv"
    programs = place / ("Scripts" if sys.platform == "win32" else "bin")
    if shutil.which("uv"):
        run(["uv", "venv", "-q", "-p", sys.executable, str(place)])
    else:
        run([sys.executable, "-m", "venv", str(place)])
    run([*_install(programs), str(ROOT)])
    return programs


def can_be_installed(base: Path, what: str, folder: Path) -> str:
    """What ``pip install`` would do with ``what`` in a folder."""
    return run([*_install(base), "--dry-run", what], folder)


def _install(programs: Path) -> list[str]:
    python = str(programs / "python")
    return ["uv", "pip", "install", "-p", python] if shutil.which("uv") else [python, "-m", "pip", "install"]


def run(command: list[str], folder: Path | None = None) -> str:
    """What a program says; a test is skipped where there is no network to install from."""
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    told = ended.stdout + ended.stderr
    if ended.returncode and re.search(OFFLINE, told):
        pytest.skip(f"nothing can be installed here: {told.strip().splitlines()[-1]}")
    assert ended.returncode == 0, told
    return told
