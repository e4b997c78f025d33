"""The decision behind an answer: filled in by the body or by a registrar, and told with it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import OwnSpaceFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.letters import as_pdf
from tests.webapp.responses.steps import enter, sign_in
from tests.webapp.responses.test_filing import file_it, take_in
from tests.webapp.test_own_space import legible
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.responses import content, queries
from webapp.responses.models import (
    Behind,
    Decider,
    OwnAttachment,
    OwnSpace,
    Position,
    Release,
    Response,
    Stage,
)
from webapp.responses.service import copies, decided
from webapp.responses.service.saving import Began

SAID = {
    "by": "board",
    "body": "Kommunstyrelsen",
    "on": "2026-11-02",
    "paragraph": "§ 45",
    "number": "KS 2026/118",
    "rapporteur": "Eva Ek",
}
MINUTES = as_pdf("Kommunstyrelsen beslutar § 45.")


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def at(client, invitation) -> str:
    """The body's round, in whose space a position is chosen."""
    enter(client, invitation)
    space().position = Position.ENDORSE
    session.commit()
    return f"/rounds/{invitation.round_id}"


def space() -> OwnSpace:
    return session.scalars(select(OwnSpace)).one()


def fill_in(client, at, **fields):
    client.get(f"{at}/decision-behind")
    return client.submit("Spara och fortsätt", **{**SAID, **fields})


def submitted(client, at, **fields) -> Response:
    client.get(f"{at}/review")
    client.submit("Skicka in svaret", **fields)
    session.expire_all()
    return session.scalars(select(Response).order_by(Response.number.desc()).limit(1)).one()


def test_it_is_read_back_submitted_and_on_the_receipt(client, at):
    fill_in(client, at)
    assert client.path == f"{at}/review"
    assert "Beslutat av Kommunstyrelsen" in client.text()
    response = submitted(client, at)
    assert (response.behind.by, response.behind.on) == (Decider.BOARD, date(2026, 11, 2))
    for words in ("2 november 2026", "§ 45", "KS 2026/118", "Eva Ek"):
        assert words in client.text()
    assert response.sha256 == content.digest(response.canonical())
    assert b'"rapporteur":"Eva Ek"' in response.canonical()


def test_an_official_is_told_to_decide_by_delegation(client, at):
    fill_in(client, at, by="delegated", body="Karin Ek")
    assert "Karin Ek, på delegation" in client.text()


def test_staff_see_it_with_the_answer_and_not_before(client, new_client, at):
    fill_in(client, at)
    response = submitted(client, at)
    staff = new_client()
    sign_in(staff, UserFactory())
    staff.get(f"/responses/{response.id}")
    assert "Föredragande" in staff.text()
    assert "Eva Ek" in staff.text()


def test_it_stands_in_the_copy_that_goes_with_the_receipt(client, at, app):
    fill_in(client, at)
    response = submitted(client, at)
    pdf = copies.compile_copy(copies.copy_of(queries.get(response.id), authority="Regionen"))
    assert "EvaEk" in legible(pdf)
    assert "§45" in legible(pdf)


def test_what_is_left_out_changes_no_mark_that_was_given_before(database):
    canonical = ResponseFactory().canonical()
    for word in (b"decision", b"decides_on", b"is_minutes"):
        assert word not in canonical


def test_nothing_filled_in_leaves_the_mark_of_a_draft_as_it_was(database):
    own = OwnSpaceFactory(position=Position.ENDORSE)
    before = own.fingerprint()
    own.decided_body = "Kommunstyrelsen"
    assert own.fingerprint() != before
    own.decided_body = ""
    assert own.fingerprint() == before


def test_a_decision_that_is_still_to_come_is_told_to_be_preliminary(client, at):
    day = clock.local(clock.now()).date() + timedelta(days=1)
    assert fill_in(client, at, on=day.isoformat()).status_code == 422
    assert "svaret preliminärt" in client.text()
    assert client.page.select_one("input[name=rapporteur]")["value"] == "Eva Ek"
    assert not space().behind


@pytest.mark.parametrize("day", ["nästa tisdag", "2026-02-30"])
def test_what_is_no_day_is_said_at_its_field(client, at, day):
    assert fill_in(client, at, on=day).status_code == 422
    assert client.page.select_one("#on-error, [id^=on-]") is not None


def test_the_files_that_are_its_minutes_are_ticked(client, at):
    client.get(f"{at}/attachments")
    client.submit("Bifoga filen", file=(BytesIO(MINUTES), "protokoll.pdf"))
    fill_in(client, at)
    kept = session.scalars(select(OwnAttachment)).one()
    assert kept.is_minutes is False
    fill_in(client, at, minutes=[str(kept.id)])
    response = submitted(client, at)
    assert [each.is_minutes for each in response.attachments] == [True]
    assert b'"is_minutes":true' in response.canonical()
    assert "Protokollet protokoll.pdf" in client.text()


