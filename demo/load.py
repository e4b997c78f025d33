"""Loads the demo's content through the product's own services, as if people had made it.

One consultation with two rounds: the first is closed, assessed and reported, the second is
open. What happened in the past happens here with the clock staged at that time.
"""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from demo import asking, colleagues, inword, letters, packing, passages, persons, register, stages
from demo.approved import answer_back, approve
from demo.arguing import argue
from demo.around import happen, plan
from demo.attached import attach
from demo.changing import say_why, take_in
from demo.decided import decide
from demo.drafting import go_on
from demo.jointly import answer as answer_jointly
from demo.prose import write_texts
from demo.renewing import renew
from demo.returned import come_back
from demo.secret import look_through
from demo.together import put_together
from demo.weighing import share
from webapp.accounts import service as accounts
from webapp.accounts.models import Participant, User
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision, Origin, Point
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.background import JobStatus, take_own
from webapp.core.database import session
from webapp.core.transactions import commit
from webapp.drafts import queries as drafts
from webapp.drafts import service as drafting
from webapp.drafts.models import Section, Version, WordImport
from webapp.notifications.models import Email, EmailStatus
from webapp.organisations.models import Category, Organisation, Sector
from webapp.reports import service as reports
from webapp.reports.models import Edition
from webapp.responses.models import CommentKind, Form, OwnSpace, Position, Response, Stage
from webapp.responses.service import answering, copies, receipts, signing, spaces
from webapp.responses.service.submission import Submission, submit
from webapp.rounds import service as rounds
from webapp.rounds.models import Consultation, Invitation, Round, RoundKind
from webapp.rounds.plans import AskedText, CaseFacts, Plan

FOLDER = Path(__file__).parent

Say = Callable[[str], None]


def is_loaded() -> bool:
    """Whether the demo's consultation is there already."""
    return session.scalar(select(Consultation.id).limit(1)) is not None


def load(officer: tuple[str, str], administrator: tuple[str, str], *, say: Say) -> None:
    """Load everything, each part committed; `officer` and `administrator` are address, password."""
    today = clock.now()
    with clock.staged(today - timedelta(days=150)):
        user = _staff(officer, administrator)
        say("The strategy is read out of its Word files …")
        case, version = _case(user)
        register.gather_colleagues(_approver())
        bodies = _bodies()
        commit()
    say("The first round is asked, answered and assessed …")
    first = _Round(case, version, bodies, user, began=today - timedelta(days=140))
    reported = _assessed(first)
    say("The report on it is compiled …")
    _report(reported, user, today - timedelta(days=20))
    with clock.staged(today - timedelta(days=12)):
        decide(reported, user)
        commit()
    _sent_then()
    say("The second round is opened …")
    with clock.staged(today - timedelta(days=12)):
        bodies = register.grow(bodies, user)
        renewed = renew(drafts.document(version.document_id), user)
        commit()
    second = _Round(case, renewed, bodies, user, began=today - timedelta(days=9))
    opened = _open(second, today)
    say("Meetings are planned, and questions answered …")
    plan(case, user, today)
    happen(opened, user, today)
    share(opened, user, _approver(), today)
    take_in(opened, user)
    commit()
    say("The draft is written on in, for a version to come …")
    with clock.staged(today - timedelta(days=2)):
        go_on(drafts.document(version.document_id), user, _approver())
        say_why(opened, user)
        commit()
    packing.ask(reported, user)
    commit()


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _staff(officer: tuple[str, str], administrator: tuple[str, str]) -> User:
    user = accounts.add_user(
        email=officer[0],
        name="Hanna Lindgren",
        password=officer[1],
        roles=frozenset({Role.CASE_OFFICER, Role.REGISTRAR}),
    )
    user.title, user.phone = "Utvecklingsstrateg", "090-465 04 12"
    accounts.add_user(
        email=administrator[0],
        name="Anders Ek",
        password=administrator[1],
        roles=frozenset({Role.ADMINISTRATOR, Role.APPROVER}),
    )
    return user


def _approver() -> User:
    return session.scalars(select(User).where(User.name == "Anders Ek")).one()


def _case(user: User) -> tuple[Consultation, Version]:
    told = _read("round.json")
    contact = told["contact"]
    case = rounds.create_consultation(
        CaseFacts(
            registry_number=told["consultation"]["registry_number"],
            title=told["consultation"]["title"],
            contact_name=contact["name"],
            contact_title=contact["title"]["sv"],
            contact_email=contact["email"],
            contact_phone=contact["phone"],
        ),
        user,
    )
    document = rounds.add_document(case, user)
    for language, name in (("sv", "strategi-sv.docx"), ("en", "strategy-en.docx")):
        work = drafting.start_import(
            document,
            data=(FOLDER / name).read_bytes(),
            filename=name,
            language=language,
            actor=user,
        )
        session.flush()
        turn = take_own(WordImport, work.id)
        drafting.run_import(turn, lambda _percent: None)
        if work.status is not JobStatus.DONE:
            raise RuntimeError(f"{name} was not imported: {work.refusal}")
    version = drafting.freeze(document, name="Remissversion", note="", actor=user)
    return case, version


