"""What following a round of many bodies costs: `python -m tests.bench.following BODIES REPEATS`.

The round's pages are asked for through the product's own views, within this process. Prints JSON.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, text

from tests.bench.drafting import Measured, get, measured, signed_in
from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.database import db, session, uuid7
from webapp.core.transactions import commit
from webapp.drafts.models import Version
from webapp.factory import create_app
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Category, Organisation, Sector
from webapp.rounds import service
from webapp.rounds.models import Consultation, Invitation, InvitationNote, Round, RoundKind
from webapp.rounds.plans import Plan


def everything(app: Flask, bodies: int, repeats: int) -> Iterator[Measured]:
    """Make a round with so many bodies, and follow it as officers do."""
    with app.app_context():
        round_id, body_id = _round(bodies)
        officer = session.scalars(select(User)).first()
        client = signed_in(app, officer.get_id() if officer else "")
        db.session.remove()
    here = f"/rounds/{round_id}"
    narrowed = f"{here}?q=instans&mark=unanswered&sector=public&status=delivered"
    yield measured("following: the round", [get(client, here)] * repeats)
    yield measured("following: a filtered list", [get(client, narrowed)] * repeats)
    lost = f"{here}?mark=trouble&mark=unanswered"
    yield measured("following: those with trouble", [get(client, lost)] * repeats)
    yield measured("following: one body", [get(client, f"/invitations/{body_id}")] * repeats)
    yield measured("following: the spreadsheet", [get(client, f"{here}/ledger.xlsx")] * 2)


def _round(bodies: int) -> tuple[Any, Any]:
    officer = session.scalars(select(User)).first()
    version = session.scalars(select(Version).where(Version.frozen_at.is_not(None))).first()
    case = session.scalars(select(Consultation)).first()
    if officer is None or version is None or case is None:
        raise RuntimeError("The bench's ground is not there.")
    day = (clock.local(clock.now()) + timedelta(days=30)).date()
    plan = Plan(
        kind=RoundKind.REMISS, version_id=version.id, deadline=day, cover_letter={"sv": "Hej."},
        open_to_public=True,
    )  # fmt: skip
    round_ = service.create_round(case, plan, officer)
    session.flush()
    round_.opened_at = clock.now() - timedelta(days=40)
    rows = [_body(round_, number) for number in range(bodies)]
    session.execute(insert(Organisation), [row[0] for row in rows])
    session.execute(insert(Invitation), [row[1] for row in rows])
    session.execute(insert(Email), [mail for row in rows for mail in row[2]])
    notes = [
        {"invitation_id": row[1]["id"], "kind": "phone", "at": clock.now(), "text": "Ringde."}
        for row in rows[::10]
    ]
    session.execute(insert(InvitationNote), [{"made_by": officer.id, **note} for note in notes])
    commit()
    session.execute(text("ANALYZE"))
    return round_.id, rows[0][1]["id"]


def _body(round_: Round, number: int) -> tuple[dict[str, Any], dict[str, Any], list[Any]]:
    """A body, its invitation, and its e-mails: an invitation and two reminders; 3 % came back."""
    who = {
        "name": f"Instans {number:05d}",
        "email": f"i{number}@instans.example",
        "category": list(Category)[number % 10],
        "sector": list(Sector)[number % 5],
        "language": "en" if number % 9 == 0 else "sv",
    }
    body = {"id": uuid7(), **who}
    at = clock.now() - timedelta(days=1 + number % 38)
    did = {
        "opened_at": at if number % 2 else None,
        "started_at": at if number % 4 == 1 else None,
        "answered_as": ("answer", "no_comments", "abstain")[number % 3] if number % 5 < 2 else None,
        "first_answered_at": at if number % 5 < 2 else None,
        "answered_at": at if number % 5 < 2 else None,
    }
    invitation = {"id": uuid7(), "round_id": round_.id, "organisation_id": body["id"], **who, **did}
    lost = number % 33 == 0
    mail = {
        "address": who["email"],
        "thread": round_.id,
        "status": EmailStatus.BOUNCED if lost else EmailStatus.SENT,
        "next_attempt_at": at,
        "sent_at": clock.now() - timedelta(days=40),
        "bounced_at": at if lost else None,
    }
    reminders = (Occasion.REMINDER_FOUR_WEEKS, Occasion.REMINDER_ONE_WEEK)
    first = {"occasion": Occasion.INVITATION, "about": invitation["id"], "concerns": None, **mail}
    more = [
        {"occasion": each, "about": uuid7(), "concerns": invitation["id"], **mail}
        for each in reminders
    ]
    return body, invitation, [first, *more]


def main() -> None:
    """Measure, and say it as JSON on standard output."""
    bodies, repeats = int(sys.argv[1]), int(sys.argv[2])
    print(json.dumps([asdict(each) for each in everything(create_app(), bodies, repeats)]))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
