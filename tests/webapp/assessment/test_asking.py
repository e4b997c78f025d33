"""A sender is asked about a point and answers beside the response; staff write to each other."""

from email.header import decode_header, make_header

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.assessment.steps import sign_in
from webapp.assessment import queries, service
from webapp.assessment.models import Clarification, ClarificationAnswer, NoteKind, PointNote
from webapp.audit.models import Entry
from webapp.core import access, clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.notifications.models import Email, Occasion


@pytest.fixture
def point(database):
    round_ = RoundFactory(closed=True, version=VersionFactory())
    invitation = InvitationFactory(round=round_, email="kommun@umea.example")
    person = ParticipantFactory(email="eva@umea.example")
    response = ResponseFactory(invitation=invitation, participant=person, statement=" ")
    CommentFactory(response=response, text="Målet är <i>oklart</i>.")
    service.gather(response.id)
    session.commit()
    return queries.points(round_.id)[0]


def ask(point, officer, question="Vilket mål menar ni?"):
    asked = service.ask_sender(point, question, key=uuid7(), actor=officer)
    session.commit()
    return asked


def link(asked):
    return f"/clarifications/{access.sign('clarification', str(asked.id))}"


def queued(occasion):
    session.commit()
    return session.scalars(select(Email.address).where(Email.occasion == occasion)).all()


def test_the_question_goes_to_the_mailbox_and_the_person_with_a_link_that_is_signed_when_sent(
    point, officer, work_off, inbox
):
    ask(point, officer)
    work_off()
    assert {each["To"] for each in inbox} == {"kommun@umea.example", "eva@umea.example"}
    text = inbox[0].get_payload()[0].get_payload(decode=True).decode()
    assert "Vilket mål menar ni?" in text
    assert "Målet är <i>oklart</i>." in text
    assert "/clarifications/" in text
    assert "Svara på en fråga" in str(make_header(decode_header(inbox[0]["Subject"])))
    rows = session.scalars(select(Email.params)).all()
    assert not any("clarifications/" in str(params) for params in rows)


def test_the_officer_asks_on_the_points_page_and_sees_who_gets_it(client, point, officer):
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    assert "kommun@umea.example" in client.text("section[aria-labelledby=ask]")
    assert client.submit("Skicka frågan", question=" ").status_code == 422
    client.submit("Skicka frågan", question="Vad menas?")
    assert "Inget svar än" in client.text(f"#point-{point.number}")
    assert len(queued(Occasion.CLARIFICATION_ASKED)) == 2


def test_the_same_form_asks_once(client, point, officer):
    sign_in(client, officer)
    data = {"question": "Vad menas?", "key": str(uuid7())}
    for _ in range(2):
        client.post(f"/points/{point.id}/question", data)
    assert len(session.scalars(select(Clarification)).all()) == 1


def test_opening_the_link_changes_nothing(client, point, officer):
    asked = ask(point, officer)
    before = len(session.scalars(select(Entry)).all())
    client.head(link(asked))
    client.get(link(asked))
    assert "<i>oklart</i>" in client.text()
    assert session.scalars(select(ClarificationAnswer)).all() == []
    assert len(session.scalars(select(Entry)).all()) == before


def test_the_answer_stands_beside_the_response_at_the_point_and_on_the_trail(
    client, new_client, point, officer
):
    asked = ask(point, officer)
    sha = point.response.canonical()
    client.get(link(asked))
    client.submit("Skicka svaret", text="Mål <b>2</b>.", name="Eva Ek")
    assert "Mål <b>2</b>." in client.text("section[aria-labelledby=answered]")
    assert queued(Occasion.CLARIFICATION_ANSWERED) == ["hanna@region.example"]
    trail = session.scalars(select(Entry.action).where(Entry.subject == point.id)).all()
    assert trail[-2:] == ["assessment.ask_sender", "assessment.clarified"]
    staff = new_client()
    sign_in(staff, officer)
    for path in (f"/points/{point.id}", f"/rounds/{point.round_id}/assessment/whole"):
        staff.get(path)
        assert "Mål <b>2</b>." in staff.text(f"#point-{point.number}")
    assert queries.get(point.id).response.canonical() == sha


def test_an_answer_sent_twice_is_kept_once_and_more_can_be_added(client, point, officer):
    asked = ask(point, officer)
    said = service.Said("Mål 2.", "Eva", uuid7())
    assert service.clarify(asked, said)
    assert not service.clarify(asked, said)
    client.get(link(asked))
    client.submit("Skicka svaret", text="Och mål 3.", name="Eva")
    texts = session.scalars(select(ClarificationAnswer.text).order_by(ClarificationAnswer.id))
    assert list(texts) == ["Mål 2.", "Och mål 3."]


