"""The register as it is after some years: one body twice, people to turn to, what bodies mend."""

from demo.letters import invitation_of
from webapp.accounts import service as accounts
from webapp.accounts.models import User
from webapp.accounts.service import StaffFacts
from webapp.core.access import Role
from webapp.core.database import session, uuid7
from webapp.organisations import service as organisations
from webapp.organisations.models import Category, ContactPurpose, Organisation, Sector
from webapp.organisations.service import ContactFacts, OwnDetails, Particulars
from webapp.rounds import service as rounds
from webapp.rounds.models import Round

ALREADY_THERE = "Vännäs kommun"
TWICE = Particulars(
    "Vannas kommun",
    None,
    Category.MUNICIPALITY,
    Sector.PUBLIC,
    "kommunstyrelsen@vannas.example",
    "sv",
    "Kom med listan från länsstyrelsen.",
)
TURNED_TO = (
    ContactFacts(
        "Elin Forsberg", "Näringslivschef", "elin.forsberg@umea.example", "090-555 01 10",
        ContactPurpose.ANSWERS,
    ),
    ContactFacts(
        "Kommunkansliet", "", "kansliet@umea.example", "090-555 01 00", ContactPurpose.REMINDERS
    ),
)  # fmt: skip
MOVED = OwnDetails(
    "diariet@skogsstyrelsen.example",
    "sv",
    ContactFacts("Per-Olof Lind", "Remisshandläggare", "per-olof.lind@skogsstyrelsen.example", ""),
)
COLLEAGUES = (
    ("karin.ost@region.example", "Karin Öst", "Registrator", Role.REGISTRAR),
    ("yusuf.demir@region.example", "Yusuf Demir", "Utvecklingsstrateg", Role.CASE_OFFICER),
)


def grow(bodies: dict[str, Organisation], user: User) -> dict[str, Organisation]:
    """The bodies with one that is there twice, and those whom one of them is turned to by."""
    twin = organisations.add(TWICE, user, resembling_too=True)
    for facts in TURNED_TO:
        organisations.add_contact(bodies["Umeå kommun"], facts, user, key=uuid7())
    session.flush()
    return {**bodies, twin.name: twin}


def correct(round_: Round) -> None:
    """A body says by its link that its mailbox has moved."""
    invitation = invitation_of(round_, "Skogsstyrelsen")
    person = accounts.participant(MOVED.contact.email, language="sv")
    rounds.correct_details(invitation, MOVED, person)


def gather_colleagues(administrator: User) -> None:
    """Two more have an account, and have yet to choose a password."""
    for email, name, title, role in COLLEAGUES:
        facts = StaffFacts(name, title, "", "sv", frozenset({role}))
        accounts.make_account(email, facts, actor=administrator)
