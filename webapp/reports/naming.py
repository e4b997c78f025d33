"""How each sender is named in a report, and what kind of sender it is.

Organisations are named. A private person is named only where the person chose to be.
"""

from dataclasses import dataclass

from webapp.core.rendering import gettext as _
from webapp.organisations.labels import CATEGORIES, SECTORS
from webapp.responses.models import Response


@dataclass(frozen=True, slots=True)
class Sender:
    """A sender as a report shows it. `named` is False for a private person without a name."""

    label: str
    category: str
    sector: str
    named: bool


def of(response: Response) -> Sender:
    """The sender of a response, in the language now spoken."""
    if response.organisation is not None:
        return Sender(
            label=response.sender,
            category=str(CATEGORIES[response.organisation.category]),
            sector=str(SECTORS[response.organisation.sector]),
            named=True,
        )
    return Sender(
        label=response.sender if response.named else _("Private person"),
        category=_("Private persons and others who were not invited"),
        sector=_("Civil society"),
        named=response.named,
    )
