"""Writing what a round asks: version, deadline, cover letter."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.drafts import VersionFactory
from tests.factories.rounds import ConsultationFactory, QuestionFactory, RoundFactory
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.rounds.models import Round, RoundKind


@pytest.fixture
def asked(case, in_three_months):
    return {
        "kind": "remiss",
        "version_id": str(case.documents[0].versions[0].id),
        "deadline": in_three_months,
        "cover_letter_sv": "## Därför frågar vi\n\nVi vill veta.",
        "cover_letter_en": "",
        "open_to_public": "y",
        "do": "save",
    }


def made() -> Round:
    return session.scalars(select(Round)).one()


def new(case) -> str:
    return f"/consultations/{case.id}/rounds/new"


def test_without_a_frozen_version_the_page_says_to_freeze_first(officer):
    case = ConsultationFactory()
    officer.get(new(case))
    assert "There is no frozen version to ask about" in officer.text()
    assert officer.page.select_one("main .y-empty a")["href"] == f"/consultations/{case.id}"


def test_a_version_that_is_being_written_is_not_offered(officer, case):
    working = VersionFactory(document=case.documents[0], frozen=False)
    officer.get(new(case))
    offered = [option["value"] for option in officer.page.select("#version_id option")]
    assert str(working.id) not in offered
    assert len(offered) == 1


def test_a_round_is_saved_with_what_it_asks(officer, case, asked):
    officer.post(new(case), asked)
    round_ = made()
    assert officer.path == f"/rounds/{round_.id}"
    assert round_.number == 1
    assert round_.kind is RoundKind.REMISS
    assert round_.deadline.isoformat() == asked["deadline"]
    assert round_.cover_letter == {"sv": asked["cover_letter_sv"]}
    assert "Nothing is sent until you open it" in officer.page.get_text()


def test_the_next_round_of_a_case_gets_the_next_number(officer, case, asked):
    RoundFactory(consultation=case, number=1)
    officer.post(new(case), asked)
    assert [round_.number for round_ in case.rounds] == [1, 2]


def test_a_version_of_another_case_is_refused(officer, case, asked):
    stranger = VersionFactory()
    answer = officer.post(new(case), {**asked, "version_id": str(stranger.id)})
    assert answer.status_code == 422
    assert session.scalars(select(Round)).all() == []


def test_a_deadline_in_the_past_is_an_error_and_what_was_typed_stays(officer, case, asked):
    yesterday = (clock.local(clock.now()) - timedelta(days=1)).date().isoformat()
    answer = officer.post(new(case), {**asked, "deadline": yesterday})
    assert answer.status_code == 422
    assert "This day has passed" in officer.text("#deadline-error")
    assert officer.page.select_one("#deadline")["value"] == yesterday
    assert "Därför frågar vi" in officer.text("#cover_letter_sv")


def test_today_is_not_in_the_past(officer, case, asked):
    today = clock.local(clock.now()).date()
    officer.post(new(case), {**asked, "deadline": today.isoformat()})
    assert made().deadline == today


@pytest.mark.parametrize("text", ["31/3 2027", "2027-02-30", "snart"])
def test_what_is_no_date_is_said_in_words(officer, case, asked, text):
    answer = officer.post(new(case), {**asked, "deadline": text})
    assert answer.status_code == 422
    assert "This is not a date" in officer.text("#deadline-error")
    assert officer.page.select_one("#deadline")["value"] == text


def test_a_short_time_is_a_warning_and_no_error(officer, case, asked):
    soon = (clock.local(clock.now()) + timedelta(days=10)).date().isoformat()
    answer = officer.post(new(case), {**asked, "deadline": soon})
    assert answer.status_code == 200
    assert "less than six weeks" in officer.text(".y-alert[data-color=warning]")


def test_the_cover_letter_is_previewed_as_it_will_look(officer, case, asked):
    officer.post(new(case), {**asked, "do": "preview"})
    assert officer.text("#preview-sv h4") == "Därför frågar vi"
    assert officer.page.select_one("#preview-en") is None
    assert session.scalars(select(Round)).all() == []


def test_changing_a_round_leaves_its_questions(officer, case):
    round_ = RoundFactory(draft=True, consultation=case, version=case.documents[0].versions[0])
    asked = QuestionFactory(round=round_)
    officer.get(f"/rounds/{round_.id}/edit")
    officer.submit("Save the round", cover_letter_sv="Nytt brev.")
    session.expire_all()
    assert round_.cover_letter["sv"] == "Nytt brev."
    assert [each.id for each in round_.questions] == [asked.id]


def test_a_scheduled_round_can_still_be_changed(officer, case, in_three_months):
    round_ = RoundFactory(
        draft=True,
        consultation=case,
        version=case.documents[0].versions[0],
        opens_at=clock.now() + timedelta(days=1),
    )
    officer.get(f"/rounds/{round_.id}/edit")
    officer.submit("Save the round", deadline=in_three_months)
    assert round_.deadline.isoformat() == in_three_months
    assert round_.opens_at is not None


def test_an_open_round_cannot_be_changed(officer, case, asked):
    round_ = RoundFactory(consultation=case)
    assert officer.get(f"/rounds/{round_.id}/edit").status_code == 409
    before = round_.deadline
    assert officer.post(f"/rounds/{round_.id}/edit", asked).status_code == 409
    session.expire_all()
    assert round_.deadline == before


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "</textarea><b>x", "\u202edrow"])
def test_script_and_reordering_characters_in_every_text_are_only_words(
    officer, case, asked, hostile
):
    texts = {name: hostile for name in asked if "text" in name or "letter" in name}
    officer.post(new(case), {**asked, **texts})
    page = officer.page
    assert officer.path == f"/rounds/{made().id}"
    assert not page.select("main script")
    assert not page.select("main b")
    assert "\u202e" not in page.get_text()


def test_a_language_that_lacks_something_is_told_of_before_opening(officer, case, asked):
    version = VersionFactory(document=case.documents[0], sections=2, frozen=False)
    first, second = drafts.reading(version.id)
    first.blocks[0].text = {"sv": "Bara på svenska."}
    second.blocks[0].text = {"sv": "Ändrad sedan dess.", "en": "Translated before."}
    session.flush()
    version.frozen_at = clock.now()
    session.commit()
    officer.post(new(case), {**asked, "version_id": str(version.id)})
    warned = "English: 2 sections are missing, in part missing, or older"
    assert warned in officer.text("main")
    officer.get(f"/rounds/{made().id}/open")
    assert warned in officer.text("main")
    officer.post(
        f"/rounds/{made().id}/edit", {**asked, "version_id": str(version.id), "languages": "sv"}
    )
    session.expire_all()
    assert made().languages == ["sv"]
    assert warned not in officer.text("main")
