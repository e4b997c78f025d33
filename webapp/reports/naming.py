"""How each sender is named in a report, and what kind of sender it is.

Organisations are named. A private person is named only where the person chose to be.
"""

from dataclasses import dataclass

from webapp.core.rendering import gettext as _
from webapp.organisations.labels import CATEGORIES, SECTORS
from webapp.organisations.models import Category, Sector
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
    if response.for_body:
        return Sender(response.sender, str(CATEGORIES[Category.OTHER]), _civil(), named=True)
    return Sender(
        label=response.sender if response.named else _("Private person"),
        category=_("Private persons"),
        sector=_civil(),
        named=response.named,
    )


def _civil() -> str:
    """Nothing is known of a sender who was not invited but that it speaks for citizens."""
    return str(SECTORS[Sector.CIVIL])
