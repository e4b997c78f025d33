"""A body in which three people answer together: who does what, and what they say of it."""

from webapp.accounts.models import Participant
from webapp.core.database import session, uuid7
from webapp.drafts import queries as drafts
from webapp.organisations.models import MemberRole
from webapp.responses import queries
from webapp.responses.models import OwnSpace
from webapp.responses.service import assignments, remarks, team
from webapp.responses.service.remarks import Note

PEOPLE = (
    ("siv.sandberg", "Siv Sandberg", MemberRole.WRITER),
    ("bo.berglund", "Bo Berglund", MemberRole.APPROVER),
)


def gather(space: OwnSpace, coordinator: Participant) -> None:
    """Ask two colleagues in, give one two sections, of which one is ready, and leave a note."""
    domain = coordinator.email.partition("@")[2]
    for name, shown, role in PEOPLE:
        asked = team.Asked(f"{name}@{domain}", role, message="Vill du vara med och svara?")
        team.join(team.ask_in(space, asked, language="sv"), name=shown, language="sv")
    session.flush()
    ready, section = drafts.outline(space.round.version_id)[:2]
    writer, *_ = [each for each in queries.people(space) if each.role is MemberRole.WRITER]
    both = assignments.Places(frozenset({ready.key, section.key}))
    assignments.assign(space, both, to=writer)
    assignments.mark_ready(space, ready.key, ready=True)
    note = Note("@Bo, räcker det att vi svarar på det här avsnittet?", section_key=section.key)
    remarks.write(space, note, form_key=uuid7())
