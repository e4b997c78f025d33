"""Names of files that every system can unpack. Pure.

Windows is the strictest: some characters and names are its own, capitals do not tell two names
apart, a name cannot end in a full stop or a space, and a whole path holds some 260 characters of
which the folder that somebody unpacks in takes its part (Microsoft, *Naming Files, Paths, and
Namespaces*).
"""

import re
import unicodedata
from typing import Final

LONGEST: Final = 100
"""Characters of a name with its ending."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def safe(name: str, *, otherwise: str = "-") -> str:
    """The name with nothing in it that a system refuses; `otherwise` where nothing is left."""
    plain = unicodedata.normalize("NFC", name)
    seen = "".join(c for c in plain if unicodedata.category(c) not in _HIDDEN)
    fit = " ".join(_FORBIDDEN.sub("-", seen).split()).strip(" .")
    if _RESERVED.match(fit):
        fit = f"-{fit}"
    return _shortened(fit) or otherwise


def parted(name: str) -> tuple[str, str]:
    """The name and its ending: `.pdf`, or nothing where it has none."""
    found = _ENDING.search(name)
    return (name[: found.start()], found[0]) if found else (name, "")


def _shortened(name: str) -> str:
    stem, ending = parted(name)
    return f"{stem[: LONGEST - len(ending)].rstrip(' .')}{ending}" if name else ""
