"""How the decision behind an answer is told, to whoever reads the answer."""

from collections.abc import Mapping
from typing import Any

from webapp.core import rendering
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import Behind, Decider, Response

DECIDERS: Mapping[str, Any] = {
    Decider.BOARD: _l("A board or council"),
    Decider.COMMITTEE: _l("A committee"),
    Decider.DELEGATED: _l("An official, by delegation"),
}


def joined_answer(response: Response) -> str:
    """Whose answer the response joins, and its number; empty where it joins none."""
    theirs = None if response.is_beside else response.endorses
    return f"{theirs.sender} ({theirs.reference})" if theirs is not None else ""


def together(response: Response) -> str:
    """With whom it is a joint answer, and by which number its words are; empty where with none."""
    words = response.words
    numbered = {words.sender: f"{words.sender} ({words.reference})"} if response.is_beside else {}
    names = [numbered.get(name, name) for name in response.jointly_with]
    return rendering.listed(names) if names else ""


def behind_facts(behind: Behind) -> list[tuple[str, str]]:
    """What is known of a decision, each with its name; nothing of what is not."""
    found = (
        (_("Decided by"), _who(behind)),
        (_("Day of the decision"), rendering.show_date(behind.on) if behind.on else ""),
        (_("Paragraph in the minutes"), behind.paragraph),
        (_("The body's own registry number"), behind.number),
        (_("Rapporteur"), behind.rapporteur),
    )
    return [(name, said) for name, said in found if said]


def _who(behind: Behind) -> str:
    """Who decided. The name of a board says what it is; that of a person does not."""
    if behind.body and behind.by is Decider.DELEGATED:
        return _("%(name)s, by delegation", name=behind.body)
    return behind.body or (str(DECIDERS[behind.by]) if behind.by else "")
