"""How each sender is named where responses are published, and what kind of sender it is.

Organisations are named. A private person is named only where the person chose to be. Nobody is
named by an answer that the owner of the address says is not theirs.
"""

from dataclasses import dataclass, replace

from webapp.core.rendering import gettext as _
from webapp.organisations.labels import CATEGORIES, CATEGORY_NAMES, SECTORS
from webapp.organisations.models import Category, Organisation, Sector
from webapp.responses.models import Response
from webapp.responses.shown import Shown
from webapp.responses.speaking import Body, Speaker
from webapp.rounds.models import Invitation


@dataclass(frozen=True, slots=True)
class Sender:
    """A sender as anyone sees it. `named` is False for a private person without a name."""

    label: str
    category: str
    """What kind of sender it is, of one: Municipality."""
    group: str
    """The same of many: Municipalities."""
    sector: str
    named: bool
    person: bool = False
    """Whether it is a private person, and no body."""


def body_of(response: Response | Speaker) -> Invitation | Organisation | Body | None:
    """What says what kind of body has answered; None where it is none that is known.

    What an invited body is was frozen with the list; the register may say something else since.
    """
    if isinstance(response, Speaker):
        return response.body
    return response.invitation.counting if response.invitation else response.organisation


def of(response: Response | Speaker) -> Sender:
    """The sender of a response, in the language now spoken."""
    body = body_of(response)
    if body is not None:
        return Sender(
            label=response.sender,
            category=str(CATEGORY_NAMES[body.category]),
            group=str(CATEGORIES[body.category]),
            sector=str(SECTORS[body.sector]),
            named=True,
        )
    if response.for_body:
        return Sender(
            label=_("Sender not confirmed") if response.is_disowned else response.sender,
            category=str(CATEGORY_NAMES[Category.OTHER]),
            group=str(CATEGORIES[Category.OTHER]),
            sector=_civil(),
            named=not response.is_disowned,
        )
    named = response.named and not response.is_disowned
    return Sender(
        label=response.sender if named else _("Private person"),
        category=_("Private person"),
        group=_("Private persons"),
        sector=_civil(),
        named=named,
        person=True,
    )


def as_shown(said: Sender, shown: Shown) -> Sender:
    """The sender, without an identity number or what else is masked in the name."""
    if shown.is_withheld:
        return said  # That the body has answered is said; what it says is not.
    return replace(said, label=shown.text(said.label))


def in_report(response: Response | Speaker, shown: Shown) -> Sender:
    """The sender as a report has it: there no private person is named, whatever was chosen.

    A report is spread as files, which nobody can take a name out of again.
    """
    said = as_shown(of(response), shown)
    return replace(said, label=said.category, named=False) if said.person else said


def _civil() -> str:
    """Nothing is known of a sender who was not invited but that it speaks for citizens."""
    return str(SECTORS[Sector.CIVIL])
