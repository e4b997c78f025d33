"""Chromium for the tests that drive one: a single one in each process of a run, and what it visits.

Starting it costs more than most of these tests; each test has a context of its own instead.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HOW_TO = (
    "No Chromium was found. On Debian: apt-get install chromium fonts-liberation, "
    "or name the program with CHROMIUM=/path/to/it."
)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PATIENCE_MS = 30_000
"""How long a page may take to come, or to become as a test expects it, on a busy machine."""


def find() -> str | None:
    """The Chromium that CHROMIUM names, or the one that is installed, or None."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else _PROGRAMS
    return next((path for path in map(shutil.which, names) if path), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path to Chromium. Without one, a test is skipped, but on a CI machine it fails."""
    found = find()
    if found is None and os.environ.get("CI"):
        pytest.fail(_HOW_TO)
    if found is None:
        pytest.skip(_HOW_TO)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The process's Chromium. A test opens a context of its own in it, and closes that."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own, on which nothing may raise an error or break the policy."""
    faults: list[str] = []
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE_MS)
        opened = context.new_page()
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on(
            "console", lambda m: faults.append(m.text) if "Security Policy" in m.text else None
        )
        yield opened
    assert faults == []


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which `app` answers, on a port that it finds by itself."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
