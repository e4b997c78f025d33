"""A registrar registers what came on paper or as a file: it is a response like every other."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, OwnSpaceFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from tests.webapp.responses import letters
from tests.webapp.responses.steps import enter, sign_in
from webapp.assessment.models import Origin, Point
from webapp.audit.models import Entry
from webapp.core import clock, storage
from webapp.core.access import Role
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.responses import content
from webapp.responses.forms import LONGEST_STATEMENT
from webapp.responses.models import (
    Attachment,
    Channel,
    FilingStatus,
    Form,
    Importance,
    IncomingResponse,
    Position,
    Response,
    Stage,
)


@pytest.fixture
def registrar(client):
    person = UserFactory(roles=[Role.REGISTRAR])
    sign_in(client, person)
    return person


@pytest.fixture
def round_(registrar):
    return RoundFactory()


@pytest.fixture
def invitation(round_):
    body = OrganisationFactory(name="Umeå kommun", email="umea@umea.example")
    return InvitationFactory(round=round_, organisation=body)


def take_in(client, round_, *files, channel="paper", **more):
    """Begin, with files as (bytes, name)."""
    client.get(f"/rounds/{round_.id}/register")
    uploads = [(BytesIO(data), name) for data, name in files]
    return client.submit("Gå vidare", channel=channel, files=uploads, **more)


def wall(moment) -> str:
    return clock.local(moment).strftime("%Y-%m-%dT%H:%M")


def file_it(client, **fields):
    """Fill in the form that registers, with what every test would say alike."""
    said = {"name": "Umeå kommun", "arrived": wall(clock.now()), "position": "endorse"}
    return client.submit("Registrera svaret", **{**said, **fields})


def the_response() -> Response:
    return session.scalars(select(Response).order_by(Response.number.desc()).limit(1)).one()


def entries(action: str) -> int:
    return session.scalar(select(func.count()).where(Entry.action == action)) or 0


def test_a_letter_on_paper_becomes_a_response(client, invitation, registrar, work_off, inbox):
    take_in(client, invitation.round)
    file_it(client, statement="Vi tillstyrker förslaget.", position="endorse_in_part")
    response = the_response()
    assert client.path == f"/responses/{response.id}"
    assert response.invitation_id == invitation.id
    assert (response.channel, response.position) == (Channel.PAPER, Position.ENDORSE_IN_PART)
    assert response.sha256 == content.digest(response.canonical())
    assert (response.late, response.stage, response.number) == (False, Stage.FINAL, 1)
    assert invitation.answered_as == "answer"
    assert f"av {registrar.name}" in client.text()
    entry = session.scalars(select(Entry).where(Entry.action == "responses.register")).one()
    assert (entry.actor, entry.subject) == (registrar.id, response.id)
    work_off()
    assert session.scalars(select(Point.origin)).all() == [Origin.STATEMENT]
    receipt = next(m for m in inbox if m["To"] == "umea@umea.example")
    assert (
        "Vi har registrerat brevet från Umeå kommun"
        in receipt.get_payload(0).get_payload(0).get_payload(decode=True).decode()
    )


def test_a_file_is_read_and_its_text_is_what_the_registrar_corrects(client, invitation, work_off):
    data = letters.as_pdf()
    take_in(client, invitation.round, (data, "Yttrande.pdf"), channel="file")
    assert "Filerna väntar på att läsas" in client.text()
    work_off()
    client.get(client.path)
    assert client.page.select_one("textarea[name=statement]").get_text().strip() == letters.TEXT
    file_it(client)
    response = the_response()
    assert response.statement == letters.TEXT
    [attached] = response.attachments
    assert attached.file.sha256 == hashlib.sha256(data).hexdigest()
    said = json.loads(response.canonical())
    assert said["attachments"] == [
        {"name": "Yttrande.pdf", "size": len(data), "sha256": attached.file.sha256}
    ]
    link = client.page.select_one("#came-with + ul a")["href"]
    answer = client.get(link)
    assert answer.data == data
    assert answer.headers["Content-Disposition"] == "attachment; filename=Yttrande.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_was_signed_before_there_were_files_keeps_its_mark(database):
    assert "attachments" not in json.loads(ResponseFactory().canonical())


@pytest.mark.parametrize(("days", "late"), [(-3, False), (1, True)])
def test_the_day_of_arrival_decides_whether_it_is_late(client, registrar, days, late):
    round_ = RoundFactory(closed=True)
    InvitationFactory(round=round_, organisation=OrganisationFactory(name="Umeå kommun"))
    arrived = f"{round_.deadline + timedelta(days=days)}T00:30"
    take_in(client, round_)
    file_it(client, statement="Vi tillstyrker.", arrived=arrived)
    response = the_response()
    assert response.late is late
    assert wall(response.submitted_at) == arrived


@pytest.mark.parametrize(
    ("when", "words"),
    [(timedelta(hours=2), "Den tiden har inte kommit"), (timedelta(days=-30), "innan rundan")],
)
def test_a_time_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    client, invitation, when, words
):
    take_in(client, invitation.round)
    answer = file_it(client, statement="Ord för ord.", arrived=wall(clock.now() + when))
    assert answer.status_code == 422
    assert words in client.text("[data-error-summary]")
    assert "Ord för ord." in client.page.select_one("textarea[name=statement]").get_text()
    assert session.scalar(select(func.count()).select_from(Response)) == 0


def test_a_name_that_fits_several_is_chosen_among(client, round_):
    for name in ("Umeå kommun", "Umeå universitet"):
        InvitationFactory(round=round_, organisation=OrganisationFactory(name=name))
    take_in(client, round_)
    assert file_it(client, name="Umeå", statement="Ja.").status_code == 422
    offered = [each.get_text() for each in client.page.select("input[name=chosen] + label")]
    assert [each.split(" (")[0] for each in offered] == ["Umeå kommun", "Umeå universitet"]
    key = client.page.select("input[name=chosen]")[1]["value"]
    file_it(client, name="Umeå", statement="Ja.", chosen=key)
    assert the_response().sender == "Umeå universitet"


def test_a_body_of_the_register_that_was_not_invited(client, round_, work_off, inbox):
    body = OrganisationFactory(name="Skogsbolaget", number="5560360793", email="post@skog.example")
    take_in(client, round_)
    file_it(client, name="556036-0793", statement="Vi har synpunkter.")
    response = the_response()
    assert (response.organisation_id, response.invitation_id) == (body.id, None)
    assert response.sender == "Skogsbolaget"
    assert round_.unasked_answers == 1
    work_off()
    assert "post@skog.example" in [message["To"] for message in inbox]


def test_a_private_person_without_an_address(client, round_, work_off, inbox):
    take_in(client, round_)
    file_it(client, who="person", name="Anna Andersson", statement="Jag tycker.", stage="final")
    response = the_response()
    assert (response.for_body, response.named, response.participant_id) == (False, False, None)
    work_off()
    assert {message["To"] for message in inbox} == {response.round.consultation.contact_email}
    receipt = client.get(f"/responses/{response.id}/receipt.pdf")
    assert receipt.data.startswith(b"%PDF-")


def test_a_body_by_name_with_an_address_gets_the_receipt_there(client, round_, work_off, inbox):
    take_in(client, round_)
    more = {"who": "other_body", "name": "Byalaget", "email": "byalaget@by.example"}
    file_it(client, statement="Vi tycker.", **more)
    response = the_response()
    assert response.for_body
    assert response.participant.email == "byalaget@by.example"
    work_off()
    assert "byalaget@by.example" in [message["To"] for message in inbox]


def test_no_body_by_that_name_is_said_plainly(client, round_):
    take_in(client, round_)
    assert file_it(client, name="Okända AB", statement="Hej.").status_code == 422
    assert "Ingen instans som är inbjuden" in client.text("[data-error-summary]")


def test_the_same_file_twice_is_asked_about(client, invitation, work_off):
    data = letters.as_docx()
    take_in(client, invitation.round, (data, "a.docx"))
    work_off()
    client.get(client.path)
    file_it(client)
    first = the_response()
    take_in(client, invitation.round, (data, "kopia.docx"))
    work_off()
    client.get(client.path)
    assert "Samma fil har kommit förut" in client.text()
    assert file_it(client).status_code == 422
    file_it(client, same_file="y")
    assert the_response().replaces_id == first.id


def test_registered_twice_it_is_one_response(client, invitation):
    take_in(client, invitation.round)
    page = client.path
    said = {
        "who": "body", "name": "Umeå kommun", "arrived": wall(clock.now()), "form": "answer",
        "stage": "final", "position": "endorse", "statement": "Ja.", "language": "sv",
        "complements": "replaces",
    }  # fmt: skip
    for _ in range(2):
        client.post(page, said)
    assert session.scalar(select(func.count()).select_from(Response)) == 1
    assert entries("responses.register") == 1


def test_a_later_letter_takes_the_place_of_an_answer_on_the_web(client, invitation):
    former = ResponseFactory(invitation=invitation, number=1)
    invitation.round.consultation.next_response_number = 2
    take_in(client, invitation.round)
    file_it(client, statement="Nu har nämnden beslutat.")
    assert the_response().replaces_id == former.id
    assert the_response().statement == "Nu har nämnden beslutat."


def test_a_complement_holds_what_was_answered_before_and_what_is_added(client, invitation, round_):
    former = ResponseFactory(invitation=invitation, number=1, statement="Först detta.")
    kept = CommentFactory(
        response=former,
        text="Målet bör gå att mäta.",
        quote="Målet",
        selector={"exact": "Målet", "language": "sv"},
        importance=Importance.IMPORTANT,
    )
    file = storage.keep(b"%PDF-1.7", name="karta.pdf", content_type="application/pdf")
    session.add(
        Attachment(response=former, ordinal=1, file=file, note="Karta", supports=[kept.mark])
    )
    round_.consultation.next_response_number = 2
    take_in(client, round_, (letters.as_odt(), "bilaga.odt"))
    client.get(f"{client.path}?typed=1")
    file_it(client, statement="Och sedan detta.", complements="complements")
    response = the_response()
    assert response.replaces_id == former.id
    assert response.statement == "Först detta.\n\nOch sedan detta."
    assert [each.text for each in response.comments] == ["Målet bör gå att mäta."]
    [comment] = response.comments
    assert (comment.selector, comment.importance) == (kept.selector, kept.importance)
    assert [(each.file.name, each.note, each.supports) for each in response.attachments] == [
        ("karta.pdf", "Karta", [comment.mark]),
        ("bilaga.odt", "", []),
    ]
    assert response.sha256 == content.digest(response.canonical())


def test_what_a_letter_answers_to_the_questions_is_kept_as_on_the_web(client, invitation, round_):
    choice = QuestionFactory(
        round=round_,
        kind="single",
        options=[{"key": "a", "label": {"sv": "Ja"}}, {"key": "b", "label": {"sv": "Nej"}}],
    )
    free = QuestionFactory(round=round_, asks_position=True)
    take_in(client, round_)
    replies = {
        f"choice-{choice.id}": "b", f"text-{free.id}": "Delvis.", f"position-{free.id}": "oppose"
    }  # fmt: skip
    file_it(client, **replies)
    response = the_response()
    kept = {each.question_id: each for each in response.answers}
    assert kept[choice.id].choices == ["b"]
    assert (kept[free.id].text, kept[free.id].position) == ("Delvis.", Position.OPPOSE)
    assert response.sha256 == content.digest(response.canonical())
    take_in(client, round_)
    later = {f"text-{free.id}": "Nu helt.", "complements": "complements"}
    file_it(client, statement="Mer.", **later)
    kept = {each.question_id: each for each in the_response().answers}
    assert kept[choice.id].choices == ["b"]
    assert kept[free.id].text == "Nu helt."


def test_an_earlier_letter_from_outside_the_register_is_named_by_its_number(client, round_):
    person = {"who": "person", "name": "Anna Andersson"}
    take_in(client, round_)
    file_it(client, statement="Först.", **person)
    first = the_response()
    take_in(client, round_)
    again = {"former_number": first.reference, "complements": "complements", **person}
    file_it(client, statement="Sedan.", **again)
    assert the_response().replaces_id == first.id
    assert the_response().statement == "Först.\n\nSedan."
    assert round_.unasked_answers == 1
    for wrong in (str(first.number), "77", "sju"):
        take_in(client, round_)
        answer = file_it(client, statement="Mer.", former_number=wrong, **person)
        assert answer.status_code == 422, wrong
        assert client.page.select_one("[data-error-summary] a[href='#former_number']"), wrong


def test_the_answer_of_a_body_is_not_taken_by_number(client, invitation, round_):
    former = ResponseFactory(invitation=invitation, number=1)
    round_.consultation.next_response_number = 2
    take_in(client, round_)
    person = {"who": "person", "name": "Anna Andersson"}
    answer = file_it(client, statement="Jag.", former_number=str(former.number), **person)
    assert answer.status_code == 422


def test_a_letter_that_is_too_long_for_the_form_is_registered_in_parts_as_it_says(
    client, invitation, round_
):
    paragraphs = ["Vi vill att målen går att mäta. " * 50] * 70
    first, rest = ("\n\n".join(part).strip() for part in (paragraphs[:40], paragraphs[40:]))
    take_in(client, round_)
    assert file_it(client, statement=f"{first}\n\n{rest}").status_code == 422
    assert "Registrera det i delar" in client.text("[data-error-summary]")
    file_it(client, statement=first)
    take_in(client, round_)
    file_it(client, statement=rest, complements="complements")
    said = the_response().statement
    assert len(said) > LONGEST_STATEMENT
    assert said.startswith(first[:100])
    assert said.endswith(rest[-100:])


def test_a_complement_asks_for_something_to_add_to(client, invitation):
    take_in(client, invitation.round)
    answer = file_it(client, statement="Mer.", complements="complements")
    assert answer.status_code == 422
    assert "inget tidigare svar" in client.text("[data-error-summary]")


def test_no_comments_and_preliminary_by_letter(client, invitation, round_):
    other = InvitationFactory(round=round_, organisation=OrganisationFactory(name="Vännäs kommun"))
    take_in(client, round_)
    file_it(client, form="no_comments", position="")
    assert the_response().position is Position.NO_COMMENTS
    assert the_response().form is Form.NO_COMMENTS
    take_in(client, round_)
    file_it(client, name=other.name, statement="Tills vidare.", stage="preliminary")
    assert the_response().stage is Stage.PRELIMINARY
    assert other.answered_preliminarily


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"MZ\x90\x00", "svar.pdf", "svar.pdf är ingen PDF-"),
        (b"", "tom.docx", "tom.docx är ingen PDF-"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_content(client, round_, data, name, words):
    assert take_in(client, round_, (data, name)).status_code == 422
    assert words in client.text("[data-error-summary]")
    assert session.scalar(select(func.count()).select_from(IncomingResponse)) == 0


def test_an_unreadable_file_is_kept_and_told_of(client, invitation, work_off, inbox):
    take_in(client, invitation.round, (b"%PDF-1.7 cut off", "trasig.pdf"))
    page = client.path
    work_off()
    assert "trasig.pdf" in str(inbox[0])
    client.get(page)
    assert "En fil kan inte läsas" in client.text()
    file_it(client, statement="Avskrivet för hand.")
    assert [each.file.name for each in the_response().attachments] == ["trasig.pdf"]
    told = select(func.count()).where(Email.occasion == Occasion.FILE_UNREADABLE)
    assert session.scalar(told) == 1


def test_what_is_no_answer_is_put_aside_with_a_reason_and_taken_back(client, round_):
    take_in(client, round_)
    page = client.path
    assert client.submit("Lägg åt sidan", reason="").status_code == 422
    client.submit("Lägg åt sidan", reason="En fråga, besvarad i telefon.")
    client.get("/incoming?status=set_aside")
    assert "En fråga, besvarad i telefon." in client.text()
    client.get(page)
    client.submit("Ta tillbaka")
    assert session.scalars(select(IncomingResponse)).one().status is FilingStatus.NEW
    assert entries("responses.set_aside") == entries("responses.take_back") == 1


def test_a_draft_of_the_body_is_neither_shown_nor_used(client, invitation, new_client):
    OwnSpaceFactory(invitation=invitation, statement="kanariefågel")
    take_in(client, invitation.round)
    assert "kanariefågel" not in str(client.page)
    file_it(client, statement="Brevet.")
    assert "kanariefågel" not in str(client.page)
    body = new_client()
    enter(body, invitation)
    body.get(f"/rounds/{invitation.round_id}/statement")
    assert "kanariefågel" in str(body.page)


def test_an_approver_does_not_register(client, round_, new_client):
    other = new_client()
    sign_in(other, UserFactory(roles=[Role.APPROVER]))
    assert other.get(f"/rounds/{round_.id}/register").status_code == 403
    other.get(f"/rounds/{round_.id}/responses")
    assert "Registrera ett svar" not in other.text("body")


def test_the_list_takes_as_many_queries_however_long(client, round_, count_queries):
    def make(count):
        for _ in range(count):
            session.add(
                IncomingResponse(round=round_, channel=Channel.PAPER, arrived_at=clock.now())
            )
        session.commit()
        return count_queries(lambda: client.get("/incoming"))

    assert make(3) == make(30)
