"""Mailboxes as lists write them: taken out of their wrapping, checked by syntax, and compared."""

import re
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

_MOST_WRITTEN = 1_000
_ANGLED = re.compile(r"[^<>]*<([^<>]+)>")


def unwrapped(text: str) -> str:
    """The bare address of "Diariet <diariet@x.se>;" or "mailto:diariet@x.se"; else the text."""
    angled = _ANGLED.fullmatch(text.rstrip(" ;,"))
    bare = (angled[1] if angled else text).strip(" ;,.")
    return bare[len("mailto:") :].strip() if bare.casefold().startswith("mailto:") else bare


@lru_cache(maxsize=50_000)  # each line of a list asks several times, and checking is slow
def find_normalised(text: str) -> str | None:
    """The address in the form to store, or None where the syntax is wrong (RFC 5321, 5322, 5891).

    The domain may be international; the part before @ may not, for few servers deliver to it.
    Domains reserved for examples and tests are accepted (RFC 2606). Nothing is asked of any server.
    """
    if len(text) > _MOST_WRITTEN:
        return None  # parsing megabytes would take seconds
    try:
        found = validate_email(
            unwrapped(text),
            allow_smtputf8=False,
            check_deliverability=False,
            test_environment=True,
        )
    except EmailNotValidError:
        return None
    return found.normalized


def key(text: str) -> str:
    """What two spellings of one mailbox have in common; empty where there is no address."""
    return (find_normalised(text) or "").casefold()
