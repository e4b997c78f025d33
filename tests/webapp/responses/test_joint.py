"""Several bodies answer jointly: asked, said yes to, submitted for all, and left by one."""

import uuid

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter, sign_in
from webapp.core import access
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.responses import content, queries
from webapp.responses.models import JointBody, OwnSpace, Position, Response, Said


@pytest.fixture
def round_(database):
    return RoundFactory()


def invited(round_, name):
    return InvitationFactory(round=round_, organisation=OrganisationFactory(name=name))


@pytest.fixture
def umea(round_):
    return invited(round_, "Umeå kommun")


@pytest.fixture
def vindeln(round_):
    return invited(round_, "Vindelns kommun")


@pytest.fixture
def asele(round_):
    return invited(round_, "Åsele kommun")


@pytest.fixture
def writing(client, umea):
    """Whoever coordinates for Umeå, with an answer that is written."""
    enter(client, umea)
    space = space_of(umea)
    space.position, space.statement = Position.ENDORSE_IN_PART, "Målet bör gå att mäta."
    session.commit()
    return client


def space_of(invitation) -> OwnSpace:
    session.expire_all()
    return session.scalars(select(OwnSpace).filter_by(invitation_id=invitation.id)).one()


def latest(invitation) -> Response | None:
    session.expire_all()
    statement = select(Response).where(Response.invitation_id == invitation.id)
    return session.scalars(statement.order_by(Response.number.desc()).limit(1)).one_or_none()


def ask(writing, invitation, words="kommun"):
    """Ask the body by the page, and give the path of its link."""
    writing.get(f"/rounds/{invitation.round_id}/joint?find={words}")
    writing.post(f"/rounds/{invitation.round_id}/joint", {"body": str(invitation.id)})
    return link(invitation)


def link(invitation) -> str:
    session.expire_all()
    row = session.scalars(select(JointBody).filter_by(invitation_id=invitation.id)).one()
    return "/together/" + access.sign("joint", row.link)


def say(browser, path, said, **fields):
    browser.get(path)
    return browser.submit("Skicka", said=said, **fields)


def submit(writing, invitation):
    writing.get(f"/rounds/{invitation.round_id}/review")
    writing.submit("Skicka in svaret")
    return latest(invitation)


def told(occasion) -> list[str]:
    statement = select(Email.address).where(Email.occasion == occasion)
    return sorted(session.scalars(statement))


def test_a_body_is_found_asked_and_says_yes(writing, new_client, umea, vindeln):
    writing.get(f"/rounds/{umea.round_id}/joint?find=vindeln")
    writing.submit("Fråga om gemensamt svar")
    assert told(Occasion.JOINT_ASKED) == [vindeln.email]
    other = new_client()
    say(other, link(vindeln), "yes", by="Eva Ek")
    assert "Ni har sagt ja" in other.text()
    writing.get(f"/rounds/{umea.round_id}/joint")
    assert "Har sagt ja" in writing.text()
    assert "Eva Ek" in writing.text()
    other.get(link(vindeln) + "/answer")
    assert "Målet bör gå att mäta." in other.text()


def test_who_has_said_yes_comments_in_the_answer_under_its_own_name(
    writing, new_client, umea, vindeln, asele
):
    other = new_client()
    say(other, ask(writing, vindeln), "yes")
    page = f"{link(vindeln)}/answer"
    other.get(page)
    section = other.page.select("select[name=section] option")[1]["value"]
    form = {"section": section, "text": "Bron saknas.", "form_key": str(uuid.uuid4())}
    for _ in range(2):
        other.get(page)
        other.post(page, form)
    assert "Skrevs av Vindelns kommun" in other.text()
    writing.get(f"/rounds/{umea.round_id}/sections/{section}")
    assert writing.text("#section-comments").count("Skrevs av Vindelns kommun") == 1
    writing.get(f"/rounds/{umea.round_id}/past")
    assert "Vindelns kommun" in writing.text("#events li:first-child")
    other.get(page)
    assert other.post(page, {"section": section, "text": " "}).status_code == 422
    [said] = submit(writing, umea).comments
    assert said.text == "Bron saknas."
    other.get(page)
    assert other.page.select("main form") == []
    waiting = new_client()
    ask(writing, asele)
    assert waiting.get(f"{link(asele)}/answer").status_code == 410
    assert waiting.post(f"{link(asele)}/answer", {"text": "Nej."}).status_code == 410