def _bodies() -> dict[str, Organisation]:
    made = {
        row["name"]: Organisation(
            name=row["name"],
            category=Category(row["category"]),
            sector=Sector(row["sector"]),
            email=row["email"],
            language=row["language"],
        )
        for row in _read("organisations.json")
    }
    session.add_all(made.values())
    session.flush()
    return made


@dataclass(frozen=True)
class _Round:
    """What the making of a round needs."""

    case: Consultation
    version: Version
    bodies: Mapping[str, Organisation]
    user: User
    began: datetime


def _asked(made: _Round, told: Mapping[str, Any], *, days: int) -> Round:
    """A round that is opened at its beginning, for `days` days, with its list."""
    with clock.staged(made.began):
        round_ = rounds.create_round(
            made.case,
            Plan(
                kind=RoundKind(told["kind"]),
                version_id=made.version.id,
                deadline=(clock.local(made.began) + timedelta(days=days)).date(),
                cover_letter=told["cover_letter"],
                open_to_public=True,
            ),
            made.user,
        )
        session.flush()
        for row in _questions():
            asked = AskedText(row["text"], asks_position=row["number"] == 1)
            rounds.add_question(round_, asked, made.user)
        rounds.add_bodies(round_, [body.id for body in made.bodies.values()], made.user)
        session.flush()
        asking.ask(round_, made.user)
        rounds.open_now(round_, made.user)
        commit()
    return round_


def _questions() -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = _read("round.json")["questions"]
    return questions


def _assessed(made: _Round) -> Round:
    """The first round: invitations sent, answers in, each point decided on."""
    round_ = _asked(made, _read("round.json")["closed_round"], days=90)
    with clock.staged(made.began + timedelta(minutes=2)):
        _invite(round_)
    _sent_then()
    end = datetime.combine(round_.deadline, datetime.max.time(), tzinfo=clock.STOCKHOLM)
    answered = [
        _answer(round_, row, end - timedelta(days=row["days_before_deadline"]))
        for row in _read("responses.json")
    ]
    for response in answered:
        assessment.gather(response.id)
    _sent_then()
    with clock.staged(end + timedelta(days=2)):
        put_together(round_, made.user)
        commit()
    _decide(made, round_, answered)
    with clock.staged(end + timedelta(days=9)):
        look_through(round_, made.user)
        commit()
    return round_


def _invite(round_: Round) -> None:
    latest = None
    while True:
        latest = rounds.invite_some(round_.id, after=latest)
        if latest is None:
            break
    commit()


def _sent_then() -> None:
    """Mails of the past were sent in the past; the mail catcher gets only those of today."""
    session.execute(
        update(Email)
        .where(Email.status == EmailStatus.QUEUED)
        .values(status=EmailStatus.SENT, sent_at=Email.created_at, attempts=1, answer="250 OK")
    )
    commit()


def _answer(round_: Round, told: Mapping[str, Any], moment: datetime) -> Response:
    """Write one response in the two hours before `moment`, and submit it then."""
    with clock.staged(moment - timedelta(hours=2)):
        space, person = _space(round_, told)
        _write(space, told)
        stages.tell(space, told)
    with clock.staged(moment):
        response = submit(
            space,
            person,
            Submission(
                key=uuid.uuid4(),
                form=Form(told["form"]),
                stage=Stage(told["stage"] or "final"),
                decides_on=stages.decides_on(round_, told),
            ),
        )
        commit()
        _receipt(response)
    return response


def _receipt(response: Response) -> None:
    """The receipt, as a worker makes it."""
    receipts.claim(response.id)
    copy = copies.copy_of(response, authority=current_app.config["AUTHORITY_NAME"])
    receipts.issue(response.id, copies.compile_copy(copy))
    commit()


def _space(round_: Round, told: Mapping[str, Any]) -> tuple[OwnSpace, Participant]:
    name = told.get("organisation")
    invitation = letters.find_invitation(round_, name) if name else None
    if invitation is not None:
        person = accounts.participant(invitation.email, language=invitation.language)
        return spaces.enter(invitation, person), person
    someone = told.get("person") or {"name": told["organisation"], "named": True}
    address = f"{_slug(someone['name'])}@svar.example"
    person = accounts.participant(address, language=told["language"])
    sender = signing.Sender(someone["name"], named=someone["named"], for_body="person" not in told)
    return spaces.begin_unasked(round_, person, sender, language=told["language"]), person


def _slug(name: str) -> str:
    plain = name.lower().translate(str.maketrans("åäöéü ", "aaoeu."))
    return "".join(character for character in plain if character.isalnum() or character == ".")


