"""What of a response says whose it is, and what may be told of it: plain, for pages with many."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.organisations.models import Category, Sector
from webapp.responses.models import Secrecy


@dataclass(frozen=True, slots=True)
class Body:
    """What kind of body has answered."""

    category: Category
    sector: Sector


@dataclass(frozen=True, slots=True)
class Checked:
    """What the latest check for secrecy found, as `SecrecyCheck` has it."""

    state: Secrecy
    words: Sequence[str]
    parts: Sequence[str]
    files: Sequence[str]
    law: str
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A response, without what it says. `body`: None where it is none that is known."""

    id: uuid.UUID
    sender: str
    for_body: bool
    named: bool
    is_disowned: bool
    body: Body | None
    check: Checked | None
