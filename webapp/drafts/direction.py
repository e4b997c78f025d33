"""Which way a paragraph runs. Pure."""

import re
import unicodedata
from typing import Final

_FROM_RIGHT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Where the scripts that run from right to left stand in Unicode."""


def runs_from_right(text: str) -> bool:
    """Whether it runs from right to left, as its first letter does (UAX #9, P2 and P3)."""
    if not _FROM_RIGHT.search(text):
        return False
    ways = map(unicodedata.bidirectional, text)
    return next((way != "L" for way in ways if way in {"L", "R", "AL"}), False)
