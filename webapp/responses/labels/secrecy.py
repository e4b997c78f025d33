"""What people read of the check for secrecy, and what is found in a response."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import personal, reaching, shown
from webapp.responses.models import Response, Secrecy
from webapp.responses.personal import Kind

SECRECY: Mapping[Secrecy | None, Any] = {
    None: _l("Not checked"),
    Secrecy.OPEN: _l("Open to all"),
    Secrecy.MASKED: _l("Partly masked"),
    Secrecy.WITHHELD: _l("Withheld"),
}
SECRECY_TONES: Mapping[Secrecy | None, str] = {
    None: "warning",
    Secrecy.OPEN: "success",
    Secrecy.MASKED: "info",
    Secrecy.WITHHELD: "danger",
}
SECRECY_HINTS: Mapping[Secrecy, Any] = {
    Secrecy.OPEN: _l("All of it is published."),
    Secrecy.MASKED: _l("It is published with a mark in the place of what you choose below."),
    Secrecy.WITHHELD: _l("The report says that it came in and why it is not shown."),
}
FINDS: Mapping[Kind, Any] = {
    Kind.NUMBER: _l("Personal identity number"),
    Kind.E_MAIL: _l("E-mail address"),
    Kind.PHONE: _l("Telephone number"),
    Kind.STREET: _l("Street address"),
}

BESIDE = 40
"""Characters that are shown on each side of a find."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that may have to be masked, with the words around it."""

    kind: Kind
    text: str
    before: str
    after: str
    certain: bool = True
    """False where it is most likely how the body or its people are reached at work."""


def found_in(response: Response) -> list[Evidence]:
    """What may have to be masked in the response, once each, what is less certain last.

    How a body itself is reached is no secret. What else its letter has of telephones and addresses
    may be a private person's, or not: only identity numbers are certain there.
    """
    found: dict[str, Evidence] = {}
    known = reaching.reach(response) if response.for_body else None
    for said in shown.parts(response).values():
        for each in personal.finds(said):
            if known and known.has(each, said):
                continue
            certain = known is None or each.kind is Kind.NUMBER
            before = said[max(0, each.start - BESIDE) : each.start]
            after = said[each.end : each.end + BESIDE]
            words = " ".join(each.text.split())
            found.setdefault(words, Evidence(each.kind, words, before, after, certain))
    return sorted(found.values(), key=lambda each: not each.certain)


def part_names(response: Response) -> dict[str, str]:
    """What each part of the response that has words is called, by its name in a check."""
    named = {
        shown.part_of(each): _("Comment %(number)s", number=n)
        for n, each in enumerate(response.comments, start=1)
    }
    named[shown.STATEMENT] = _("General statement")
    named[shown.DECISION] = _("The decision behind the answer")
    return {name: named.get(name, _("Answer to a question")) for name in shown.parts(response)}


def said_in(response: Response) -> list[tuple[str, str]]:
    """Each part of the response that has words: what it is called, and the words."""
    names = part_names(response)
    return [(names[name], text) for name, text in shown.parts(response).items()]


def seen_of(response: Response, seen: shown.Shown) -> list[tuple[str, str]]:
    """Each part that has words, and the file names, as everyone may see them."""
    names = part_names(response)
    parts = [(names[name], seen.text(text, name)) for name, text in shown.parts(response).items()]
    files = [
        (_("Attached file"), seen.file(each.ordinal, each.file.name))
        for each in response.attachments
    ]
    return parts + files
