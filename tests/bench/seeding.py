"""A round with any number of comments, made fast: the text through the importer, rows in bulk.

What people wrote is drawn from the demo's responses; a comment is of 600 characters.
"""

import json
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text

from tests.bench import weighed
from webapp.accounts import service as accounts
from webapp.accounts.models import Participant, User
from webapp.assessment.models import Decision, GatheredResponse, Origin, Point
from webapp.core import clock
from webapp.core.access import Role, sign
from webapp.core.background import JobStatus, take_own
from webapp.core.database import db, session, uuid7
from webapp.core.transactions import commit
from webapp.drafts import queries as drafts
from webapp.drafts import service as drafting
from webapp.drafts.models import Version, WordImport
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Category, Organisation, Sector
from webapp.responses.models import (
    Comment,
    CommentKind,
    Form,
    OwnComment,
    OwnSpace,
    Position,
    Receipt,
    Response,
)
from webapp.rounds import service as rounds
from webapp.rounds.models import Consultation, Invitation, Round, RoundKind
from webapp.rounds.plans import CaseFacts, Plan

DEMO = Path(__file__).parents[2] / "demo"
OFFICER = ("bench@region.example", "en lång lösenordsfras för mätningar")
CHARACTERS = 600
"""Of each comment: what the budgets are for."""

COMMENTS_EACH = 9
WRITERS = 8
"""Bodies that have not answered yet, and post comments while the bench measures."""
_POSITIONS = (Position.ENDORSE, Position.ENDORSE_IN_PART, Position.NEITHER, Position.OPPOSE)
_DECISIONS = (Decision.ACCOMMODATED, Decision.PARTLY, Decision.NOT_ACCOMMODATED, Decision.NOTED)


@dataclass(frozen=True, slots=True)
class Seeded:
    """Where to find what was made."""

    round_id: uuid.UUID
    section_keys: tuple[uuid.UUID, ...]
    links: tuple[str, ...]
    """The signed part of the invitation links of those who are to post comments."""


def ground() -> None:
    """An officer, a case, and the demo's strategy read out of its Word file and frozen."""
    officer = accounts.add_user(
        email=OFFICER[0],
        name="Berit Bänk",
        password=OFFICER[1],
        roles=frozenset({Role.CASE_OFFICER, Role.REGISTRAR}),
    )
    case = rounds.create_consultation(
        CaseFacts(
            registry_number="RUN 2027/1",
            title={"sv": "Innovationsstrategi", "en": "Innovation strategy"},
            contact_name="Berit Bänk",
            contact_title="Handläggare",
            contact_email=OFFICER[0],
            contact_phone="090-465 04 00",
        ),
        officer,
    )
    document = rounds.add_document(case, officer)
    work = drafting.start_import(
        document,
        data=(DEMO / "strategi-sv.docx").read_bytes(),
        filename="strategi-sv.docx",
        language="sv",
        actor=officer,
    )
    session.flush()
    turn = take_own(WordImport, work.id)
    drafting.run_import(turn, lambda _percent: None)
    if work.status is not JobStatus.DONE:
        raise RuntimeError(f"The strategy was not imported: {work.refusal}")
    drafting.freeze(document, name="Remissversion", note="", actor=officer)
    commit()


def fill(comments: int) -> Seeded:
    """An open round with so many submitted comments, about nine a response, all decided on."""
    officer = session.scalars(select(User)).one()
    round_ = _round(officer)
    keys = tuple(section.key for section in drafts.outline(round_.version_id))
    rows = _Rows(round_, officer, keys)
    answering = -(-comments // COMMENTS_EACH)
    rows.invite(answering + WRITERS + answering // 10)
    for number in range(answering):
        rows.answer(number, min(COMMENTS_EACH, comments - number * COMMENTS_EACH))
    rows.write()
    for _step in weighed.weigh(round_.id, officer.id, keys):
        commit()
        _tidy()
    links = tuple(
        sign("invitation", f"{row['id']}:1")
        for row in rows.of(Invitation)[answering : answering + WRITERS]
    )
    return Seeded(round_.id, keys, links)


def _tidy() -> None:
    """Do what autovacuum does within a minute in a database that lives longer.

    Officers weigh one point after the other, and what each change leaves over is used by the next.
    Here all are weighed at once, which would leave a table three times as large as theirs.
    """
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))


def remarks() -> list[str]:
    """The comments of the demo, as somebody may type them."""
    return [remark["text"] for remark in _texts()[1]]


def _round(officer: User) -> Round:
    version = session.scalars(select(Version).where(Version.frozen_at.is_not(None))).one()
    plan = Plan(
        kind=RoundKind.REMISS,
        version_id=version.id,
        deadline=(clock.local(clock.now()) + timedelta(days=60)).date(),
        cover_letter={"sv": "Vi vill veta vad ni tycker."},
        open_to_public=True,
    )
    case = session.scalars(select(Consultation)).one()
    round_ = rounds.create_round(case, plan, officer)
    session.flush()
    round_.opened_at = clock.now() - timedelta(days=30)
    return round_


