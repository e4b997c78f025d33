"""A position that staff read in a letter is marked as theirs; what came late is decided on."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.assessment import service as assessment
from webapp.audit.models import Entry
from webapp.core import access, clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.reports import queries as reports
from webapp.reports.assembly import report
from webapp.reports.imprint import Imprint
from webapp.reports.participation import Considered
from webapp.reports.participation import Position as Stand
from webapp.responses.models import Channel, LateDecision, Position, PositionReading, Response

QUOTE = "Vi ser gärna att förslaget genomförs."


@pytest.fixture
def officer(client):
    person = UserFactory()
    sign_in(client, person)
    return person


@pytest.fixture
def letter(officer):
    return ResponseFactory(
        invitation=InvitationFactory(email="diariet@umea.example", round=RoundFactory()),
        channel=Channel.PAPER,
        position=Position.NOT_STATED,
        statement="Tack för remissen.\n\nVi ser\ngärna att förslaget genomförs. Mer finns.",
    )


def link(response) -> str:
    return f"/position/{access.sign('position', str(response.id))}"


def read(client, response, position="endorse", quote=QUOTE):
    client.get(f"/responses/{response.id}")
    return client.submit("Spara läsningen", position=position, quote=quote)


def readings() -> list[PositionReading]:
    return list(session.scalars(select(PositionReading).order_by(PositionReading.id)))


def compiled(response):
    material = reports.material(response.round_id)
    said = Imprint(1, "sv", "Region", clock.now(), "/r", lambda number: f"/r#{number}")
    return report(material, said)


def test_a_reading_is_marked_as_staffs_wherever_the_position_is_shown(
    client, officer, letter, work_off, inbox
):
    before = letter.canonical()
    read(client, letter)
    [reading] = readings()
    assert (reading.position, reading.read_by) == (Position.ENDORSE, officer.id)
    for page in (f"/responses/{letter.id}", f"/rounds/{letter.round_id}/responses"):
        client.get(page)
        assert "Tillstyrker" in client.text("body")
        assert "Läst av handläggare" in client.text("body")
    assessment.gather(letter.id)
    client.get(f"/rounds/{letter.round_id}/assessment/statements")
    assert "(läst av handläggare)" in client.text()
    assert letter.canonical() == before
    assert letter.position is Position.NOT_STATED
    work_off()
    message = next(m for m in inbox if m["To"] == "diariet@umea.example")
    assert "/position/" in message.as_string()


def test_the_list_is_narrowed_by_the_position_that_counts(client, letter):
    read(client, letter)
    client.get(f"/rounds/{letter.round_id}/responses?position=endorse")
    assert letter.sender in client.text("#responses")
    client.get(f"/rounds/{letter.round_id}/responses?position=not_stated")
    assert not client.page.select("#responses")


@pytest.mark.parametrize("quote", ["Vi avstyrker förslaget.", "", "   "])
def test_the_sentence_must_stand_in_the_response(client, letter, quote):
    assert read(client, letter, quote=quote).status_code == 422
    assert client.page.select_one("[data-error-summary]")
    assert readings() == []


def test_a_position_that_the_sender_stated_is_not_read(client, officer):
    stated = ResponseFactory(channel=Channel.PAPER, position=Position.OPPOSE)
    client.get(f"/responses/{stated.id}")
    assert "Spara läsningen" not in client.text()
    answer = client.post(
        f"/responses/{stated.id}/position", {"position": "endorse", "quote": stated.statement}
    )
    assert answer.status_code == 422
    assert readings() == []


def test_the_same_reading_twice_is_one(client, letter):
    for _ in range(2):
        read(client, letter)
    read(client, letter, position="endorse_in_part")
    assert [each.position for each in readings()] == [
        Position.ENDORSE, Position.ENDORSE_IN_PART
    ]  # fmt: skip


def test_the_sender_puts_it_right_by_the_link_with_a_button(
    client, letter, new_client, work_off, inbox
):
    read(client, letter)
    sender = new_client()
    for _ in range(2):
        sender.get(link(letter))
        sender.head(link(letter))
    assert QUOTE in sender.text()
    assert len(readings()) == 1
    sender.submit("Det här är vårt ställningstagande", position="oppose")
    assert [each.read_by is None for each in readings()] == [False, True]
    client.get(f"/responses/{letter.id}")
    assert "Rättat av avsändaren" in client.text("body")
    assert "Spara läsningen" not in client.text()
    entry = session.scalars(select(Entry).where(Entry.action == "responses.put_right")).one()
    assert entry.actor_name == letter.sender
    assert entry.details["position"] == "oppose"
    work_off()
    contact = letter.round.consultation.contact_email
    assert contact in [message["To"] for message in inbox]


def test_a_forged_or_cut_link_leads_nowhere(client, letter):
    assert client.get(link(letter)[:-3]).status_code == 404
    other = access.sign("invitation", str(letter.id))
    assert client.get(f"/position/{other}").status_code == 404


def test_the_link_ends_when_the_report_is_out_or_a_later_answer_counts(client, letter):
    later = ResponseFactory(invitation=letter.invitation, replaces_id=letter.id)
    assert client.get(link(letter)).status_code == 410
    later.round.reported_at = clock.now()
    session.flush()
    assert client.get(link(later)).status_code == 410
    assert client.post(link(later), {"position": "oppose"}).status_code == 410
    assert readings() == []


def test_the_report_counts_the_reading_and_says_whose_it_is(client, letter):
    read(client, letter)
    said = compiled(session.get_one(Response, letter.id))
    assert said.positions.count(Stand.ENDORSE) == 1
    assert said.positions.count(Stand.NOT_STATED) == 0
    [body] = [each for each in said.invited if each.label == letter.sender]
    assert body.read_by_staff
    assert said.responses[0].quote == QUOTE
    assert "Brev på papper" in said.occasion.channels


@pytest.fixture
def late(officer):
    round_ = RoundFactory(closed=True)
    moment = clock.now() - timedelta(hours=1)
    return ResponseFactory(
        invitation=InvitationFactory(round=round_), late=True, submitted_at=moment
    )


def decide(client, response, considered, reason=""):
    client.get(f"/responses/{response.id}")
    return client.submit("Spara beslutet", considered=considered, reason=reason)


def test_what_came_late_is_decided_on_with_a_reason(client, late, officer):
    assert decide(client, late, "no").status_code == 422
    decide(client, late, "no", "Sammanställningen var klar.")
    decide(client, late, "partly", "Avsnitt 2 hinner beaktas.")
    kept = session.scalars(select(LateDecision).order_by(LateDecision.id)).all()
    assert [each.considered for each in kept] == ["no", "partly"]
    assert {each.decided_by for each in kept} == {officer.id}
    client.get(f"/rounds/{late.round_id}/responses")
    assert "Beaktas delvis" in client.text("#responses")
    [body] = [each for each in compiled(late).invited if each.label == late.sender]
    assert (body.late, body.considered, body.reason) == (
        True, Considered.PARTLY, "Avsnitt 2 hinner beaktas."
    )  # fmt: skip
    decided = select(func.count()).where(Entry.action == "responses.decide_late")
    assert session.scalar(decided) == 2


def test_what_came_in_time_is_not_decided_on(client, officer):
    response = ResponseFactory()
    client.get(f"/responses/{response.id}")
    assert "Spara beslutet" not in client.text()
    answer = client.post(f"/responses/{response.id}/late", {"considered": "yes"})
    assert answer.status_code == 422


def test_a_registrar_reads_but_does_not_decide_what_is_late(late, new_client):
    registrar = new_client()
    sign_in(registrar, UserFactory(roles=[Role.REGISTRAR]))
    registrar.get(f"/responses/{late.id}")
    assert "Spara beslutet" not in registrar.text()
    answer = registrar.post(f"/responses/{late.id}/late", {"considered": "yes"})
    assert answer.status_code == 403


def test_the_list_takes_as_many_queries_with_readings_and_decisions(client, letter, count_queries):
    page = f"/rounds/{letter.round_id}/responses"

    def make(count):
        for _ in range(count):
            invitation = InvitationFactory(round=letter.round)
            response = ResponseFactory(invitation=invitation, position=Position.NOT_STATED)
            session.add(PositionReading(response_id=response.id, position=Position.OPPOSE))
        session.commit()
        return count_queries(lambda: client.get(page))

    assert make(2) == make(15)
