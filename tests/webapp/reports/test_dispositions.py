"""What became of the points: a sender's own page, what it says of the decisions, and the public."""

import csv
import io
import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError

from tests.factories.accounts import PASSWORD, ParticipantFactory, UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import MemberFactory
from tests.factories.responses import OwnSpaceFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.reports.conftest import PERSON
from tests.webapp.reports.steps import compiled, decide_all
from webapp.assessment import service as assessment
from webapp.core import access, clock, rendering
from webapp.core.database import session
from webapp.core.rendering import show_date
from webapp.notifications import service as notifications
from webapp.reports import phrases, queries, service
from webapp.reports.models import Reaction, Stance
from webapp.reports.queries import letters
from webapp.responses.emails import recipients
from webapp.responses.models import Channel, Considered, LateDecision, Leaving, Response


@pytest.fixture
def edition(round_, officer, work_off):
    decide_all(round_, officer)
    found = compiled(round_, officer, work_off)
    service.publish(found, actor=officer)
    return found


@pytest.fixture
def response(edition):
    statement = select(Response).where(Response.round_id == edition.round_id)
    return session.scalars(statement.where(Response.invitation_id.is_not(None))).one()


@pytest.fixture
def page(response):
    return f"/own-points/{access.sign('disposition', str(response.id))}"


def number_of(response):
    return next(each.number for each in queries.points_of(response.id) if each.comment)


def answer(number, stance, text=""):
    return {f"p{number}-stance": stance, f"p{number}-text": text}


def test_the_letter_leads_to_ones_own_points(edition, client, work_off, inbox):
    work_off()
    [message] = inbox
    text = message.get_payload()[0].get_payload(decode=True).decode()
    [path] = re.findall(r"https?://[^/]+(/own-points/\S+)", text)
    client.get(path)
    assert "Målet bör gå att mäta." in client.text()
    assert "Vi ändrar en del." in client.text()
    assert "Jag säger nej." not in client.text()


def test_lines_and_direction_of_what_was_said_are_kept(edition, client, page):
    client.get(page)
    said = [each.get_text() for each in client.page.select("article .y-comment__text[dir=auto]")]
    assert "Målet bör gå att mäta." in said
    assert "Vi ändrar en del." in said


def test_who_answered_late_reads_what_is_decided_of_that(round_, officer, work_off, client):
    late = ResponseFactory(invitation=InvitationFactory(round=round_), late=True)
    said = {"considered": Considered.PARTLY, "reason": "Målen är redan bedömda."}
    session.add(LateDecision(response=late, decided_by=officer.id, **said))
    decide_all(round_, officer)
    service.publish(compiled(round_, officer, work_off), actor=officer)
    client.get(f"/own-points/{access.sign('disposition', str(late.id))}")
    assert "Vi har beslutat: beaktas delvis." in client.text("main")
    assert "Målen är redan bedömda." in client.text("main")


def test_the_own_page_of_a_body_leads_all_its_people_to_what_became_of_the_points(
    edition, response, client
):
    space = OwnSpaceFactory(
        invitation=response.invitation, round=response.round, organisation=response.organisation
    )
    colleague = ParticipantFactory(email="kollega@umea.example")
    MemberFactory(participant=colleague, organisation=space.organisation)
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = colleague.get_id(), True
    session.commit()
    client.get(f"/rounds/{response.round_id}/answer")
    assert "kan se det som skrivs här" not in client.text("main")
    link = client.page.find("a", string="Se era synpunkter och vad som hände med dem")
    client.get(link["href"])
    assert "Målet bör gå att mäta." in client.text()


def test_a_report_on_a_round_that_nobody_answered_says_so(officer, work_off, client):
    silent = RoundFactory(closed=True, version=VersionFactory())
    assessment.finish(silent, actor=officer)
    service.publish(compiled(silent, officer, work_off), actor=officer)
    client.get(f"/reports/{silent.id}/dispositions")
    assert "Inga synpunkter kom in" in client.text()
    assert "Visa alla" not in client.text()


def test_a_body_that_answered_on_paper_is_told_at_its_mailbox(round_, officer, work_off, inbox):
    invitation = InvitationFactory(round=round_, email="diariet@pappersbolaget.example")
    ResponseFactory(invitation=invitation, channel=Channel.PAPER, participant=None)
    decide_all(round_, officer)
    service.publish(compiled(round_, officer, work_off), actor=officer)
    work_off()
    assert "diariet@pappersbolaget.example" in [message["To"] for message in inbox]


