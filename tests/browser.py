"""Chromium for the tests that drive one."""

import os
import shutil

import pytest

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HOW_TO = (
    "No Chromium was found. On Debian: apt-get install chromium fonts-liberation, "
    "or name the program with CHROMIUM=/path/to/it."
)


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
