"""Reading a round's distribution list: who is on it, and who in the register could be."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased, joinedload

from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.categories import Category
from webapp.organisations.models import ListImport, ListRow, Organisation
from webapp.rounds import deadlines, policy, standing
from webapp.rounds.ledger import PAGE, Choice
from webapp.rounds.models import Invitation, Round
from webapp.rounds.readiness import Readiness, assess


def invited_by_category(round_id: uuid.UUID) -> Mapping[Category, int]:
    """How many bodies of each category are on the round's list."""
    statement = (
        select(Invitation.category, func.count())
        .where(Invitation.round_id == round_id, standing.counts())
        .group_by(Invitation.category)
    )
    return _by_category(statement)


def invited_by_language(round_id: uuid.UUID) -> Mapping[str, int]:
    """How many bodies on the round's list are written to in each language."""
    statement = (
        select(Invitation.language, func.count())
        .where(Invitation.round_id == round_id, standing.counts())
        .group_by(Invitation.language)
        .order_by(func.count().desc())
    )
    return dict(session.execute(statement).all())


def unaddressed(round_id: uuid.UUID) -> int:
    """How many bodies on the round's list have no e-mail address."""
    statement = select(func.count()).where(
        Invitation.round_id == round_id, standing.counts(), func.trim(Invitation.email) == ""
    )
    return session.scalars(statement).one()


def uninvited(
    round_: Round, choice: Choice, *, limit: int = PAGE
) -> tuple[Sequence[Organisation], uuid.UUID | None]:
    """A page of the bodies in the register that are not on the round's list, by name."""
    statement = select(Organisation).where(_not_invited(round_.id))
    found = session.scalars(
        standing.page_of(Organisation, statement, choice).limit(limit + 1)
    ).all()
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def uninvited_by_category(round_id: uuid.UUID) -> Mapping[Category, int]:
    """How many bodies of each category in the register are not on the round's list."""
    statement = (
        select(Organisation.category, func.count())
        .where(_not_invited(round_id))
        .group_by(Organisation.category)
    )
    return _by_category(statement)


def uninvited_ids(
    round_id: uuid.UUID,
    *,
    category: Category | None = None,
    import_id: uuid.UUID | None = None,
    chosen: Collection[uuid.UUID] | None = None,
) -> Sequence[uuid.UUID]:
    """Bodies not on the round's list: of a category, out of an import, or of those chosen."""
    statement = select(Organisation.id).where(_not_invited(round_id))
    if category is not None:
        statement = statement.where(Organisation.category == category)
    if import_id is not None:
        listed = select(ListRow.organisation_id).where(ListRow.import_id == import_id)
        return _standing_uninvited(round_id, [each for each in session.scalars(listed) if each])
    if chosen is not None:
        statement = statement.where(Organisation.id.in_(chosen))
    return session.scalars(statement).all()


def reasons_in(import_id: uuid.UUID) -> Mapping[uuid.UUID, str]:
    """Why each body is asked, where the address list says so; by the body that it became."""
    why = ListRow.cells["reason"].astext
    statement = (
        select(ListRow.organisation_id, why)
        .where(ListRow.import_id == import_id, ListRow.organisation_id.is_not(None), why != "")
        .order_by(ListRow.line.desc())
    )
    led = _signposts()
    return {_led(body, led): reason for body, reason in session.execute(statement) if body}


def formerly_invited(
    round_id: uuid.UUID,
    former_id: uuid.UUID,
    *,
    answered: bool | None,
    categories: Collection[Category] | None = None,
) -> Sequence[uuid.UUID]:
    """Bodies on another round's list and not on this one's: all, who answered, or who did not.

    Where `categories` are given, only bodies that are of them in the register now.
    """
    former = select(Invitation.organisation_id).where(
        Invitation.round_id == former_id, standing.counts()
    )
    if answered is not None:
        said = Invitation.answered_as.is_not(None)
        former = former.where(said if answered else ~said)
    found = _standing_uninvited(round_id, session.scalars(former).all())
    if categories is None:
        return found
    of_them = Organisation.id.in_(found), Organisation.category.in_(categories)
    return session.scalars(select(Organisation.id).where(*of_them)).all()


def by_category(bodies: Collection[uuid.UUID]) -> Mapping[Category, int]:
    """How many of these bodies are of each category."""
    statement = select(Organisation.category, func.count()).where(Organisation.id.in_(bodies))
    return _by_category(statement.group_by(Organisation.category))


def usable_rounds(round_: Round) -> Sequence[tuple[Round, int, int]]:
    """Other rounds whose lists hold bodies that this one's does not.

    Those of the same consultation come first, and the newest first within each.
    With each, how many those are, and how many of them answered.
    """
    answered = func.count(Invitation.answered_as)
    statement = (
        select(Round, func.count(), answered)
        .join(Invitation, Invitation.round_id == Round.id)
        .join(Organisation, Organisation.id == Invitation.organisation_id)
        .where(Round.id != round_.id, standing.counts(), _not_invited(round_.id))
        .options(joinedload(Round.consultation))
        .group_by(Round.id)
        .order_by((Round.consultation_id == round_.consultation_id).desc(), Round.id.desc())
        .limit(PAGE)
    )
    return [(each, count, replied) for each, count, replied in session.execute(statement)]


