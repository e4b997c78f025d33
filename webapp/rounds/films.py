"""Films that can be shown in a page, once the reader has said yes. Pure: an address in, one out."""

import re
from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit

_KEY = re.compile(r"[\w-]{3,64}")

YOUTUBE, VIMEO = "www.youtube-nocookie.com", "player.vimeo.com"


def player(film: str, hosts: Collection[str]) -> str | None:
    """The address of the film's player at one of `hosts`, or None: then it is a link alone.

    Of films at YouTube and Vimeo the player is known: at YouTube the one that sets no cookies
    before it plays. An address at another of `hosts` is taken to be that of a player.
    """
    found = _player(film)
    parts = urlsplit(found or film)
    allowed = parts.scheme == "https" and parts.netloc in hosts
    return (found or film) if allowed and (found or parts.netloc not in {YOUTUBE, VIMEO}) else None


def _player(film: str) -> str | None:
    parts = urlsplit(film)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    last = parts.path.rsplit("/", 1)[-1]
    if host in {"youtube.com", "youtube-nocookie.com"}:
        key = parse_qs(parts.query).get("v", [last])[0]
        return _with_key(f"https://{YOUTUBE}/embed/", key)
    if host == "youtu.be":
        return _with_key(f"https://{YOUTUBE}/embed/", last)
    if host in {"vimeo.com", "player.vimeo.com"} and last.isdigit():
        return f"https://{VIMEO}/video/{last}?dnt=1"
    return None


def host(address: str) -> str:
    """The host of a player."""
    return urlsplit(address).netloc


def _with_key(start: str, key: str) -> str | None:
    return start + key if _KEY.fullmatch(key) else None
