"""Chromium, Firefox and WebKitGTK for the tests of what every browser shows; one that is not installed is skipped.

Import the fixture ``engine`` where it is used: each test then runs in all three, which are started once.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest

from tests.browser import browser, pixels
from tests.pictures import Pixels

__all__ = ["browser", "engine"]

WIDTH, HEIGHT = 1300, 1500


class Engine(Protocol):
    """A browser whose window shows ``WIDTH`` × ``HEIGHT`` pixels of a page, or more."""

    name: str

    def open(self, path: Path) -> None:
        """Load a file, whole."""

    def run(self, function: str, argument: Any = None) -> Any:
        """Call a function in the page, and return what it returns."""

    def screenshot(self) -> Pixels:
        """What the window shows as (height, width, 3)."""


class _Chromium:
    name = "chromium"

    def __init__(self, browser: Any) -> None:
        self._context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        self._page = self._context.new_page()

    def open(self, path: Path) -> None:
        self._page.goto(path.as_uri())

    def run(self, function: str, argument: Any = None) -> Any:
        return self._page.evaluate(function, argument)

    def screenshot(self) -> Pixels:
        return _bytes(self._page.screenshot())

    def close(self) -> None:
        self._context.close()


class _Firefox:
    name = "firefox"

    def __init__(self) -> None:
        from marionette_driver.marionette import Marionette

        program = shutil.which("firefox-esr") or shutil.which("firefox")
        # The driver removes what is at the path of its log, so that must be a place of its own.
        self._logs = tempfile.TemporaryDirectory()
        # Each has a port of its own: test files run side by side.
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._marionette = Marionette(bin=program, headless=True, gecko_log=self._logs.name, port=port)
        self._marionette.start_session()
        self._marionette.set_window_rect(width=WIDTH, height=HEIGHT + 200)

    def open(self, path: Path) -> None:
        self._marionette.navigate(path.as_uri())

    def run(self, function: str, argument: Any = None) -> Any:
        return self._marionette.execute_script(f"return ({function})({json.dumps(argument)})")

    def screenshot(self) -> Pixels:
        return _bytes(self._marionette.screenshot(format="binary", full=False))

    def close(self) -> None:
        self._marionette.quit()
        self._marionette.cleanup()
        self._logs.cleanup()


class _WebKit:
    name = "webkit"

    def __init__(self, display: str) -> None:
        from selenium.webdriver import WebKitGTK, WebKitGTKOptions
        from selenium.webdriver.webkitgtk.service import Service

        environment = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11"}
        service = Service(shutil.which("WebKitWebDriver"), env=environment)
        self._driver = WebKitGTK(options=WebKitGTKOptions(), service=service)
        self._driver.set_window_rect(0, 0, WIDTH, HEIGHT + 100)

    def open(self, path: Path) -> None:
        self._driver.get(path.as_uri())

    def run(self, function: str, argument: Any = None) -> Any:
        return self._driver.execute_script(f"return ({function})({json.dumps(argument)})")

    def screenshot(self) -> Pixels:
        return _bytes(self._driver.get_screenshot_as_png())

    def close(self) -> None:
        self._driver.quit()


@contextmanager
def _display() -> Iterator[str]:
    """The name of a screen that nobody sees."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT + 100}x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
    finally:
        screen.terminate()
        screen.wait()


def _bytes(png: bytes) -> Pixels:
    return pixels(png).astype(np.uint8)


def _need(*programs: str) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        pytest.skip(f"{' and '.join(missing)} are not installed")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of the drivers, which are no matter of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _chromium(request: pytest.FixtureRequest) -> Iterator[Engine]:
    opened = _Chromium(request.getfixturevalue("browser"))
    with closing(opened):
        yield opened


@contextmanager
def _firefox(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if not shutil.which("firefox"):
        _need("firefox-esr")
    with _quiet():
        pytest.importorskip("marionette_driver")
        opened = _Firefox()
    with closing(opened):
        yield opened


@contextmanager
def _webkit(request: pytest.FixtureRequest) -> Iterator[Engine]:
    _need("WebKitWebDriver", "Xvfb")
    pytest.importorskip("selenium")
    with _display() as display:
        with _quiet():
            opened = _WebKit(display)
        with closing(opened):
            yield opened


@pytest.fixture(scope="session", params=[_chromium, _firefox, _webkit], ids=lambda start: start.__name__.strip("_"))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each of the browsers in turn."""
    with request.param(request) as opened:
        yield opened
