"""What is done to the register of bodies, one at a time, and to who answers for each."""

from dataclasses import asdict, dataclass

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Participant, User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import queries
from webapp.organisations.addresslist import Known
from webapp.organisations.models import Category, Member, MemberRole, Organisation, Sector
from webapp.organisations.proposals import resembling
from webapp.organisations.service import history


@dataclass(frozen=True)
class Particulars:
    """What the register says of a body; the number has ten digits, or is None where unknown."""

    name: str
    number: str | None
    category: Category
    sector: Sector
    email: str
    language: str
    note: str = ""


class ResemblesError(ConflictError):
    """The register seems to have the body already, as `body`."""

    def __init__(self, body: Organisation) -> None:
        super().__init__(
            _l(
                "%(name)s is in the register already and seems to be the same body. Say below "
                "that it is another one, if you want to add it.",
                name=body.name,
            ),
            field="anyway",
        )
        self.body = body


def add(facts: Particulars, actor: User, *, resembling_too: bool = False) -> Organisation:
    """Add a body to the register, with `resembling_too` even if it resembles one that is there.

    Raises:
        DomainError: another body has its number.
        ResemblesError: a body in the register seems to be the same.
    """
    lock_register()
    _check_number(facts.number, except_for=None)
    if not resembling_too:
        _check_resemblance(facts)
    body = Organisation(**asdict(facts))
    session.add(body)
    session.flush()
    record("organisations.add", subject=body.id, actor=actor, name=body.name)
    return body


def change(body: Organisation, facts: Particulars, actor: User) -> None:
    """Change what the register says of a body. Lists of rounds that are open stay as they are.

    Raises:
        DomainError: another body has its number.
    """
    lock_register()
    _check_number(facts.number, except_for=body)
    before, said = history.snapshot(body), asdict(facts)
    changed = sorted(name for name, value in said.items() if getattr(body, name) != value)
    for name in changed:
        setattr(body, name, said[name])
    if "email" in changed:
        body.undeliverable_since = None
    if changed:
        history.keep(body, before, cause="staff", by=actor)
        record("organisations.change", subject=body.id, actor=actor, changed=changed)


def note_undeliverable(body: Organisation, address: str) -> None:
    """Keep that mail to the body's official mailbox came back, until its address is changed."""
    if body.email.lower() == address.lower() and body.undeliverable_since is None:
        body.undeliverable_since = clock.now()


def join(
    organisation: Organisation,
    participant: Participant,
    *,
    role: MemberRole = MemberRole.COORDINATOR,
) -> Member:
    """Make the person a member of the body, unless the person is one already.

    Someone who already is a member keeps the role, whatever `role` says.
    """
    mine = (
        Member.organisation_id == organisation.id,
        Member.participant_id == participant.id,
    )
    session.execute(
        insert(Member)
        .values(
            id=uuid7(),
            created_at=clock.now(),
            organisation_id=organisation.id,
            participant_id=participant.id,
            role=role,
        )
        .on_conflict_do_nothing(index_elements=["organisation_id", "participant_id"])
    )
    return session.scalars(select(Member).where(*mine)).one()


def lock_register() -> None:
    """Let nobody else add a body until the transaction ends, so that none comes in twice."""
    session.execute(text("LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE"))


def _check_number(number: str | None, *, except_for: Organisation | None) -> None:
    holder = queries.find_by_number(number) if number else None
    if holder is not None and holder is not except_for:
        raise DomainError(
            _l("%(name)s has this organisation number.", name=holder.name), field="number"
        )


def _check_resemblance(facts: Particulars) -> None:
    one = Known(key="", name=facts.name, number=facts.number or "", address=facts.email)
    found = resembling(one, queries.known())
    if found is not None:
        raise ResemblesError(queries.get(found))