def usable_imports(round_id: uuid.UUID) -> Sequence[tuple[ListImport, int]]:
    """The address lists that were applied, newest first, and how many bodies each would add."""
    added = (
        select(ListRow.import_id, func.count(Organisation.id.distinct()).label("count"))
        .join(Organisation, Organisation.id == ListRow.organisation_id)
        .where(_not_invited(round_id))
        .group_by(ListRow.import_id)
        .subquery()
    )
    statement = (
        select(ListImport, added.c.count)
        .join(added, added.c.import_id == ListImport.id)
        .where(ListImport.applied_at.is_not(None))
        .order_by(ListImport.applied_at.desc())
        .limit(PAGE)
    )
    return session.execute(statement).all()


def readiness(round_: Round, opens: datetime) -> Readiness:
    """What the round has and lacks, if it is to open at `opens`."""
    return assess(
        round_,
        invited=sum(invited_by_category(round_.id).values()),
        unaddressed=unaddressed(round_.id),
        opens=opens,
    )


def preparation(round_: Round, at: datetime) -> dict[str, Any]:
    """What is there, what is missing and what deserves a thought before the round opens."""
    opens = round_.opens_at or at
    return {
        "readiness": readiness(round_, opens),
        "invited": invited_by_category(round_.id),
        "cautions": deadlines.cautions(opens=clock.local(opens).date(), last_day=round_.deadline),
    }


def addable(round_: Round, find: Choice | None) -> dict[str, Any]:
    """What can be put on the round's list, and what `find` finds in the register."""
    if not policy.may_invite(round_, clock.now()):
        return {}
    found, cursor = uninvited(round_, find) if find else ([], None)
    return {
        "imports": usable_imports(round_.id),
        "categories": uninvited_by_category(round_.id),
        "former": usable_rounds(round_),
        "found": found,
        "found_cursor": cursor,
    }


def samples(round_: Round) -> Sequence[tuple[Invitation, int]]:
    """For each language written in, the first of the round's invitations and how many there are."""
    counts = invited_by_language(round_.id)
    first = (
        select(Invitation)
        .where(Invitation.round_id == round_.id, standing.counts())
        .ext(distinct_on(Invitation.language))
        .order_by(Invitation.language, Invitation.name)
    )
    return [(each, counts[each.language]) for each in session.scalars(first)]


def require_ready(round_: Round, opens: datetime) -> None:
    """Raise a DomainError where the round lacks something that it must have at `opens`."""
    if not readiness(round_, opens).complete:
        raise DomainError(_l("Something is missing, so the round cannot open then. See the list."))


def row(round_: Round, body: Organisation, *, reason: str = "") -> dict[str, Any]:
    """The columns of a new invitation: what the register says of the body now."""
    return {
        "id": uuid7(),
        "created_at": clock.now(),
        "round_id": round_.id,
        "organisation_id": body.id,
        "name": body.name,
        "email": body.email.strip(),
        "language": body.language,
        "category": body.category,
        "sector": body.sector,
        "link_number": 1,
        "reason": reason,
        "answered_late": False,
        "answered_preliminarily": False,
        "answered_with": [],
    }


def _standing_uninvited(round_id: uuid.UUID, bodies: Collection[uuid.UUID]) -> Sequence[uuid.UUID]:
    """Of these bodies, or those that they turned out to be, the ones not on the round's list."""
    led = _signposts()
    became = {_led(body, led) for body in bodies}
    statement = select(Organisation.id).where(_not_invited(round_id))
    return session.scalars(statement.where(Organisation.id.in_(became))).all()


def _led(body: uuid.UUID, signposts: Mapping[uuid.UUID, uuid.UUID]) -> uuid.UUID:
    while body in signposts:
        body = signposts[body]
    return body


def _signposts() -> Mapping[uuid.UUID, uuid.UUID]:
    """Which body each became that turned out to be another."""
    merged = Organisation.merged_into_id.is_not(None)
    statement = select(Organisation.id, Organisation.merged_into_id).where(merged)
    return {gone: kept for gone, kept in session.execute(statement) if kept}


def _not_invited(round_id: uuid.UUID) -> ColumnElement[bool]:
    """In the register, merged with no other body, and on the round's list under no name."""
    on_list, asked = aliased(Invitation), aliased(Organisation)
    invited = select(on_list.organisation_id).where(on_list.round_id == round_id)
    became = (
        select(asked.merged_into_id)
        .join(on_list, on_list.organisation_id == asked.id)
        .where(on_list.round_id == round_id, asked.merged_into_id.is_not(None))
    )
    # One set, which is looked up once: as a condition with OR it is compared body by body.
    return Organisation.id.not_in(invited.union_all(became)) & Organisation.merged_into_id.is_(None)


def _by_category(statement: Select[Category, int]) -> Mapping[Category, int]:
    counts = dict(session.execute(statement).all())
    return {category: counts[category] for category in Category if category in counts}
