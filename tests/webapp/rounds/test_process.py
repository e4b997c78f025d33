"""The process of a case: its line of time, its public page, and consultation with the Sámi."""

import io
import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories.rounds import ConsultationFactory, InvitationFactory, RoundFactory
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.rounds import process, queries, service
from webapp.rounds.models import CaseStep, SamiNeed, SamiStep
from webapp.rounds.process import When
from webapp.rounds.service import StepFacts


def today():
    return clock.local(clock.now()).date()


def plan(officer, case, **more):
    officer.get(f"/consultations/{case.id}/steps/new")
    return officer.submit("Save the step", **{"title_sv": "Beslut", "day": "2031-06-10", **more})


def test_a_step_is_in_the_timeline_and_on_the_public_page(officer, client):
    round_ = RoundFactory()
    case = round_.consultation
    plan(officer, case, text_sv="I regionstyrelsen", is_public="y")
    assert "Beslut" in officer.text(".y-process:last-of-type")
    client.get(f"/c/{case.id}")
    assert "I regionstyrelsen" in client.text("main")
    titles = [item.get_text(" ", strip=True) for item in client.page.select(".y-process li")]
    assert len(titles) == 3
    assert "Sista svarsdag" in titles[1]


def test_a_step_that_is_not_public_is_for_staff_alone(officer, client):
    case = RoundFactory().consultation
    key = str(uuid.uuid4())
    form = {"title_sv": "Internt möte", "day": "2031-06-10", "key": key}
    officer.post(f"/consultations/{case.id}/steps/new", form)
    client.get(f"/c/{case.id}")
    assert "Internt möte" not in client.text()


def test_a_step_is_changed_and_removed(officer):
    case = RoundFactory().consultation
    plan(officer, case)
    step = session.scalars(select(CaseStep)).one()
    officer.get(f"/case-steps/{step.id}")
    officer.submit("Save the step", title_sv="Nytt beslut", day="2031-06-11")
    assert "Nytt beslut" in officer.text(".y-process:last-of-type")
    officer.get(f"/case-steps/{step.id}")
    officer.submit("Remove the step")
    assert session.scalars(select(CaseStep)).all() == []


def test_a_last_day_before_the_first_is_refused_and_stays(officer):
    case = RoundFactory().consultation
    assert plan(officer, case, until="2031-06-01").status_code == 422
    assert officer.page.select_one("#until")["value"] == "2031-06-01"
    assert "before the first" in officer.text("#until-error")


def test_a_case_of_which_nothing_is_open_is_not_public(client):
    round_ = RoundFactory(draft=True)
    assert client.get(f"/c/{round_.consultation_id}").status_code == 404
    assert client.get(f"/c/{uuid.uuid4()}").status_code == 404
    assert client.get(f"/rounds/{round_.id}/calendar.ics").status_code == 404


def test_a_draft_round_is_not_on_the_public_page(client):
    case = RoundFactory().consultation
    RoundFactory(draft=True, consultation=case, number=2)
    client.get(f"/c/{case.id}")
    assert len(client.page.select("main .y-grid li")) == 1


def test_the_public_page_parts_what_has_been_from_what_comes_next(officer, client):
    case = RoundFactory().consultation
    plan(officer, case, title_sv="Förstudie", day="2020-01-10", is_public="y")
    plan(officer, case, title_sv="Beslut", day="2041-06-10", is_public="y")
    client.get(f"/c/{case.id}")
    parts = client.page.select("main .y-process")
    assert "Förstudie" in parts[0].get_text()
    assert "Beslut" in parts[-1].get_text()
    headings = [each.get_text() for each in client.page.select("#process ~ h3")]
    assert headings == ["Det som har varit", "Nu", "Det som kommer"]


def test_the_public_page_links_to_the_version_that_a_round_shows_and_to_no_draft(client):
    round_ = RoundFactory()
    draft = RoundFactory(draft=True, consultation=round_.consultation, number=2)
    client.get(f"/c/{round_.consultation_id}")
    links = [each["href"] for each in client.page.select("#documents ~ ul a")]
    assert links == [f"/v/{round_.version_id}"]
    assert client.get(links[0]).status_code == 200
    assert str(draft.version_id) != str(round_.version_id)


def test_what_has_been_is_told_from_what_is_to_come():
    case = ConsultationFactory()
    days = {When.PAST: -3, When.NOW: 0, When.COMING: 3}
    for when, ahead in days.items():
        step = CaseStep(day=today() + timedelta(days=ahead), title={"sv": when.value})
        [found] = process.line([], [], [step])
        assert found.when(today()) is when
    several = CaseStep(day=today() - timedelta(days=3), until=today(), title={"sv": "x"})
    [found] = process.line([], [], [several])
    assert found.when(today()) is When.NOW
    assert case.rounds == []


