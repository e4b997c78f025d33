"""What a running product is given ahead of a journey.

Run in the product's environment: `python -m tests.journeys.prepare staff`, or `demo`.
"""

import json
import sys
import uuid
from datetime import timedelta

from sqlalchemy import select

from demo import asking, load, register
from tests.journeys.people import ADMINISTRATOR, DEMO_OFFICER, OFFICER, PRIVATE
from webapp.accounts import queries as accounts
from webapp.accounts import service as people
from webapp.core import access, clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.transactions import commit
from webapp.drafts import queries as drafts
from webapp.factory import create_app
from webapp.responses.models import OwnSpace
from webapp.responses.service import signing, spaces
from webapp.rounds import service as rounds
from webapp.rounds import standing
from webapp.rounds.models import Invitation, Round, RoundState
from webapp.rounds.plans import Plan


def staff() -> None:
    """The case officer of the journeys."""
    user = people.add_user(
        email=OFFICER.email,
        name=OFFICER.name,
        password=OFFICER.password,
        roles=frozenset({Role.CASE_OFFICER}),
    )
    user.title, user.phone, user.language = "Strateg", "090-465 04 10", "en"
    commit()


def demo() -> None:
    """The demo with its own officer, a round that is being prepared, and people who are writing.

    Says the links of the bodies that have not been there, for them to answer by.
    """
    load.load(
        (DEMO_OFFICER.email, DEMO_OFFICER.password),
        (ADMINISTRATOR.email, ADMINISTRATOR.password),
        say=lambda _line: None,
    )
    open_ = demo_round(RoundState.OPEN)
    _draft_round(open_)
    _writing(open_)
    commit()
    silent = (
        select(Invitation)
        .where(
            Invitation.round_id == open_.id,
            Invitation.opened_at.is_(None),
            Invitation.name.not_in((register.ALREADY_THERE, register.TWICE.name)),
            standing.counts(),
        )
        .order_by(Invitation.name.desc())
    )
    sys.stdout.write(json.dumps([invitation_link(each) for each in session.scalars(silent)]))


def demo_round(state: RoundState) -> Round:
    """The demo's round in the state; the journeys' own officer has rounds of another case."""
    every = session.scalars(select(Round).order_by(Round.created_at.desc()))
    return next(
        each
        for each in every
        if each.state(clock.now()) is state and each.consultation.contact_email != OFFICER.email
    )


def writer(round_: Round) -> OwnSpace:
    """The space of an invited body that has begun and not submitted."""
    statement = (
        select(OwnSpace)
        .join(OwnSpace.invitation)
        .where(OwnSpace.round_id == round_.id, Invitation.answered_at.is_(None))
        .order_by(Invitation.name)
    )
    found = session.scalars(statement).first()
    assert found is not None
    return found


def invitation_link(invitation: Invitation) -> str:
    """The path behind the link of the invitation."""
    return f"/answer/{access.sign('invitation', f'{invitation.id}:{invitation.link_number}')}"


def _draft_round(open_: Round) -> None:
    user = accounts.find_user(DEMO_OFFICER.email)
    assert user is not None
    deadline = (clock.local(clock.now()) + timedelta(days=60)).date()
    plan = Plan(open_.kind, open_.version_id, deadline, open_.cover_letter, open_to_public=True)
    made = rounds.create_round(open_.consultation, plan, user)
    session.flush()
    rounds.add_bodies(made, [each.organisation_id for each in open_.invitations[:3]], user)
    asking.ask(made, user)


def _writing(open_: Round) -> None:
    """Let a body that is writing have a comment, and a private person have begun."""
    section = drafts.outline(open_.version_id)[2]
    remark = spaces.Remark("Ett utkast till synpunkt.", proposed_wording="En annan lydelse.")
    place = spaces.Place(section.key)
    spaces.add_comment(writer(open_), place, remark, form_key=uuid.uuid4())
    person = people.participant(PRIVATE, language="sv")
    sender = signing.Sender("Vera Vanlig", named=False, for_body=False)
    spaces.begin_unasked(open_, person, sender, language="sv")


if __name__ == "__main__":
    with create_app().app_context():
        {"staff": staff, "demo": demo}[sys.argv[1]]()