def test_whom_no_e_mail_reaches_gets_a_letter_to_print(round_, officer, work_off, client):
    invitation = InvitationFactory(round=round_, email="diariet@pappersbolaget.example")
    ResponseFactory(invitation=invitation, channel=Channel.PAPER, participant=None)
    on_paper = ResponseFactory(
        invitation=None, round=round_, organisation=None, participant=None, for_body=False,
        sender="Rune Lund", channel=Channel.PAPER, statement="Bygg ut bredbandet först.",
    )  # fmt: skip
    assessment.gather(on_paper.id)
    decide_all(round_, officer)
    edition = compiled(round_, officer, work_off)
    found = letters.by_post(round_.id)
    assert on_paper in found
    assert [recipients(each) for each in found] == [{}] * len(found)
    session.commit()
    client.post("/sign-in", {"email": officer.email, "password": PASSWORD})
    client.get(f"/editions/{edition.id}")
    assert f"{len(found)} avsändare saknar mejladress" in client.text("main")
    assert client.page.select_one(f"main a[href='/responses/{on_paper.id}']")
    asked = client.page.select_one("form[action$='/publish']")["data-confirm"]
    assert f"{len(found)} avsändare saknar mejladress" in asked
    letter = f"/responses/{on_paper.id}/results"
    client.get(letter)
    assert "Det finns inget att skicka än" in client.text("main")
    client.post(f"/editions/{edition.id}/publish")
    assert client.page.select_one("#by-post")
    client.get(client.page.select_one(f"main a[href='{letter}']")["href"])
    for said in (
        "Bygg ut bredbandet först.",
        "Vi ändrar en del.",
        "Svaret publiceras i sin helhet",
        show_date(clock.now()),
    ):
        assert said in client.text("main")
    [code] = re.findall(r"/r/(\S+)", client.text("main"))
    client.get(f"/r/{code}")
    assert client.path == f"/reports/{round_.id}"
    client.get(f"/responses/{on_paper.id}")
    assert client.page.select_one(f"main a[href='{letter}']")


def test_a_person_is_called_du_in_letter_and_e_mail_and_a_body_ni(
    round_, officer, client, work_off, inbox
):
    person = ResponseFactory(
        invitation=None, round=round_, organisation=None, for_body=False, sender="Rune Lund",
        participant=ParticipantFactory(email="rune@example.com"), statement="Bygg ut bredbandet.",
    )  # fmt: skip
    assessment.gather(person.id)
    decide_all(round_, officer)
    service.publish(compiled(round_, officer, work_off), actor=officer)
    work_off()
    said = {m["To"]: m.get_payload()[0].get_payload(decode=True).decode() for m in inbox}
    assert "av era synpunkter" in said["registrator@umea.example"]
    assert "av dina synpunkter" in said["rune@example.com"]
    client.post("/sign-in", {"email": officer.email, "password": PASSWORD})
    statement = select(Response).where(Response.round_id == round_.id)
    for response in session.scalars(statement).all():
        client.get(f"/responses/{response.id}/results")
        is_person = not response.for_body
        assert ("Dina synpunkter" in client.text("h1")) is is_person
        assert ("Vad du skrev" in client.text()) is is_person
        client.get(f"/own-points/{access.sign('disposition', str(response.id))}")
        assert ("Vad du skrev" in client.text()) is is_person
        assert ("Jag invänder fortfarande" in client.text()) is is_person
        number = client.page.select_one("main form input[type=radio]")["name"].split("-")[0]
        client.submit("Spara", **{f"{number}-stance": "still_objects"})
        assert ("Tack. Det du säger" in client.text()) is is_person


def test_how_many_are_told_and_how_is_what_then_happens(round_, officer, work_off, inbox):
    gone = ParticipantFactory(email="", erased_at=clock.now())
    stopped = ParticipantFactory(email="okand@example.com")
    notifications.stop("okand@example.com")
    alone = {"invitation": None, "round": round_, "organisation": None, "for_body": False}
    ResponseFactory(**alone, sender="Rune Lund", participant=None, channel=Channel.PAPER)
    for person in (gone, stopped):
        ResponseFactory(**alone, sender="Okänd", participant=person)
    mailbox = InvitationFactory(round=round_, email="diariet@kvar.example")
    ResponseFactory(invitation=mailbox, participant=gone)
    decide_all(round_, officer)
    edition = compiled(round_, officer, work_off)
    inbox.clear()
    reach = letters.reach(edition)
    assert (reach.erased, reach.stopped, reach.before) == (1, 1, 0)
    assert reach.posted == len(letters.by_post(round_.id))
    assert service.publish(edition, actor=officer) == reach.mailed
    work_off()
    assert len(inbox) == reach.mailed
    assert "diariet@kvar.example" in [message["To"] for message in inbox]
    again = letters.reach(compiled(round_, officer, work_off))
    assert (again.mailed, again.before) == (0, reach.mailed)
    with rendering.spoken("sv"):
        assert phrases.ways_told(again)["mailed"] == "Inga mejl skickas."
    assert (again.posted, again.erased, again.stopped) == (reach.posted, 1, 1)


