"""What the board decided: entered, published once, told to everyone, and corrected in the open."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from tests.factories.accounts import PASSWORD, ParticipantFactory, UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.notifications.models import Email, Occasion
from webapp.reports import emails, queries
from webapp.reports.service import sweep_decisions
from webapp.rounds import queries as rounds
from webapp.rounds import service
from webapp.rounds.models import (
    BoardDecision,
    ConsultationDocument,
    Decided,
    DecisionCorrection,
    Invitation,
)
from webapp.rounds.plans import DecisionFacts

PDF = b"%PDF-1.7\n%minutes\n"


@pytest.fixture
def reported(round_):
    """The round with its report published, and a body that reads English among those invited."""
    InvitationFactory(
        round=round_,
        organisation=OrganisationFactory(name="Aalto University", email="kirjaamo@aalto.example"),
        language="en",
    )
    ResponseFactory(
        round=round_,
        invitation=None,
        organisation=None,
        sender="Nils Privatsson",
        named=False,
        for_body=False,
        participant=ParticipantFactory(email="nils@post.example"),
    )
    answered_by(round_).answered_as = "answer"
    round_.assessed_at = round_.reported_at = clock.now()
    session.flush()
    return round_


@pytest.fixture
def browser(client, officer):
    client.post("/sign-in", {"email": officer.email, "password": PASSWORD})
    return client


def today():
    return clock.local(clock.now()).date()


def facts(**more):
    said = {
        "decided_on": today(),
        "paragraph": "47",
        "body": {"sv": "Regionala utvecklingsnämnden", "en": "The Regional Development Board"},
        "decided": Decided.ADOPTED_CHANGED,
        "text": {"sv": "Strategin antas, med ett nytt mål.", "en": "The strategy is adopted."},
    }
    return DecisionFacts(**{**said, **more})


def typed(**more):
    said = {
        "decided_on": today().isoformat(),
        "paragraph": "§ 47",
        "body_sv": "Regionala utvecklingsnämnden",
        "decided": "adopted_changed",
        "text_sv": "Strategin antas, med ett nytt mål.",
    }
    return {**said, **more}


def minutes():
    return (io.BytesIO(PDF), "Protokoll §47.pdf")


def decided(round_, officer, **more):
    return service.decide(round_, facts(**more), None, officer)


def answered_by(round_):
    """The invitation of the municipality, which has answered."""
    statement = select(Invitation).where(Invitation.round_id == round_.id)
    return next(each for each in session.scalars(statement) if each.name == "Umeå kommun")


def told(round_):
    statement = select(Email).where(Email.occasion == Occasion.BOARD_DECISION)
    return session.scalars(statement.where(Email.thread == round_.id)).all()


def test_staff_enter_it_and_it_is_nobody_elses_until_it_is_published(
    reported, browser, new_client, work_off
):
    browser.get(f"/rounds/{reported.id}/decision")
    browser.submit("Spara", **typed(), minutes=minutes())
    assert "Antogs med ändringar" in browser.text()
    assert "§ 47" in browser.text()
    work_off()
    assert told(reported) == []
    anyone = new_client()
    assert anyone.get(f"/decisions/{reported.id}").status_code == 404
    assert anyone.get(f"/decisions/{reported.id}/minutes").status_code == 404
    assert browser.file(f"/decisions/{reported.id}/minutes").data == PDF
    anyone.get(f"/c/{reported.consultation_id}")
    assert "utvecklingsnämnden" not in anyone.text()


def test_published_it_stands_on_its_own_page_and_in_the_timeline(
    reported, browser, new_client, work_off
):
    browser.get(f"/rounds/{reported.id}/decision")
    browser.submit("Spara", **typed(), minutes=minutes())
    browser.submit("Publicera och skicka 5 mejl")
    anyone = new_client()
    anyone.get(f"/decisions/{reported.id}")
    assert "Regionala utvecklingsnämnden" in anyone.text()
    assert "Strategin antas, med ett nytt mål." in anyone.text()
    assert anyone.file(f"/decisions/{reported.id}/minutes").data == PDF
    anyone.get(f"/c/{reported.consultation_id}")
    assert "Beslut: Regionala utvecklingsnämnden, § 47" in anyone.text()
    for path in (f"/rounds/{reported.id}/read", f"/c/{reported.consultation_id}"):
        anyone.get(path)
        assert f"/decisions/{reported.id}" in {
            each["href"] for each in anyone.page.select("main a")
        }
    browser.get(f"/rounds/{reported.id}")
    assert "Antogs med ändringar" in browser.text()


def test_everyone_who_was_asked_or_answered_is_told_once_in_their_language(
    reported, officer, work_off, inbox
):
    decision = decided(reported, officer)
    service.publish_decision(decision, officer)
    work_off()
    addresses = [each["To"] for each in inbox]
    assert len(addresses) == len(set(addresses)) == 5
    assert {"kirjaamo@aalto.example", "registrator@umea.example", "nils@post.example"} <= set(
        addresses
    )
    english = next(each for each in inbox if each["To"] == "kirjaamo@aalto.example")
    assert english["Subject"].startswith("Read the decision: New strategy (RUN 2027/")
    words = english.get_payload()[0].get_payload(decode=True).decode()
    assert "The strategy is adopted." in words
    assert f"/decisions/{reported.id}" in words
    assert "Thank you for your answer" not in words
    swedish = next(each for each in inbox if each["To"] == "registrator@umea.example")
    assert "Tack för svaret" in swedish.get_payload()[0].get_payload(decode=True).decode()
    theirs = session.scalars(select(Email).where(Email.concerns == answered_by(reported).id)).all()
    assert [each.params["has_answered"] for each in theirs] == [True, True]
    assert decision.told_at is not None


def test_it_goes_once_only_however_often_it_is_published_or_the_worker_begins_again(
    reported, officer, work_off, inbox
):
    decision = decided(reported, officer)
    assert service.publish_decision(decision, officer)
    assert not service.publish_decision(decision, officer)
    work_off()
    count = len(inbox)
    decision.told_at = None
    session.flush()
    sweep_decisions()
    work_off()
    assert len(inbox) == count
    assert decision.told_at is not None


def test_one_address_in_two_places_is_told_once(reported, officer):
    person = ParticipantFactory(email="kirjaamo@aalto.example")
    ResponseFactory(
        round=reported,
        invitation=None,
        organisation=None,
        sender="Aalto",
        named=True,
        participant=person,
    )
    found = list(queries.recipients(reported.id, limit=20))
    keys = [each.key for each in found]
    assert keys == sorted(set(keys))
    [one] = [each for each in found if each.key == "kirjaamo@aalto.example"]
    assert (one.language, one.why) == ("en", "invited")


def test_those_whose_address_is_erased_are_not_told(reported):
    before = len(queries.recipients(reported.id, limit=20))
    person = ParticipantFactory(email="", erased_at=clock.now())
    ResponseFactory(
        round=reported, invitation=None, organisation=None, sender="N.N.", participant=person
    )
    assert len(queries.recipients(reported.id, limit=20)) == before


def test_it_is_told_in_batches_and_nobody_is_left_out(reported):
    every = [each.key for each in queries.recipients(reported.id, limit=20)]
    first = queries.recipients(reported.id, limit=2)
    rest = queries.recipients(reported.id, after=first[-1].key, limit=20)
    assert [each.key for each in (*first, *rest)] == every
    counts = queries.recipient_counts(reported.id)
    assert sum(counts.values()) == len(every)
    samples = queries.recipient_samples(reported.id)
    assert [(each.why, each.language, each.to_one) for each in samples] == list(counts)


def answers_alone(round_, language):
    ResponseFactory(
        round=round_,
        invitation=None,
        organisation=None,
        sender="Siv Svar",
        for_body=False,
        participant=ParticipantFactory(language=language),
    )


def test_the_e_mail_is_shown_as_a_body_and_as_a_private_person_gets_it(reported, officer, browser):
    decided(reported, officer)
    for _ in range(2):
        answers_alone(reported, "sv")
    answers_alone(reported, "en")
    session.commit()
    for page in ("decision", "letters/decision"):
        browser.get(f"/rounds/{reported.id}/{page}")
        shown = [each.get_text(" ", strip=True) for each in browser.page.select("main h3")]
        assert [each for each in shown if "svenska, till en privat" in each] == [
            "På svenska, till en privatperson: 3 adresser"
        ]
        assert "mejlet eftersom du svarade på remissen" in browser.text()
        assert "mejlet eftersom ni svarade på remissen" in browser.text()


def test_kinds_that_are_told_in_the_same_words_are_counted_as_one(reported, officer):
    decision = decided(reported, officer)
    for _ in range(2):
        answers_alone(reported, "en")
    body = ResponseFactory(
        round=reported,
        invitation=None,
        organisation=None,
        sender="Företaget",
        participant=ParticipantFactory(language="en"),
    )
    session.commit()
    assert body.for_body
    mails = emails.previews_of_decision(
        decision, queries.recipient_samples(reported.id), queries.recipient_counts(reported.id)
    )
    counts = [
        (said[1], one.to_one) for one, said in mails if (one.why, said[0]) == ("answered", "en")
    ]
    assert counts == [(3, False)]


def test_before_the_report_there_is_nothing_to_enter(browser, officer, round_):
    browser.get(f"/rounds/{round_.id}/decision")
    assert "när sammanställningen är publicerad" in browser.text()
    with pytest.raises(ConflictError):
        decided(round_, officer)
    found = RoundFactory()
    with pytest.raises(ConflictError):
        decided(found, officer)


def test_bad_input_says_what_to_mend_and_keeps_what_was_typed_and_the_file(reported, browser):
    browser.get(f"/rounds/{reported.id}/decision")
    tomorrow = (today() + timedelta(days=1)).isoformat()
    answer = browser.submit("Spara", **typed(decided_on=tomorrow), minutes=minutes())
    assert answer.status_code == 422
    assert "Dagen har inte kommit än" in browser.text()
    assert "Strategin antas, med ett nytt mål." in str(browser.page.select_one("#text_sv"))
    assert "Protokoll §47.pdf" in browser.text()
    browser.submit("Spara", decided_on=today().isoformat())
    assert browser.file(f"/decisions/{reported.id}/minutes").data == PDF


def test_minutes_are_a_pdf(reported, browser):
    browser.get(f"/rounds/{reported.id}/decision")
    answer = browser.submit("Spara", **typed(), minutes=(io.BytesIO(b"<html>"), "protokoll.pdf"))
    assert answer.status_code == 422
    assert "ingen PDF" in browser.text()
    assert rounds.find_decision(reported.id) is None


def test_another_file_cannot_be_claimed_as_the_minutes(reported, browser):
    browser.get(f"/rounds/{reported.id}/decision")
    browser.submit("Spara", **typed(kept=str(reported.id)))
    assert rounds.find_decision(reported.id).minutes is None


def test_a_correction_says_what_and_why_and_keeps_what_it_said_before(
    reported, officer, browser, new_client
):
    service.publish_decision(decided(reported, officer), officer)
    session.commit()
    browser.get(f"/rounds/{reported.id}/decision")
    answer = browser.submit("Publicera rättelsen", paragraph="48")
    assert answer.status_code == 422
    assert browser.page.select_one("#paragraph")["value"] == "48"
    browser.submit("Publicera rättelsen", why_sv="Paragrafen var fel.")
    anyone = new_client()
    anyone.get(f"/decisions/{reported.id}")
    assert "§ 48" in anyone.text()
    assert "Paragrafen var fel." in anyone.text()
    assert "§ 47" in anyone.text("main details")
    correction = session.scalars(select(DecisionCorrection)).one()
    assert correction.before == {"paragraph": "47"}
    correction.text = {"sv": "Något annat"}
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.flush()


def test_a_correction_is_made_once_and_nobody_is_told_anew(reported, officer, work_off, inbox):
    decision = decided(reported, officer)
    service.publish_decision(decision, officer)
    work_off()
    count = len(inbox)
    why = {"sv": "Fel dag."}
    changed = facts(paragraph="48")
    assert service.correct_decision(decision, changed, None, why, officer) is not None
    assert service.correct_decision(decision, changed, None, why, officer) is None
    work_off()
    assert len(inbox) == count
    with pytest.raises(ConflictError):
        decided(reported, officer)


def test_the_adopted_text_is_a_frozen_version_of_the_case_and_is_then_public(
    reported, officer, new_client
):
    with pytest.raises(DomainError, match="fryst version"):
        decided(reported, officer, version_id=VersionFactory().id)
    version = VersionFactory()
    link = {"consultation_id": reported.consultation_id, "document_id": version.document_id}
    session.add(ConsultationDocument(**link))
    session.flush()
    with pytest.raises(DomainError, match="Ingen text antogs"):
        decided(reported, officer, version_id=version.id, decided=Decided.RETURNED)
    decision = decided(reported, officer, version_id=version.id)
    anyone = new_client()
    assert anyone.get(f"/v/{version.id}").status_code == 404
    service.publish_decision(decision, officer)
    session.commit()
    assert anyone.get(f"/v/{version.id}").status_code == 200


def test_registrars_read_and_do_not_write(reported, officer, client):
    decided(reported, officer)
    registrar = UserFactory(email="r@region.example", roles=[Role.REGISTRAR])
    session.commit()
    client.post("/sign-in", {"email": registrar.email, "password": PASSWORD})
    client.get(f"/rounds/{reported.id}/decision")
    assert "Regionala utvecklingsnämnden" in client.text()
    assert client.page.select("main form") == []
    assert client.post(f"/rounds/{reported.id}/decision", typed()).status_code == 403
    assert client.post(f"/rounds/{reported.id}/decision/publish").status_code == 403
    assert session.scalars(select(BoardDecision.published_at)).one() is None


def test_it_is_on_the_trail(reported, officer):
    decision = decided(reported, officer)
    service.publish_decision(decision, officer)
    service.correct_decision(decision, facts(paragraph="48"), None, {"sv": "Fel."}, officer)
    session.flush()
    statement = select(Entry.action).where(Entry.subject == reported.id).order_by(Entry.id)
    found = [
        each for each in session.scalars(statement) if each.endswith("decide") or "decision" in each
    ]
    assert found[-3:] == ["rounds.decide", "rounds.publish_decision", "rounds.correct_decision"]


def test_the_letters_page_shows_it_to_a_real_body_before_it_goes(reported, officer, browser):
    decided(reported, officer)
    session.commit()
    browser.get(f"/rounds/{reported.id}/letters/decision")
    assert "kirjaamo@aalto.example" in browser.text()
    assert "Read the decision: New strategy" in browser.text()
    browser.get(f"/rounds/{reported.id}/letters/decision?q=aalto")
    link = browser.page.select_one("main li a[href*='body=']")["href"]
    browser.get(link.partition("#")[0])
    assert "The strategy is adopted." in browser.text()
    browser.submit("Spara inledningen", intro_en="At last!")
    browser.get(link.partition("#")[0])
    assert "At last!" in browser.text("main details")
    service.publish_decision(rounds.find_decision(reported.id), officer)
    session.commit()
    browser.get(f"/rounds/{reported.id}/letters/decision")
    assert "skickas inte igen" in browser.text()
    assert browser.page.select("main form[method=post]") == []
