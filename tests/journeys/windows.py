"""How pages are looked at: the sizes of windows, where pictures go, what scrolls aside."""

from playwright.sync_api import ViewportSize

from tests.conftest import ROOT

SCREENSHOTS = ROOT / "tests" / "screenshots"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
"""Whether the page must be scrolled sideways."""