def test_letters_to_print_are_sought_when_an_edition_is_compiled_and_not_before(
    round_, officer, work_off, client, monkeypatch
):
    asked, by_post = [], letters.by_post
    monkeypatch.setattr(letters, "by_post", lambda each: asked.append(each) or by_post(each))
    decide_all(round_, officer)
    edition = service.request(round_, language="sv", actor=officer)
    session.commit()
    client.post("/sign-in", {"email": officer.email, "password": PASSWORD})
    for headers in ({}, {"HX-Request": "true"}):
        assert client.get(f"/editions/{edition.id}", headers=headers).status_code == 200
    assert asked == []
    assert client.page.select_one("#edition [hx-get]")
    work_off()
    client.get(f"/editions/{edition.id}", headers={"HX-Request": "true"})
    assert asked == [round_.id]
    assert not client.page.select_one("#edition [hx-get]")


def test_a_sender_says_whether_it_is_satisfied_and_may_change_that(response, client, page):
    number = number_of(response)
    client.get(page)
    assert session.scalars(select(Reaction)).first() is None
    client.post(f"{page}/{number}", answer(number, "still_objects", "Talet saknas."))
    assert "Tack" in client.text("body")
    client.post(f"{page}/{number}", answer(number, "satisfied"))
    client.post(f"{page}/{number}", answer(number, "satisfied"))
    assert [each.stance for each in session.scalars(select(Reaction))] == [
        "still_objects",
        "satisfied",
    ]
    [counting] = queries.reactions(response.round_id)
    assert counting.stance == "satisfied"


def test_each_body_of_a_joint_answer_says_it_for_itself(response, client, page):
    number = number_of(response)
    invitation = InvitationFactory(round=response.round, name="Bjurholms kommun")
    part = ResponseFactory(
        invitation=invitation, endorses=response, jointly_with=[response.sender], statement=""
    )
    theirs = f"/own-points/{access.sign('disposition', str(part.id))}"
    client.get(theirs)
    assert "Målet bör gå att mäta." in client.text()
    assert "gäller bara er." in client.text()
    client.post(f"{theirs}/{number}", answer(number, "still_objects", "Talet saknas."))
    assert "Tack" in client.text("body")
    client.get(page)
    assert "Talet saknas." not in client.text()
    client.post(f"{page}/{number}", answer(number, "satisfied"))
    client.post(f"{theirs}/{number}", answer(number, "still_objects", "Talet saknas än."))
    said = [(each.sender, each.stance, each.text) for each in queries.reactions(response.round_id)]
    assert said == [
        ("Bjurholms kommun", "still_objects", "Talet saknas än."),
        ("Umeå kommun", "satisfied", ""),
    ]
    session.add(Leaving(response=part, left_at=clock.now()))
    session.flush()
    assert client.post(f"{theirs}/{number}", answer(number, "satisfied")).status_code == 409
    client.get(theirs)
    assert client.page.select_one("main form") is None


def test_without_a_choice_nothing_is_kept_and_what_was_typed_stays(response, client, page):
    number = number_of(response)
    shown = client.post(f"{page}/{number}", {f"p{number}-text": "Talet saknas."})
    assert shown.status_code == 422
    assert "Talet saknas." in client.text()
    assert session.scalars(select(Reaction)).first() is None


def test_anothers_point_and_a_made_up_link_are_not_there(edition, response, client, page):
    others = session.scalars(select(Response).where(Response.id != response.id)).one()
    number = queries.points_of(others.id)[0].number
    assert client.post(f"{page}/{number}", answer(number, "satisfied")).status_code == 404
    assert client.get("/own-points/made-up").status_code == 404


def test_after_the_last_day_it_can_be_read_but_not_said(response, client, page):
    number = number_of(response)
    with time_machine.travel(clock.now() + timedelta(days=32)):
        client.get(page)
        assert "Målet bör gå att mäta." in client.text()
        assert client.page.select_one("main form") is None
        assert client.post(f"{page}/{number}", answer(number, "satisfied")).status_code == 409


def test_what_was_said_is_never_changed(response, edition):
    point = queries.points_of(response.id)[0]
    service.react(point, response, Stance.SATISFIED, "")
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(delete(Reaction))


def test_a_withdrawn_report_shows_no_decisions(edition, response, officer, client, page):
    service.withdraw(edition, "Ett namn stod fel.", actor=officer)
    client.get(page)
    assert "Ett namn stod fel." in client.text()
    assert "Vi ändrar en del." not in client.text()
    number = number_of(response)
    assert client.post(f"{page}/{number}", answer(number, "satisfied")).status_code == 409


