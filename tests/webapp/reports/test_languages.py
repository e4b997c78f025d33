"""On a page in one language, words that are in another say in which."""

import pytest
from sqlalchemy import select

from tests.webapp.reports.steps import compiled, decide_all, sign_in
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.core import access
from webapp.core.database import session
from webapp.reports import queries, service
from webapp.reports.models import Stance
from webapp.responses.models import Response

POINT, PROPOSED, REASON = "Målet bör gå att mäta.", "Minst 30 procent.", "Vi ändrar en del."
WHY = "Fel siffra i tabell 2."


def languages(page, words):
    """The languages that the page says `words` are in, wherever they stand."""
    found = [each for each in page.main.find_all(string=True) if words in each]
    return {each.find_parent(lang=True)["lang"] for each in found}


@pytest.fixture
def english(client):
    client.get("/language/en")
    return client


@pytest.fixture
def published(edition, officer):
    service.publish(edition, actor=officer)
    session.commit()
    return edition


@pytest.fixture
def title(round_):
    """What the consultation is called, in Swedish alone."""
    case = round_.consultation
    case.title = {"sv": "Innovationsstrategi för länet"}
    return case.title["sv"]


@pytest.fixture
def response(round_):
    statement = select(Response).where(Response.round_id == round_.id)
    return session.scalars(statement.where(Response.invitation_id.is_not(None))).one()


@pytest.fixture
def own(response):
    return f"/own-points/{access.sign('disposition', str(response.id))}"


def test_what_became_of_every_point(english, title, published):
    english.get(f"/reports/{published.round_id}/dispositions")
    assert "What became of the points" in english.text("h1")
    assert languages(english.page, "Every point that came in") == {"en"}
    for words in (title, POINT, PROPOSED, REASON):
        assert languages(english.page, words) == {"sv"}, words


def test_ones_own_points(english, title, published, response, own):
    point = next(each for each in queries.points_of(response.id) if each.comment)
    service.react(point, response, Stance.STILL_OBJECTS, "Nej tack.")
    english.get(own)
    for words in (title, POINT, PROPOSED, REASON):
        assert languages(english.page, words) == {"sv"}, words
    assert languages(english.page, "What you wrote") == {"en"}


def test_that_no_reasons_are_written_is_said_in_the_readers_language(
    english, published, response, own
):
    for point in queries.points_of(response.id):
        point.reply = ""
    english.get(own)
    assert languages(english.page, "No reasons are written.") == {"en"}


def test_what_senders_say_of_the_decisions(english, published, response, officer):
    point = next(each for each in queries.points_of(response.id) if each.comment)
    service.react(point, response, Stance.STILL_OBJECTS, "Nej tack.")
    sign_in(english, officer)
    english.get(f"/rounds/{published.round_id}/report/reactions")
    assert languages(english.page, "Nej tack.") == {"sv"}


def test_a_withdrawn_report(english, title, published, officer, own):
    service.withdraw(published, WHY, actor=officer)
    for path in (f"/reports/{published.round_id}", own):
        english.get(path)
        assert languages(english.page, WHY) == {"sv"}
        assert languages(english.page, title) == {"sv"}


def test_a_report_in_english_read_in_swedish(client, round_, officer, work_off):
    round_.consultation.title = {"sv": "Innovationsstrategi", "en": "Innovation strategy"}
    decide_all(round_, officer)
    edition = compiled(round_, officer, work_off, language="en")
    service.publish(edition, actor=officer)
    client.get(f"/reports/{round_.id}")
    assert (
        client.page.title.get_text()
        .strip()
        .startswith("Remissammanställning: Innovationsstrategi –")
    )
    assert client.text("h1") == "Remissammanställning: Innovation strategy"
    assert languages(client.page, "Innovation strategy") == {"en"}


def test_what_changed_between_editions(english, round_, edition, officer, work_off):
    point = next(each for each in points.points(round_.id) if each.comment)
    verdict = assessment.Verdict(point.decision, "Vi gör något annat.", point.revision)
    assessment.decide(point, verdict, actor=officer)
    compiled(round_, officer, work_off)
    sign_in(english, officer)
    english.get(f"/editions/{queries.editions(round_.id)[0].id}/changes")
    assert "Other reasons" in english.text()
    assert languages(english.page, "annat") == {"sv"}


def test_reasons_and_answers_where_points_are_weighed(english, round_, edition, officer):
    point = next(each for each in points.points(round_.id) if each.comment)
    round_.reported_at = round_.assessed_at
    sign_in(english, officer)
    english.get(f"/points/{point.id}")
    for words in (POINT, REASON):
        assert languages(english.page, words) == {"sv"}, words