def test_an_answer_that_lacks_something_loses_nothing(client, point, officer):
    client.get(link(ask(point, officer)))
    answer = client.submit("Skicka svaret", text="En lång text.", name="")
    assert answer.status_code == 422
    assert "En lång text." in client.text("textarea")
    assert "Skriv ditt namn" in client.text()


def test_an_altered_link_opens_nothing(client, point, officer):
    assert client.get(link(ask(point, officer)) + "x").status_code == 404
    other = access.sign("position", str(uuid7()))
    assert client.get(f"/clarifications/{other}").status_code == 404


def test_after_the_report_the_page_says_whom_to_write_to(client, point, officer):
    asked = ask(point, officer)
    point.round.reported_at = clock.now()
    session.commit()
    client.get(link(asked))
    assert "karin.kontakt@region.example" in client.text()
    client.post(link(asked), {"text": "För sent.", "name": "Eva"})
    assert session.scalars(select(ClarificationAnswer)).all() == []
    with pytest.raises(ForbiddenError):
        ask(point, officer)


def test_a_sender_without_an_address_is_asked_in_another_way(client, point, officer):
    nobody = ResponseFactory(
        invitation=None, round=point.round, organisation=None, sender="Eva", statement="Text."
    )
    service.gather(nobody.id)
    session.flush()
    with pytest.raises(DomainError):
        ask(queries.points(point.round_id)[1], officer)


@pytest.mark.parametrize(
    "statement",
    [
        update(ClarificationAnswer).values(text="Annat."),
        delete(ClarificationAnswer),
        update(Clarification).values(question="Annat?"),
    ],
)
def test_the_database_refuses_to_change_what_was_asked_and_answered(point, officer, statement):
    service.clarify(ask(point, officer), service.Said("Mål 2.", "Eva", uuid7()))
    session.commit()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(statement)


def test_staff_discuss_and_an_expert_says_what_they_think_apart(client, point, officer):
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    client.submit(
        "Spara", selector="section[aria-labelledby=opinion] form", text="Fackligt <u>rimligt</u>."
    )
    client.submit("Spara", selector="section[aria-labelledby=discussion] form", text="Jag tvekar.")
    assert "<u>rimligt</u>" in client.text("section[aria-labelledby=opinion]")
    assert "tvekar" not in client.text("section[aria-labelledby=opinion]")
    assert "tvekar" in client.text("section[aria-labelledby=discussion]")
    assert point.decision is None


def test_an_empty_note_is_refused_where_it_was_written(client, point, officer):
    sign_in(client, officer)
    client.get(f"/points/{point.id}")
    selector = "section[aria-labelledby=opinion] form"
    assert client.submit("Spara", selector=selector, text=" ").status_code == 422
    assert "Skriv något först" in client.text("section[aria-labelledby=opinion]")
    assert client.post(f"/points/{point.id}/notes/nonsense", {"text": "x"}).status_code == 404


def test_what_staff_write_is_in_no_report_and_on_no_page_of_the_sender(client, point, officer):
    service.write_note(point, NoteKind.DISCUSSION, "Kanariefågel.", key=uuid7(), actor=officer)
    asked = ask(point, officer)
    client.get(link(asked))
    assert "Kanariefågel" not in client.text("html")


def test_a_passage_that_is_spoken_of_stays_a_point(point, officer):
    response = ResponseFactory(
        invitation=InvitationFactory(round=point.round), statement="Hela stycket."
    )
    taken = service.take_out(response, service.Passage("Hela stycket."), actor=officer)
    service.write_note(taken, NoteKind.DISCUSSION, "Hm.", key=uuid7(), actor=officer)
    with pytest.raises(ConflictError):
        service.put_back(taken, actor=officer)
    assert session.scalars(select(PointNote.point_id)).all() == [taken.id]


def test_the_page_of_a_point_takes_as_many_queries_whatever_was_said(
    client, point, officer, count_queries
):
    sign_in(client, officer)
    asked = ask(point, officer)
    service.clarify(asked, service.Said("Mål 2.", "Eva", uuid7()))
    service.write_note(point, NoteKind.OPINION, "Hm.", key=uuid7(), actor=officer)
    address = f"/points/{point.id}"
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for _ in range(5):
        other = UserFactory()
        more = ask(point, other)
        service.clarify(more, service.Said("Mål 2.", "Eva", uuid7()))
        service.write_note(point, NoteKind.DISCUSSION, "Hm.", key=uuid7(), actor=other)
    session.commit()
    assert count_queries(lambda: client.get(address)) == few