def test_everyone_who_said_yes_is_a_sender(writing, new_client, umea, vindeln, asele):
    say(new_client(), ask(writing, vindeln), "yes")
    ask(writing, asele)
    writing.get(f"/rounds/{umea.round_id}/review")
    assert "Umeå kommun och Vindelns kommun tillsammans" in writing.text()
    lead = submit(writing, umea)
    part = latest(vindeln)
    assert lead.jointly_with == ["Vindelns kommun"]
    assert part.jointly_with == ["Umeå kommun"]
    assert (part.endorses_id, part.position) == (lead.id, lead.position)
    assert part.sha256 == content.digest(part.canonical())
    assert lead.sha256.encode() in part.canonical()
    assert latest(asele) is None
    assert told(Occasion.JOINT_WITHOUT) == [asele.email]
    session.refresh(vindeln)
    assert (vindeln.answered_as, vindeln.answered_with) == ("answer", ["Umeå kommun"])


def test_nobody_is_asked_twice_nor_the_own_body_nor_one_that_has_answered(
    writing, new_client, umea, vindeln, asele
):
    ask(writing, vindeln)
    ask(writing, vindeln)
    assert "är redan tillfrågad" in writing.text()
    writing.post(f"/rounds/{umea.round_id}/joint", {"body": str(umea.id)})
    assert "inbjuden till samma remiss" in writing.text()
    stranger = InvitationFactory()
    writing.post(f"/rounds/{umea.round_id}/joint", {"body": str(stranger.id)})
    assert "inbjuden till samma remiss" in writing.text()
    answer(new_client(), asele)
    writing.post(f"/rounds/{umea.round_id}/joint", {"body": str(asele.id)})
    assert "har redan svarat" in writing.text()
    assert session.scalar(select(func.count()).select_from(JointBody)) == 1


def answer(browser, invitation) -> Response:
    """The body's own answer."""
    enter(browser, invitation)
    space_of(invitation).position = Position.OPPOSE
    session.commit()
    submitted = submit(browser, invitation)
    assert submitted is not None
    return submitted


def test_a_no_needs_a_reason_and_shows_nothing(writing, new_client, umea, vindeln):
    path, other = ask(writing, vindeln), new_client()
    assert say(other, path, "no").status_code == 422
    assert "Skriv ett skäl" in other.text()
    say(other, path, "no", reason="Vi tycker annorlunda.")
    assert other.get(path + "/answer").status_code in {403, 409, 410}
    assert "Målet bör" not in other.text()
    writing.get(f"/rounds/{umea.round_id}/joint")
    assert "Vi tycker annorlunda." in writing.text()
    assert submit(writing, umea).jointly_with == []
    assert latest(vindeln) is None


def test_opening_the_link_says_nothing(writing, new_client, umea, vindeln):
    new_client().get(ask(writing, vindeln))
    assert session.scalars(select(JointBody.said)).one() is None
    assert submit(writing, umea).jointly_with == []


def test_a_yes_that_comes_while_one_reads_through_is_read_first(writing, new_client, umea, vindeln):
    path = ask(writing, vindeln)
    writing.get(f"/rounds/{umea.round_id}/review")
    say(new_client(), path, "yes")
    assert writing.submit("Skicka in svaret").status_code == 422
    assert "har ändrats" in writing.text()
    writing.submit("Skicka in svaret")
    assert latest(vindeln) is not None


