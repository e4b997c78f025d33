"""Editions put before an approver, published, replaced and withdrawn."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from tests.factories.accounts import UserFactory
from tests.factories.responses import ResponseFactory
from tests.webapp.reports.conftest import PERSON
from tests.webapp.reports.steps import compiled, decide_all, sign_in
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision as Verdict
from webapp.audit import queries as audit
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.drafts.models import ApprovalOutcome
from webapp.drafts.service import Decision
from webapp.reports import queries, service, shortly
from webapp.reports.queries import letters
from webapp.responses.models import Channel, Disowning, Response, Whose

YES = Decision(ApprovalOutcome.APPROVED, delegation="§ 12 i delegationsordningen")
NO = Decision(ApprovalOutcome.RETURNED, reason="Sammanfattningen saknas.")


@pytest.fixture
def approver(database):
    return UserFactory(email="bo@region.example", name="Bo Beslutsfattare", roles=[Role.APPROVER])


def words(message):
    return message.get_payload()[0].get_payload(decode=True).decode()


def test_an_approver_approves_exactly_these_files(edition, officer, approver, work_off, inbox):
    asked = service.ask_approval(edition, approver, "Kan du läsa?", actor=officer)
    assert asked.content_sha256 == edition.mark
    service.decide_approval(edition, asked.id, YES, actor=approver)
    assert service.holding_approval(edition) is asked
    work_off()
    assert [m["To"] for m in inbox] == [approver.email, officer.email]
    assert "Kan du läsa?" in words(inbox[0])
    assert f"/editions/{edition.id}/approval/{asked.id}" in words(inbox[0])
    assert "§ 12" in words(inbox[1])


def test_other_files_are_not_approved(edition, round_, officer, approver, work_off):
    asked = service.ask_approval(edition, approver, "", actor=officer)
    service.decide_approval(edition, asked.id, YES, actor=approver)
    other = compiled(round_, officer, work_off)
    assert service.holding_approval(other) is None


def test_where_approval_is_needed_nothing_is_published_without_it(
    edition, round_, officer, approver
):
    service.require_approval(round_, needed=True, actor=officer)
    with pytest.raises(DomainError, match="beslutsfattare"):
        service.publish(edition, actor=officer)
    asked = service.ask_approval(edition, approver, "", actor=officer)
    with pytest.raises(DomainError, match="beslutsfattare"):
        service.publish(edition, actor=officer)
    service.decide_approval(edition, asked.id, YES, actor=approver)
    service.publish(edition, actor=officer)
    assert edition.published_at is not None


def test_what_goes_back_has_a_reason_and_is_not_published(edition, round_, officer, approver):
    round_.report_needs_approval = True
    asked = service.ask_approval(edition, approver, "", actor=officer)
    with pytest.raises(DomainError, match="varför"):
        service.decide_approval(
            edition, asked.id, Decision(ApprovalOutcome.RETURNED), actor=approver
        )
    service.decide_approval(edition, asked.id, NO, actor=approver)
    with pytest.raises(DomainError, match="beslutsfattare"):
        service.publish(edition, actor=officer)
    with pytest.raises(ConflictError):
        service.decide_approval(edition, asked.id, YES, actor=approver)


def test_the_page_of_an_edition_says_by_whom_it_was_sent_back(client, edition, officer, approver):
    asked = service.ask_approval(edition, approver, "", actor=officer)
    service.decide_approval(edition, asked.id, NO, actor=approver)
    session.commit()
    sign_in(client, officer)
    for page in (f"/editions/{edition.id}", f"/editions/{edition.id}/approval"):
        client.get(page)
        assert "Skickad tillbaka Av Bo Beslutsfattare" in client.text("main")
        assert "Sammanfattningen saknas." in client.text("main")


def test_nobody_approves_their_own_or_anothers_request(edition, officer, approver):
    with pytest.raises(DomainError, match="får godkänna"):
        service.ask_approval(edition, officer, "", actor=officer)
    both = UserFactory(roles=[Role.CASE_OFFICER, Role.APPROVER])
    with pytest.raises(DomainError, match="dig själv"):
        service.ask_approval(edition, both, "", actor=both)
    asked = service.ask_approval(edition, approver, "", actor=officer)
    with pytest.raises(ForbiddenError):
        service.decide_approval(edition, asked.id, YES, actor=both)


def test_an_answer_is_never_changed(edition, officer, approver):
    asked = service.ask_approval(edition, approver, "", actor=officer)
    service.decide_approval(edition, asked.id, NO, actor=approver)
    session.flush()
    asked.outcome = ApprovalOutcome.APPROVED
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.flush()


def test_a_request_can_be_taken_back(edition, officer, approver, client):
    service.ask_approval(edition, approver, "", actor=officer)
    sign_in(client, officer)
    client.get(f"/editions/{edition.id}/approval")
    client.submit("Återta")
    assert "Återtagen" in client.text()
    [asked] = queries.approvals(edition.id)
    with pytest.raises(ConflictError):
        service.decide_approval(edition, asked.id, YES, actor=approver)


def test_the_whole_way_on_the_pages(edition, round_, officer, approver, client):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/report")
    client.submit("Spara regeln", needs_approval="y")
    client.get(f"/editions/{edition.id}")
    assert "Publicera den här utgåvan" not in client.text()
    client.get(f"/editions/{edition.id}/approval")
    client.submit("Skicka förfrågan", approver=str(approver.id))
    client.forget()
    sign_in(client, approver)
    client.get(f"/editions/{edition.id}")
    [asked] = queries.approvals(edition.id)
    client.get(f"/editions/{edition.id}/approval/{asked.id}")
    answer = client.submit("Spara mitt beslut", outcome="approved", delegation="")
    assert answer.status_code == 422
    client.submit("Spara mitt beslut", outcome="approved", delegation="§ 12")
    assert "Bo Beslutsfattare" in client.text()
    client.submit("Publicera")
    assert client.path == f"/editions/{edition.id}"  # Where the letters to print are.
    assert PERSON in client.text("#by-post")
    assert "Sammanställningen är publicerad." in client.text()
    assert client.get(f"/reports/{round_.id}").status_code == 200


def test_only_another_approver_can_be_asked(edition, officer, client):
    page = f"/editions/{edition.id}/approval"
    sign_in(client, officer)
    client.get(page)
    assert "Ingen annan kollega" in client.text("section[aria-labelledby=ask]")
    UserFactory(roles=[Role.APPROVER])
    client.get(page)
    assert client.submit("Skicka förfrågan", approver=str(officer.id)).status_code == 422
    assert "Välj någon som får godkänna" in client.text("[data-error-summary]")
    assert queries.approvals(edition.id) == []


def test_a_withdrawn_edition_says_so_and_why(edition, officer, client, work_off, inbox):
    round_ = edition.round
    service.publish(edition, actor=officer)
    work_off()
    sign_in(client, officer)
    client.get(f"/editions/{edition.id}/withdraw")
    assert "1 adress har fått veta" in client.text()
    assert client.submit("Dra tillbaka", reason="").status_code == 422
    client.submit("Dra tillbaka", reason="Ett namn stod fel.")
    said = client.text("#edition")
    assert said.startswith("Inte längre publicerad")
    assert said.index("Ett namn stod fel.") < said.index("Filer")
    client.forget()
    here = f"/reports/{round_.id}"
    for path in (here, f"{here}/pdf", f"{here}/editions/1", f"{here}/editions/1/docx"):
        assert client.get(path).status_code == 410
        assert "Ett namn stod fel." in client.text()
        assert "Målet bör gå att mäta." not in client.text()
    client.get("/")
    assert here not in str(client.page)
    work_off()
    assert [m["To"] for m in inbox] == ["registrator@umea.example"] * 2
    assert "Ett namn stod fel." in words(inbox[1])
    session.refresh(round_)
    assert round_.reported_at is None
    assert "reports.withdraw" in {each.action for each in audit.about(round_.id)}


def test_after_a_withdrawal_everyone_is_told_of_the_new_edition(
    edition, round_, officer, work_off, inbox
):
    service.publish(edition, actor=officer)
    service.withdraw(edition, "Ett namn stod fel.", actor=officer)
    [point, *_] = points.points(round_.id)
    verdict = assessment.Verdict(Verdict.NOTED, "Vi håller med.", point.revision)
    assessment.decide(point, verdict, actor=officer)
    service.publish(compiled(round_, officer, work_off), actor=officer)
    work_off()
    subjects = [str(m["Subject"]) for m in inbox]
    assert len(subjects) == 3
    assert subjects[0] == subjects[2]
    corrected = "Det här är utgåva 2. Den ersätter en som drogs tillbaka."
    assert [corrected in words(each) for each in inbox] == [False, False, True]


def test_a_later_edition_replaces_the_one_before_which_can_still_be_read(
    edition, officer, client, work_off, inbox
):
    round_ = edition.round
    service.publish(edition, actor=officer)
    service.publish(compiled(round_, officer, work_off), actor=officer)
    work_off()
    assert len(inbox) == 1
    client.get(f"/reports/{round_.id}")
    assert "Utgåva 2" in client.text()
    client.get(f"/reports/{round_.id}/editions/1")
    assert "En senare utgåva har ersatt den här" in client.text()
    assert "Målet bör gå att mäta." in client.text()


def test_that_no_e_mail_leaves_is_said_in_words(edition, round_, officer, client, work_off):
    sign_in(client, officer)
    client.post(f"/editions/{edition.id}/publish")
    assert "Sammanställningen är publicerad. 1 mejl skickas." in client.text()
    again = compiled(round_, officer, work_off)
    client.post(f"/editions/{again.id}/publish")
    assert "Sammanställningen är publicerad. Inga mejl skickas." in client.text()


@pytest.mark.parametrize("page", ["", "/statistics"])
def test_nobody_is_sent_on_to_a_withdrawn_edition_as_if_it_were_there(
    edition, officer, client, work_off, page
):
    service.publish(edition, actor=officer)
    later = compiled(edition.round, officer, work_off)
    service.publish(later, actor=officer)
    service.withdraw(later, "Den var fel.", actor=officer)
    client.get(f"/reports/{edition.round_id}/editions/1{page}")
    assert "Utgåva 2 drogs tillbaka" in client.text(".y-alert")
    assert "Gå till" not in client.text("main")


def test_withdrawing_what_was_replaced_tells_nobody(edition, round_, officer, work_off, inbox):
    service.publish(edition, actor=officer)
    service.publish(compiled(round_, officer, work_off), actor=officer)
    service.withdraw(edition, "Den gamla ska bort.", actor=officer)
    work_off()
    assert len(inbox) == 1
    assert round_.reported_at is not None


def test_only_what_is_out_is_withdrawn_and_once(edition, officer):
    with pytest.raises(ConflictError):
        service.withdraw(edition, "Fel.", actor=officer)
    service.publish(edition, actor=officer)
    with pytest.raises(ForbiddenError):
        service.withdraw(edition, "Fel.", actor=UserFactory(roles=[Role.REGISTRAR]))
    service.withdraw(edition, "Fel.", actor=officer)
    with pytest.raises(ConflictError):
        service.withdraw(edition, "Fel.", actor=officer)
    with pytest.raises(DomainError):
        service.publish(edition, actor=officer)


def disown(round_):
    response = session.scalars(select(Response).where(Response.round_id == round_.id)).first()
    session.add(Disowning(response=response, told_at=clock.now()))
    session.flush()
    session.expire_all()
    return response


def test_what_a_sender_disowns_stops_an_edition_from_before_it(
    edition, round_, officer, client, work_off
):
    response = disown(round_)
    with pytest.raises(DomainError, match="från någon annan"):
        service.publish(edition, actor=officer)
    sign_in(client, officer)
    client.get(f"/editions/{edition.id}")
    assert "så den kan inte publiceras" in client.text(".y-alert")
    assert client.page.select_one(f".y-alert a[href='/responses/{response.id}']")
    service.publish(compiled(round_, officer, work_off), actor=officer)


def test_staff_are_told_what_a_sender_disowns_of_a_published_edition_until_it_is_withdrawn(
    edition, round_, officer, client
):
    service.publish(edition, actor=officer)
    response = disown(round_)
    sign_in(client, officer)
    client.get(f"/editions/{edition.id}")
    assert "tills du drar tillbaka den" in client.text(".y-alert")
    assert client.page.select_one(f".y-alert a[href='/responses/{response.id}']")
    assert client.page.select_one(f".y-alert a[href='/rounds/{round_.id}/report']")
    service.withdraw(edition, "Ett namn stod fel.", actor=officer)
    client.get(f"/editions/{edition.id}")
    assert client.page.select_one(f"a[href='/responses/{response.id}']") is None


def test_an_answer_that_is_found_to_be_its_senders_stops_nothing(edition, round_, officer):
    row = disown(round_).disowning
    row.outcome, row.settled_at = Whose.STANDS, clock.now()
    session.flush()
    service.publish(edition, actor=officer)
    assert edition.published_at


def test_letters_to_print_are_said_to_be_the_first_only_where_there_are_more(
    round_, officer, work_off, client, monkeypatch
):
    ResponseFactory(
        invitation=None, round=round_, organisation=None, participant=None, for_body=False,
        sender="Rune Lund", channel=Channel.PAPER,
    )  # fmt: skip
    decide_all(round_, officer)
    edition = compiled(round_, officer, work_off)
    all_ = len(letters.by_post(round_.id))
    sign_in(client, officer)

    def is_cut(address, most):
        monkeypatch.setattr(letters, "MOST_BY_POST", most)
        client.get(address)
        assert "Rune Lund" in client.text("main") or most < all_
        return "är de första" in client.text("main")

    page = f"/editions/{edition.id}"
    assert (is_cut(page, all_), is_cut(page, all_ - 1)) == (False, True)
    client.post(f"{page}/publish")
    for address in (page, f"{page}/withdraw"):
        assert (is_cut(address, all_), is_cut(address, all_ - 1)) == (False, True)


def test_the_short_address_forgives_how_it_is_typed(edition, officer, client):
    code = shortly.code(edition.round_id)
    assert re.fullmatch("[A-Z2-7]{4}-[A-Z2-7]{4}", code)
    here = f"/reports/{edition.round_id}"
    assert client.get(f"/r/{code}").status_code == 404, "nothing is published under it yet"
    service.publish(edition, actor=officer)
    typed = code.replace("O", "0").replace("I", "1")
    for each in (code, code.lower(), code.replace("-", ""), typed, f" {code[:4]} {code[5:]}"):
        client.get(f"/r/{each}")
        assert client.path == here, each


def test_a_short_address_that_is_mistyped_leads_nowhere(edition, officer, client):
    service.publish(edition, actor=officer)
    code = shortly.code(edition.round_id)
    other = "B" if code[0] == "A" else "A"
    for each in (other + code[1:], code[:-1], f"{code}A", f"{code}AAAAAAAA", "å", "8888-8888", "-"):
        assert client.get(f"/r/{each}").status_code == 404, each
    assert "varje bokstav" in client.text()