def test_a_file_can_be_attached_as_the_minutes(client, at):
    client.get(f"{at}/attachments")
    client.submit("Bifoga filen", file=(BytesIO(MINUTES), "protokoll.pdf"), is_minutes="y")
    assert session.scalars(select(OwnAttachment)).one().is_minutes is True


def test_what_two_write_of_it_at_once_is_kept_side_by_side(database):
    own = OwnSpaceFactory()
    empty = decided.decision_of(own)
    mine = decided.Decision(Behind.read({"body": "Kommunstyrelsen"}))
    theirs = decided.Decision(Behind.read({"paragraph": "§ 45"}))
    decided.keep(own, mine, began=Began(empty))
    session.flush()
    decided.keep(own, theirs, began=Began(empty))
    assert (own.decided_body, own.decided_paragraph) == ("Kommunstyrelsen", "§ 45")


def test_what_stood_there_before_can_be_brought_back(client, at, invitation):
    fill_in(client, at)
    fill_in(client, at, body="Fel nämnd")
    with_words = space()
    with_words.updated_at -= timedelta(hours=1)
    client.get(f"{at}/past")
    assert "Ändrade uppgifterna om beslutet" in client.text()
    client.submit("Ta tillbaka")
    assert space().decided_body != "Fel nämnd"


def test_a_preliminary_answer_says_when_it_is_decided(client, at):
    day = clock.local(clock.now()).date() + timedelta(days=30)
    response = submitted(client, at, stage="preliminary", decides_on=day.isoformat())
    assert response.decides_on == day
    assert day.isoformat().encode() in response.canonical()
    assert "Avsändaren fattar beslut" in client.text()


def test_the_day_of_a_final_answer_is_none_and_a_day_that_has_passed_is_told(client, at):
    yesterday = clock.local(clock.now()).date() - timedelta(days=1)
    client.get(f"{at}/review")
    answer = client.submit(
        "Skicka in svaret", stage="preliminary", decides_on=yesterday.isoformat()
    )
    assert answer.status_code == 422
    assert "Den dagen har passerat" in client.text()
    assert submitted(client, at, stage="final", decides_on=yesterday.isoformat()).decides_on is None


def test_a_private_person_has_no_decision_behind_the_answer(client):
    person = ParticipantFactory()
    round_ = RoundFactory()
    own = {"organisation": None, "participant": person, "name": "Siv", "for_body": False}
    OwnSpaceFactory(invitation=None, round=round_, **own)
    sign_in(client, person)
    assert client.get(f"/rounds/{round_.id}/decision-behind").status_code == 404
    client.get(f"/rounds/{round_.id}/answer")
    assert "Beslutet bakom svaret" not in client.text()


def test_an_answer_up_for_approval_is_not_changed(client, at):
    own = space()
    own.released_at = clock.now()
    session.add(
        Release(
            space_id=own.id,
            asked_by_id=ParticipantFactory().id,
            approver_id=ParticipantFactory().id,
            fingerprint=own.fingerprint(),
        )
    )
    session.commit()
    client.get(f"{at}/decision-behind")
    assert not client.page.select("form[data-autosave]")


def test_a_registrar_enters_what_a_letter_tells(client, work_off):
    sign_in(client, UserFactory(roles=[Role.REGISTRAR]))
    round_ = RoundFactory()
    body = OrganisationFactory(name="Umeå kommun", email="umea@umea.example")
    InvitationFactory(round=round_, organisation=body)
    take_in(client, round_, (MINUTES, "protokoll.pdf"))
    work_off()
    client.get(client.path)
    minutes = client.page.select_one("input[name=minutes]")["value"]
    file_it(client, statement="Vi tillstyrker.", minutes=[minutes], **SAID)
    response = session.scalars(select(Response)).one()
    assert response.behind.rapporteur == "Eva Ek"
    assert [each.is_minutes for each in response.attachments] == [True]
    assert "Kommunstyrelsen" in client.text()
    assert response.sha256 == content.digest(response.canonical())


def test_a_later_letter_that_adds_to_it_keeps_what_was_known(client):
    sign_in(client, UserFactory(roles=[Role.REGISTRAR]))
    former = ResponseFactory(
        decided_body="Kommunstyrelsen",
        stage=Stage.PRELIMINARY,
        number=900,
        invitation__name="Umeå kommun",
    )
    take_in(client, former.round)
    file_it(client, name=former.sender, statement="Tillägg.", complements="complements")
    response = session.scalars(select(Response).where(Response.replaces_id == former.id)).one()
    assert response.decided_body == "Kommunstyrelsen"


def test_an_erased_draft_takes_its_files_with_it(client, at):
    client.get(f"{at}/attachments")
    client.submit("Bifoga filen", file=(BytesIO(MINUTES), "protokoll.pdf"))
    own = space()
    assert [each.name for each in queries.files_in(own.id)] == ["protokoll.pdf"]
    assert queries.has_files(own)
    submitted(client, at)
    assert queries.files_in(own.id) == [], "what was submitted stays"