def _write(space: OwnSpace, told: Mapping[str, Any]) -> None:
    if told["form"] != "answer":
        return
    position = Position(told["position"])
    statement = spaces.Statement(position, told["statement"], told["language"])
    spaces.save_statement(space, statement)
    sections = {row.title["sv"]: row for row in drafts.outline(space.round.version_id)}
    for row in told["comments"]:
        _comment(space, sections[row["section"]], row)
    if told.get("passages"):
        passages.comment(space)
    questions = {question.ordinal + 1: question for question in space.round.questions}
    replies = {
        questions[row["question"]]: answering.Reply(
            row["text"], Position(row["position"]) if row.get("position") else None
        )
        for row in told["answers"]
    }
    spaces.save_answers(space, {**replies, **asking.replies(space)})
    session.flush()


def _comment(space: OwnSpace, section: Section, told: Mapping[str, Any]) -> None:
    remark = spaces.Remark(
        text=told["text"],
        kind=CommentKind(told["kind"]),
        position=Position(told["position"]) if told.get("position") else None,
        proposed_wording=told.get("proposed_wording") or "",
    )
    spaces.add_comment(space, spaces.Place(section.key), remark, form_key=uuid.uuid4())


def _decide(made: _Round, round_: Round, answered: list[Response]) -> None:
    """Decide on every point, some minutes apart, in the weeks after the round has closed."""
    verdicts = _read("assessments.json")
    order = {response.id: index for index, response in enumerate(answered)}
    moment = datetime.combine(round_.deadline, datetime.min.time(), tzinfo=clock.STOCKHOLM)
    moment += timedelta(days=4, hours=9)
    told = [_read("responses.json")[index] for index in range(len(answered))]
    for point in points.points(round_.id):
        verdict = verdicts[_key(point, order[point.response_id], told)]
        moment += timedelta(minutes=3)
        with clock.staged(moment):
            assessment.decide(
                point,
                assessment.Verdict(Decision(verdict["decision"]), verdict["reply"], point.revision),
                actor=made.user,
            )
    with clock.staged(moment + timedelta(hours=1)):
        argue(round_, made.user)
        assessment.finish(round_, actor=made.user)
        commit()


def _key(point: Point, index: int, told: list[Mapping[str, Any]]) -> str:
    """The point's name in assessments.json: r<response>.<statement, c<n> or a<n>>."""
    if point.origin is Origin.STATEMENT:
        return f"r{index}.statement"
    rows = told[index]["comments" if point.comment else "answers"]
    text = point.comment.text if point.comment else point.answer.text if point.answer else ""
    place = next(n for n, row in enumerate(rows) if row["text"].strip() == text.strip())
    return f"r{index}.{'c' if point.comment else 'a'}{place}"


def _report(round_: Round, user: User, moment: datetime) -> None:
    """Compile the report as a worker does, and publish it.

    In one transaction: a worker that runs beside would take up what waits, or seems to be lost.
    """
    with clock.staged(moment):
        write_texts(round_, user)
        edition = reports.request(round_, language="sv", actor=user)
        turn = take_own(Edition, edition.id)
        authority = current_app.config["AUTHORITY_NAME"]
        said = reports.read(reports.begin(turn), authority=authority)
        for format_ in reports.left(turn):
            reports.keep(turn, format_, reports.made(turn, said, format_))
        reports.finish(turn)
        commit()
        approve(edition, user, _approver())
        reports.publish(edition, actor=user)
        answer_back(round_.id)
        commit()
    _sent_then()


def _open(made: _Round, today: datetime) -> Round:
    """The second round: invitations leave now, some bodies have answered, one is writing."""
    round_ = _asked(made, _read("round.json")["open_round"], days=62)
    passages.summarise(round_, made.user)
    told = _read("open_responses.json")
    step = (today - made.began) / (len(told) + 1)
    for index, row in enumerate(told, start=1):
        response = _answer(round_, row, made.began + step * index)
        assessment.gather(response.id)
    with clock.staged(made.began + step * len(told) + timedelta(hours=1)):
        together = answer_jointly(round_)
        commit()
    assessment.gather(together.id)
    letter = letters.arrive(round_, made.user)
    commit()
    _receipt(letter)
    assessment.gather(letter.id)
    _sent_then()
    _invite(round_)
    come_back(round_)
    register.correct(round_)
    persons.not_me(round_)
    for place, invitation in enumerate(_unanswered(round_)):
        person = accounts.participant(invitation.email, language=invitation.language)
        space = spaces.enter(invitation, person)
        statement = spaces.Statement(Position.ENDORSE_IN_PART, "Utkast.", "sv")
        spaces.save_statement(space, statement)
        if place == 0:
            inword.hand_in(space, person)
            attach(space)
        if place == 1:
            colleagues.gather(space, person)
        if place == 2:  # noqa: PLR2004 - each of them another way
            passages.comment(space)
    commit()
    return round_


def _unanswered(round_: Round) -> Iterator[Invitation]:
    statement = (
        select(Invitation)
        .where(Invitation.round_id == round_.id, Invitation.answered_at.is_(None))
        .order_by(Invitation.name)
        .limit(3)
    )
    yield from session.scalars(statement)