def test_the_page_asks_to_consider_consultation_with_the_sami_until_it_is_done(officer):
    case = ConsultationFactory()
    officer.get(f"/consultations/{case.id}")
    assert "Sámi representatives needed?" in officer.text("main")
    officer.get(f"/consultations/{case.id}/sami")
    officer.submit("Save", need="needed", reason="Strategin rör renskötseln.")
    assert queries.sami_track(case.id).need is SamiNeed.NEEDED
    officer.get(f"/consultations/{case.id}")
    assert "Yes, it is needed" in officer.text("main")


def test_the_opening_checklist_reminds_of_it_and_does_not_stop(officer):
    round_ = RoundFactory(draft=True)
    InvitationFactory(round=round_)
    officer.get(f"/rounds/{round_.id}")
    assert "Sámi representatives needed?" in officer.text("main")
    officer.get(f"/rounds/{round_.id}/open")
    officer.submit("Open the round")
    session.expire_all()
    assert round_.opened_at is not None


def test_that_it_is_not_needed_must_have_a_reason(officer):
    case = ConsultationFactory()
    officer.get(f"/consultations/{case.id}/sami")
    answer = officer.submit("Save", need="not_needed", reason="")
    assert answer.status_code == 422
    assert "Say why it is not needed" in officer.text("#reason-error")
    assert queries.sami_track(case.id) is None


@pytest.fixture
def tracked(officer):
    """A case whose consultation with the Sámi is needed."""
    case = ConsultationFactory()
    officer.post(f"/consultations/{case.id}/sami", {"need": "needed", "reason": "Ja"})
    return case


STEP = {"kind": "asked", "day": "2027-01-12", "party": "Vapsten čearru", "text": "Brev"}


def send(officer, case, data=b"", name="brev.pdf", **more):
    file = {"file": (io.BytesIO(data), name)} if data else {}
    form = {**STEP, "key": str(uuid.uuid4()), **file, **more}
    return officer.post(f"/consultations/{case.id}/sami/steps", form)


def test_what_happened_is_written_down_with_its_file(officer, tracked):
    send(officer, tracked, b"%PDF-1.7 brev")
    step = session.scalars(select(SamiStep)).one()
    assert (step.party, step.day) == ("Vapsten čearru", date(2027, 1, 12))
    officer.get(f"/consultations/{tracked.id}/sami")
    assert "Vapsten čearru" in officer.text("#sami-steps")
    answer = officer.get(officer.page.select_one("#sami-steps a")["href"])
    assert answer.data == b"%PDF-1.7 brev"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    officer.get(f"/consultations/{tracked.id}")
    assert "Vapsten čearru" in officer.text(".y-process:last-of-type")


@pytest.mark.parametrize("data", [b"MZ program", b"<html><script>", b"PK\x03\x04 trasig"])
def test_other_files_are_refused_whatever_they_are_called(officer, tracked, data):
    assert send(officer, tracked, data).status_code == 422
    assert session.scalars(select(SamiStep)).all() == []
    assert officer.page.select_one("#party")["value"] == "Vapsten čearru"


def test_a_double_click_writes_one_step(officer, tracked):
    key = str(uuid.uuid4())
    for _click in range(2):
        send(officer, tracked, key=key)
    assert len(session.scalars(select(SamiStep)).all()) == 1


def test_others_read_and_do_not_write(signed_in, tracked):
    registrar = signed_in(Role.REGISTRAR)
    registrar.get(f"/consultations/{tracked.id}/sami")
    assert "Yes, it is needed" in registrar.text("main")
    answer = registrar.post(
        f"/consultations/{tracked.id}/sami", {"need": "undecided", "reason": ""}
    )
    assert answer.status_code == 403
    assert queries.sami_track(tracked.id).need is SamiNeed.NEEDED


@pytest.mark.parametrize("many", [1, 12])
def test_the_public_page_takes_as_few_queries_whatever_there_is_to_show(
    client, staff, count_queries, many
):
    case = RoundFactory().consultation
    for number in range(many):
        RoundFactory(consultation=case, number=number + 2)
        day = today() + timedelta(days=number)
        service.add_step(case, StepFacts(day, {"sv": "Steg"}), staff, key=uuid.uuid4())
    session.commit()
    session.expire_all()
    assert 0 < count_queries(lambda: client.get(f"/c/{case.id}")) <= 6
    assert len(client.page.select("main .y-grid li")) == many + 1
