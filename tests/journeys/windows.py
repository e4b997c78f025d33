"""How pages are looked at: the sizes of windows, pictures, what scrolls aside, what axe finds."""

import os
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from tests.conftest import ROOT

SCREENSHOTS = ROOT / "tests" / "screenshots"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
"""Whether the page must be scrolled sideways."""


def picture(page: Page, name: str, **how: Any) -> None:
    """Keep a picture of the whole page, where someone asks for them with PICTURES=1.

    A picture is for people: it finds no fault, and takes as long as to fetch the page.
    """
    if os.environ.get("PICTURES"):
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True, **how)


def violations(page: Page, *, contrast: bool = True) -> list[dict[str, Any]]:
    """What axe finds wrong on the page, also with the contrast of its colours if asked for.

    Nothing else of what it says is fetched: that would take as long as to find it.
    """
    page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        """contrast => axe.run({
          resultTypes: ['violations'], rules: {'color-contrast': {enabled: contrast}},
        }).then(said => said.violations)""",
        contrast,
    )
    return found
