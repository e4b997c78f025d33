"""How a body is reached, which is no secret where it stands in the body's own letter. Pure.

What the register and the round know is taken for the body's own, and so is what its letter calls
an office's address or switchboard. All else may be a private person's.
"""

import re
from dataclasses import dataclass

from webapp.responses.models import Response
from webapp.responses.personal import Find, Kind, national

_SHARED = frozenset(
    {
        "bredband.net",
        "comhem.se",
        "glocalnet.net",
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.se",
        "icloud.com",
        "live.com",
        "live.se",
        "mac.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "outlook.se",
        "passagen.se",
        "proton.me",
        "protonmail.com",
        "spray.se",
        "swipnet.se",
        "tele2.se",
        "telia.com",
        "yahoo.com",
        "yahoo.se",
    }
)
"""Where anyone may have a mailbox: one at such a place says nothing of the others there."""
_OFFICE = re.compile(
    r"(?:växel|kundtjänst|kontaktcenter|reception|switchboard|customer service|fax"
    r"|(?:post|besöks|leverans|faktura|kontors|postal |visiting |office )add?ress)"
    r"[:.]?\s*(?:(?:är|is|tel|telefon|telephone|phone|nr|nummer)[:.]?\s*)?$",
    re.IGNORECASE,
)
_BEFORE = 60
"""Characters before a find in which a letter may say that it is an office's."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The addresses, domains and telephone numbers that are known to be a body's own or ours."""

    addresses: frozenset[str]
    domains: frozenset[str]
    phones: frozenset[str]

    def has(self, find: Find, text: str) -> bool:
        """Say whether what was found in the text is how a body or we are reached."""
        if find.kind is Kind.NUMBER:
            return False
        if find.kind is Kind.E_MAIL:
            address = find.text.casefold()
            return address in self.addresses or _domain(address) in self.domains
        if find.kind is Kind.PHONE and national(find.text) in self.phones:
            return True
        return bool(_OFFICE.search(text[max(0, find.start - _BEFORE) : find.start]))


def reach(response: Response) -> Reach:
    """How the body that answered is reached, as far as the register and the round know, and we."""
    case, body = response.round.consultation, response.organisation
    contacts = body.contacts if body else ()
    addresses = _known(
        case.contact_email,
        body.email if body else "",
        response.invitation.email if response.invitation else "",
        response.participant.email if response.participant else "",
        *(each.email for each in contacts),
    )
    phones = _known(case.contact_phone, *(each.phone for each in contacts))
    return Reach(
        addresses,
        frozenset(map(_domain, addresses)) - _SHARED,
        frozenset(map(national, phones)),
    )


def _known(*said: str) -> frozenset[str]:
    return frozenset(each.casefold().strip() for each in said if each and each.strip())


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
