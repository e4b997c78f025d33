"""Films that can be shown in a page, once the reader has said yes. Pure: an address in, one out."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

_KEY = re.compile(r"[\w-]{3,64}")

HOSTS: Mapping[str, str] = {
    "youtube": "https://www.youtube-nocookie.com",
    "vimeo": "https://player.vimeo.com",
}
"""The hosts whose player can be shown, and that alone."""


def player(film: str) -> str | None:
    """The address of the film's player, or None where it is shown by a link alone.

    Known are YouTube, in the variant that sets no cookies before it plays, and Vimeo.
    """
    parts = urlsplit(film)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    last = parts.path.rsplit("/", 1)[-1]
    if host in {"youtube.com", "youtube-nocookie.com"}:
        key = parse_qs(parts.query).get("v", [last])[0]
        return _with_key(f"{HOSTS['youtube']}/embed/", key)
    if host == "youtu.be":
        return _with_key(f"{HOSTS['youtube']}/embed/", last)
    if host in {"vimeo.com", "player.vimeo.com"} and last.isdigit():
        return f"{HOSTS['vimeo']}/video/{last}?dnt=1"
    return None


def host(address: str) -> str:
    """The host of a player."""
    return urlsplit(address).netloc


def _with_key(start: str, key: str) -> str | None:
    return start + key if _KEY.fullmatch(key) else None