def test_what_a_body_answers_by_itself_is_what_counts(writing, new_client, umea, vindeln):
    other = new_client()
    say(other, ask(writing, vindeln), "yes")
    enter(other, vindeln)
    other.get(f"/rounds/{vindeln.round_id}/review")
    assert "ja till ett gemensamt svar med Umeå kommun" in other.text()
    own = answer(other, vindeln)
    writing.get(f"/rounds/{umea.round_id}/review")
    assert "Har svarat själv" in writing.text()
    assert submit(writing, umea).jointly_with == []
    assert latest(vindeln).id == own.id


def test_an_own_answer_afterwards_takes_the_place_of_the_joint_one(
    writing, new_client, umea, vindeln, asele
):
    say(new_client(), ask(writing, vindeln), "yes")
    say(new_client(), ask(writing, asele), "yes")
    lead = submit(writing, umea)
    part = latest(vindeln)
    own = answer(new_client(), vindeln)
    assert own.replaces_id == part.id
    assert current(lead.round_id) == {"Umeå kommun", "Vindelns kommun", "Åsele kommun"}
    session.refresh(umea)
    assert umea.answered_with == ["Åsele kommun"]
    assert submit(writing, umea).jointly_with == ["Åsele kommun"]
    assert latest(vindeln).id == own.id


def current(round_id) -> set[str]:
    session.expire_all()
    found = [each.sender for each in queries.submitted(round_id)]
    assert len(found) == len(set(found)), "one body counts once"
    return set(found)


def test_a_body_leaves_and_has_not_answered(writing, new_client, umea, vindeln, asele):
    other = new_client()
    path = ask(writing, vindeln)
    say(other, path, "yes")
    say(new_client(), ask(writing, asele), "yes")
    lead = submit(writing, umea)
    other.get(path)
    assert other.submit("Gå ur det gemensamma svaret").status_code == 422
    other.get(path)
    other.submit("Gå ur det gemensamma svaret", reason="Nämnden vill annat.", by="Eva Ek")
    assert current(lead.round_id) == {"Umeå kommun", "Åsele kommun"}
    for body, status, others in (
        (vindeln, None, []),
        (umea, "answer", ["Åsele kommun"]),
        (asele, "answer", ["Umeå kommun"]),
    ):
        session.refresh(body)
        assert (body.answered_as, body.answered_with) == (status, others)
    assert {vindeln.email, umea.email} < set(told(Occasion.JOINT_LEFT))
    assert latest(vindeln).leaving.reason == "Nämnden vill annat."
    other.get(path)
    assert "Nämnden vill annat." not in other.text()
    assert submit(writing, umea).jointly_with == ["Åsele kommun"]


def test_a_new_version_is_everyones(writing, new_client, umea, vindeln):
    say(new_client(), ask(writing, vindeln), "yes")
    submit(writing, umea)
    first = latest(vindeln)
    second = submit(writing, umea)
    again = latest(vindeln)
    assert (again.replaces_id, again.endorses_id) == (first.id, second.id)
    assert current(umea.round_id) == {"Umeå kommun", "Vindelns kommun"}
    assert told(Occasion.JOINED_REPLACED) == []


def test_taking_the_answer_back_is_told_to_all(writing, new_client, umea, vindeln):
    say(new_client(), ask(writing, vindeln), "yes")
    submit(writing, umea)
    writing.get(f"/rounds/{umea.round_id}/abstain")
    writing.submit("Skicka in: ")
    assert vindeln.email in told(Occasion.JOINED_REPLACED)


def test_a_question_is_taken_back_and_the_link_leads_nowhere(writing, new_client, umea, vindeln):
    other, path = new_client(), ask(writing, vindeln)
    say(other, path, "yes")
    writing.get(f"/rounds/{umea.round_id}/joint")
    writing.submit("Ta tillbaka frågan")
    assert other.get(path).status_code in {403, 409, 410}
    assert other.get(path + "/answer").status_code in {403, 409, 410}
    assert told(Occasion.JOINT_WITHOUT) == [vindeln.email]
    assert submit(writing, umea).jointly_with == []
    assert other.get(ask(writing, vindeln)).status_code == 200