class _Rows:
    """The rows to insert, kept by table until all are there."""

    def __init__(self, round_: Round, officer: User, keys: Sequence[uuid.UUID]) -> None:
        self._round, self._officer, self._keys = round_, officer, keys
        self._random = random.Random(7)  # noqa: S311 - the same texts in each run, no secret
        self._statements, self._remarks, self._replies = _texts()
        self._moment = clock.now() - timedelta(days=1)
        self._points = 0
        self._rows: dict[Any, list[dict[str, Any]]] = {
            table: []
            for table in (
                Organisation, Participant, Invitation, Email, OwnSpace, OwnComment, Response,
                Receipt, Comment, GatheredResponse, Point,
            )
        }  # fmt: skip

    def of(self, table: Any) -> list[dict[str, Any]]:
        """The rows of one table."""
        return self._rows[table]

    def write(self) -> None:
        """Insert everything."""
        for table, rows in self._rows.items():
            if rows:
                session.execute(insert(table), rows)
        self._round.consultation.next_response_number = len(self.of(Response)) + 1

    def invite(self, bodies: int) -> None:
        """Put so many bodies on the list; each has got its mail."""
        for number in range(bodies):
            who = {"name": f"Remissinstans {number:05d}", "email": f"r{number}@instans.example"}
            kind = {"category": list(Category)[number % 7], "sector": Sector.NOT_STATED}
            body = self._add(Organisation, **who, **kind)
            row = self._add(
                Invitation,
                round_id=self._round.id,
                organisation_id=body["id"],
                answered_at=None,
                answered_as=None,
                **who,
                **kind,
            )
            self._add(
                Email,
                occasion=Occasion.INVITATION,
                about=row["id"],
                address=row["email"],
                thread=self._round.id,
                status=EmailStatus.SENT,
                next_attempt_at=self._moment,
                sent_at=self._moment,
            )

    def answer(self, number: int, comments: int) -> None:
        """Let the invited body `number` have answered with so many comments."""
        invitation = self.of(Invitation)[number]
        invitation.update(answered_at=self._moment, answered_as=Form.ANSWER.value)
        owner = {
            "round_id": self._round.id,
            "invitation_id": invitation["id"],
            "organisation_id": invitation["organisation_id"],
            "position": self._random.choice(_POSITIONS),
            "statement": self._random.choice(self._statements),
        }
        space = self._add(OwnSpace, updated_at=self._moment, **owner)
        person = self._add(Participant, email=invitation["email"], confirmed_at=self._moment)
        response = self._add(
            Response,
            consultation_id=self._round.consultation_id,
            participant_id=person["id"],
            version_id=self._round.version_id,
            number=number + 1,
            sender=invitation["name"],
            form=Form.ANSWER,
            submitted_at=self._moment + timedelta(seconds=number),
            last_day=self._round.deadline.isoformat(),
            late=False,
            sha256="0" * 64,  # Nothing measured here looks at it.
            submission_key=uuid7(),
            **owner,
        )
        self._add(Receipt, response_id=response["id"], issued_at=self._moment)
        self._rows[GatheredResponse].append(
            {"response_id": response["id"], "gathered_at": self._moment}
        )
        self._point(response, origin=Origin.STATEMENT, comment_id=None, section_key=None)
        for ordinal in range(1, comments + 1):
            self._comment(space, response, ordinal)

    def _comment(self, space: dict[str, Any], response: dict[str, Any], ordinal: int) -> None:
        remark = self._random.choice(self._remarks)
        said = {
            "section_key": self._random.choice(self._keys),
            "kind": CommentKind(remark["kind"]),
            "position": Position(remark["position"]) if remark.get("position") else None,
            "text": self._said(remark["text"]),
            "proposed_wording": remark.get("proposed_wording") or "",
        }
        self._add(OwnComment, space_id=space["id"], **said)
        comment = self._add(Comment, response_id=response["id"], ordinal=ordinal, **said)
        place = {"comment_id": comment["id"], "section_key": said["section_key"]}
        self._point(response, origin=Origin.COMMENT, **place)

    def _said(self, first: str) -> str:
        """A remark that goes on with others, as long as a comment is here."""
        found = first
        while len(found) < CHARACTERS:
            found += " " + self._random.choice(self._remarks)["text"]
        return found[:CHARACTERS]

    def _point(self, response: dict[str, Any], **taken: Any) -> None:
        self._points += 1
        self._add(
            Point,
            round_id=self._round.id,
            response_id=response["id"],
            number=self._points,
            decision=self._random.choice(_DECISIONS),
            reply=self._random.choice(self._replies),
            decided_by=self._officer.id,
            decided_at=self._moment,
            **taken,
        )

    def _add(self, table: Any, **values: Any) -> dict[str, Any]:
        row = {"id": uuid7(), **values}
        self._rows[table].append(row)
        return row


@cache
def _texts() -> tuple[list[str], list[dict[str, Any]], list[str]]:
    """The demo's statements, comments and replies."""
    responses = _read("responses.json")
    statements = [row["statement"] for row in responses if row["statement"]]
    remarks = [remark for row in responses for remark in row["comments"]]
    return statements, remarks, list(_replies(_read("assessments.json")))


def _replies(verdicts: dict[str, dict[str, str]]) -> Iterator[str]:
    return (verdict["reply"] for verdict in verdicts.values() if verdict["reply"])


def _read(name: str) -> Any:
    return json.loads((DEMO / name).read_text(encoding="utf-8"))
