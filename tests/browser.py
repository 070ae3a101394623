"""A headless Chromium for the tests of what browsers show; they are skipped where there is none."""

import atexit
import io
import os
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@cache
def _launched() -> "Browser":
    from playwright.sync_api import sync_playwright

    # One for all modules: two of them in a process get in each other's way.
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=PROGRAM, headless=True, args=ARGUMENTS)


@pytest.fixture(scope="session")
def browser() -> "Browser":
    """The browser; import this fixture where it is used."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if PROGRAM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    return _launched()


class Watched:
    """A page, and all that it said and asked for."""

    def __init__(self, browser: "Browser", **settings: Any) -> None:
        self.context = browser.new_context(**settings)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path) -> "Page":
        self.page.goto(path.as_uri())
        return self.page

    def close(self) -> None:
        self.context.close()


def pixels(png: bytes) -> npt.NDArray[np.int64]:
    """A screenshot as (height, width, 3)."""
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGB")).astype(int)