def test_a_sender_is_not_taken_out_by_another(writing, new_client, umea, vindeln):
    say(new_client(), ask(writing, vindeln), "yes")
    submit(writing, umea)
    row = session.scalars(select(JointBody)).one()
    writing.post(f"/rounds/{umea.round_id}/joint/{row.id}/withdraw")
    session.refresh(row)
    assert row.withdrawn_at is None
    assert row.said is Said.YES


def test_an_answer_that_joins_another_is_not_joint(writing, new_client, umea, vindeln, asele):
    shared = answer(new_client(), asele)
    space_of(umea).endorses_id = shared.id
    session.commit()
    writing.post(f"/rounds/{umea.round_id}/joint", {"body": str(vindeln.id)})
    assert session.scalars(select(JointBody)).all() == []
    writing.get(f"/rounds/{umea.round_id}/joint")
    assert "ansluter sig till det från Åsele kommun" in writing.text()


def test_only_those_who_answer_for_the_body_ask_for_it(writing, new_client, umea, vindeln, asele):
    path = ask(writing, vindeln)
    row = session.scalars(select(JointBody)).one()
    other = new_client()
    enter(other, asele)
    assert other.post(f"/rounds/{umea.round_id}/joint/{row.id}/withdraw").status_code == 404
    other.get(f"/rounds/{umea.round_id}/joint")
    assert "Vindelns kommun" not in other.text()
    assert other.get(path[:-3] + "abc").status_code == 404


def test_each_gets_a_receipt_that_names_them_all(writing, new_client, umea, vindeln, work_off):
    say(new_client(), ask(writing, vindeln), "yes")
    submit(writing, umea)
    work_off()
    statement = select(Email).where(Email.occasion == Occasion.RECEIPT)
    got = {each.address: each.params for each in session.scalars(statement)}
    assert got[vindeln.email]["together"] == ["Umeå kommun"]
    assert got[umea.email]["together"] == ["Vindelns kommun"]
    assert got[vindeln.email]["leave"]
    assert "leave" not in got[umea.email]
    other = new_client()
    enter(other, vindeln)
    assert "gemensamt svar med Umeå kommun" in other.text()
    other.get(f"/receipts/{latest(vindeln).id}")
    assert "Målet bör gå att mäta." in other.text()
    assert "Svarar gemensamt med" in other.text()


def test_staff_see_one_answer_of_several_and_who_has_left(writing, new_client, umea, vindeln):
    other, path = new_client(), ask(writing, vindeln)
    say(other, path, "yes")
    lead = submit(writing, umea)
    staff = new_client()
    sign_in(staff, UserFactory())
    staff.get(f"/rounds/{umea.round_id}")
    assert "Svarade gemensamt med Umeå kommun" in staff.text()
    staff.get(f"/rounds/{umea.round_id}/responses")
    assert "Gemensamt med Vindelns kommun" in staff.text()
    staff.get(f"/responses/{lead.id}")
    assert "Umeå kommun och Vindelns kommun tillsammans" in staff.text()
    part = latest(vindeln)
    other.get(path)
    other.submit("Gå ur det gemensamma svaret", reason="Nämnden vill annat.")
    staff.get(f"/responses/{part.id}")
    assert "Vindelns kommun gick ur det" in staff.text()
    assert "Nämnden vill annat." in staff.text()
    staff.get(f"/verify?sha256={part.sha256}")
    assert "Avsändaren har gått ur det gemensamma svaret" in staff.text()


def test_the_pages_ask_as_much_whether_few_or_many_are_asked(writing, round_, umea, count_queries):
    pages = [f"/rounds/{umea.round_id}/{page}" for page in ("joint", "review")]

    def counted(size):
        for n in range(size):
            body = invited(round_, f"Kommun {n} av {size}")
            writing.post(f"/rounds/{umea.round_id}/joint", {"body": str(body.id)})
        return [count_queries(lambda page=page: writing.get(page)) for page in pages]

    assert counted(1) == counted(6)