def test_staff_see_counts_and_what_each_says_and_take_it_out(response, client, page):
    number = number_of(response)
    client.post(f"{page}/{number}", answer(number, "still_objects", "=1+1"))
    reader = UserFactory()
    client.post("/sign-in", {"email": reader.email, "password": PASSWORD})
    here = f"/rounds/{response.round_id}/report/reactions"
    client.get(here)
    assert "=1+1" in client.text()
    answered = client.get(f"{here}/csv")
    assert "avsandarna om vara beslut" in answered.headers["Content-Disposition"]
    data = answered.data.decode("utf-8-sig")
    [_, row] = csv.reader(io.StringIO(data), delimiter=";")
    assert row[0] == str(number)
    assert row[5] == "'=1+1"
    [line] = json.loads(client.get(f"{here}/json").data)
    assert line["sender"] == "Umeå kommun"
    sheet = load_workbook(io.BytesIO(client.get(f"{here}/xlsx").data)).active
    assert (sheet["F2"].value, sheet["F2"].data_type) == ("=1+1", "s")
    assert sheet["F2"].alignment.wrap_text


def test_the_page_of_a_point_shows_what_its_senders_say_last(response, client, page, count_queries):
    number = number_of(response)
    point = next(each for each in queries.points_of(response.id) if each.number == number)
    client.post("/sign-in", {"email": UserFactory().email, "password": PASSWORD})
    client.get(f"/points/{point.id}")
    assert not client.page.select_one("#reacted")
    client.post(f"{page}/{number}", answer(number, "satisfied", "Tack."))
    client.post(f"{page}/{number}", answer(number, "still_objects", "Talet saknas."))
    client.get(f"/points/{point.id}")
    said = client.text("section[aria-labelledby=reacted]")
    assert "Invänder fortfarande" in said
    assert "Talet saknas." in said
    assert "Umeå kommun" in said
    assert "Tack." not in said
    here = f"/rounds/{response.round_id}/report/reactions"
    assert client.page.select_one(f"section[aria-labelledby=reacted] a[href='{here}']")
    counts = []
    for name in ("Bjurholms kommun", "Vindelns kommun"):
        invitation = InvitationFactory(round=response.round, name=name)
        part = ResponseFactory(invitation=invitation, endorses=response, statement="")
        session.add(Reaction(point=point, part=part, stance=Stance.SATISFIED))
        session.commit()
        counts.append(count_queries(lambda: client.get(f"/points/{point.id}")))
    assert counts[0] == counts[1]
    assert "Vindelns kommun" in client.text("section[aria-labelledby=reacted]")


def test_what_senders_say_is_not_for_the_public(response, client, page):
    number = number_of(response)
    client.post(f"{page}/{number}", answer(number, "still_objects", "Talet saknas."))
    client.get(f"/reports/{response.round_id}/dispositions")
    assert "Talet saknas." not in client.text()
    shown = client.get(f"/rounds/{response.round_id}/report/reactions", follow_redirects=False)
    assert shown.status_code == 302


def test_everyone_can_read_what_became_of_every_point(edition, client):
    client.get(f"/reports/{edition.round_id}/dispositions")
    assert "Målet bör gå att mäta." in client.text()
    assert "Minst 30 procent." in client.text()
    assert "Jag säger nej." in client.text()
    assert PERSON not in client.text()
    links = [each["href"] for each in client.page.select("#points h2 a")]
    client.get(links[0])
    assert len(links) == 3
    for each in links:
        assert client.page.find(id=each.rpartition("#")[2])
    client.get(f"/reports/{edition.round_id}/dispositions?decision=noted")
    assert "Målet bör gå att mäta." not in client.text()


def test_what_became_of_the_points_is_searched_by_words_and_sender_and_had_as_data(edition, client):
    home = f"/reports/{edition.round_id}/dispositions"
    for words, count in (("målet MÄTA", 1), ("umeå", 2), ("finns inte", 0)):
        client.get(f"{home}?q={words}")
        assert len(client.page.select("#points > li")) == count
        assert client.text("main nav li a[aria-current]") == f"Alla ({count})"
        narrowed = client.page.select("main nav a")
        assert {parse_qs(urlsplit(each["href"]).query)["q"][0] for each in narrowed} == {words}
    client.get(f"{home}?q=målet&decision=noted")
    assert client.page.select("#points > li") == []
    assert client.page.select_one("form input[name=decision]")["value"] == "noted"
    links = [each["href"] for each in client.page.select("main a[href*='/editions/']")]
    assert [each.rpartition("/")[2] for each in links] == ["csv", "json"]
    for each in links:
        assert client.ask("GET", each).status_code == 200


def test_the_page_takes_as_many_queries_however_many_points(response, client, page, count_queries):
    few = count_queries(lambda: client.get(page))
    assert 0 < few <= 20
