"""Pages that save by themselves, in two tabs and by two people: nothing that is typed is lost."""

import json
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.client import PageClient
from tests.factories.rounds import InvitationFactory, QuestionFactory
from tests.webapp.responses.steps import enter
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.drafts import queries as drafts
from webapp.responses.models import Deed, OwnAnswer, OwnComment, OwnSave, OwnSpace, SpaceEvent
from webapp.responses.service import saving, spaces


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def page(client, invitation) -> str:
    enter(client, invitation)
    return f"/rounds/{invitation.round_id}/statement"


@pytest.fixture
def other(app, invitation, page) -> PageClient:
    """Another browser in the same answer."""
    found = PageClient(app)
    enter(found, invitation)
    return found


def space() -> OwnSpace:
    return session.scalars(select(OwnSpace)).one()


def comments() -> list[OwnComment]:
    return list(session.scalars(select(OwnComment)))


def filled(client: PageClient, **typed: str) -> dict[str, str]:
    """What the form on the page would send."""
    form = client.page.select_one("form[data-autosave]")
    hidden = form.select("input[type=hidden]")
    found = {str(each["name"]): str(each.get("value", "")) for each in hidden}
    for area in form.select("textarea"):
        found[str(area["name"])] = area.get_text().lstrip("\n")
    for chosen in form.select("input[checked], option[selected]"):
        name = chosen.get("name") or chosen.find_parent("select")["name"]
        found[str(name)] = str(chosen["value"])
    return {**found, **typed}


def autosave(client: PageClient, data: dict[str, str]):
    form = client.page.select_one("form[data-autosave]")
    return client.post(
        form["data-autosave"], data, headers={"X-Autosave": "1"}, follow_redirects=False
    )


def went_on(data: dict[str, str], *names: str, **typed: str) -> dict[str, str]:
    """What a page sends next, after a saving of `data` that was answered."""
    began = json.loads(data["began"]) | {name: data[name] for name in names}
    return {**data, "began": json.dumps(began), **typed}


def test_the_page_saves_by_itself_also_before_a_position_is_chosen(client, page):
    client.get(page)
    data = filled(client, statement="Först.")
    assert autosave(client, data).json == {"merged": {}, "both": ""}
    assert space().statement == "Först."
    assert autosave(client, went_on(data, "statement", statement="Sedan.")).status_code == 200
    assert space().statement == "Sedan."


def test_two_tabs_that_write_in_different_places_are_put_together(client, other, page):
    client.get(page)
    client.submit("Spara och fortsätt", position="neither", statement="Ett stycke.\n\nEtt till.")
    client.get(page)
    other.get(page)
    assert autosave(other, filled(other, statement="Ett stycke, längre.\n\nEtt till.")).json == {
        "merged": {},
        "both": "",
    }
    answer = autosave(client, filled(client, statement="Ett stycke.\n\nEtt till, också."))
    assert answer.json["merged"] == {"statement": "Ett stycke, längre.\n\nEtt till, också."}
    assert space().statement == "Ett stycke, längre.\n\nEtt till, också."


def test_without_javascript_both_versions_are_shown_and_stand_in_the_form(client, other, page):
    client.get(page)
    other.get(page)
    other.submit("Spara och fortsätt", position="endorse", statement="Från det ena.")
    client.submit("Spara och fortsätt", position="oppose", statement="Från det andra.")
    assert "Båda versionerna" in client.text()
    area = client.page.select_one("textarea[name=statement]").get_text().strip()
    assert area == space().statement == "Från det ena.\n\nFrån det andra."
    versions = client.text("[data-both-of=position]")
    assert "Tillstyrker" in versions
    assert "Avstyrker" in versions
    client.submit("Spara och fortsätt", statement="Det vi enades om.")
    assert space().statement == "Det vi enades om."
    assert client.path.endswith("/review")


def test_by_itself_the_page_gets_both_versions(client, other, page):
    client.get(page)
    other.get(page)
    autosave(other, filled(other, statement="Från det ena."))
    answer = autosave(client, filled(client, statement="Från det andra."))
    assert answer.json["merged"] == {"statement": "Från det ena.\n\nFrån det andra."}
    assert "Från det ena." in answer.json["both"]
    told = session.scalars(select(SpaceEvent).where(SpaceEvent.deed == Deed.MERGED)).one()
    assert (told.details["text"], told.details["words"]) == ("Från det ena.", "Från det andra.")


def test_what_was_sent_and_not_answered_is_sent_again_and_stands_once(client, other, page):
    client.get(page)
    other.get(page)
    data = filled(client, statement="Mina ord.", save_key=str(uuid.uuid4()))
    autosave(client, data)
    autosave(other, filled(other, statement="Deras."))
    before = space().statement
    assert autosave(client, data).json["merged"] == {"statement": before}
    assert space().statement == before


def test_the_button_tells_of_a_saving_that_was_not_answered(client, page):
    client.get(page)
    key = str(uuid.uuid4())
    data = filled(client, statement="Mina ord.", save_key=key)
    autosave(client, data)
    held = json.loads(data["began"]) | {"statement": "Mina ord."}
    unsure = json.dumps({"key": key, "held": held})
    later = {**data, "statement": "Andra ord.", "position": "neither", "unsure": unsure}
    client.post(page, {**later, "save_key": str(uuid.uuid4())})
    assert space().statement == "Andra ord."


def test_two_writers_answer_different_questions(client, other, page, invitation):
    first, second = QuestionFactory(round=invitation.round), QuestionFactory(round=invitation.round)
    here = f"/rounds/{invitation.round_id}/questions"
    client.get(here)
    other.get(here)
    autosave(other, filled(other, **{f"text-{first.id}": "Ja."}))
    answer = autosave(client, filled(client, **{f"text-{second.id}": "Nej."}))
    assert answer.json["merged"] == {f"text-{first.id}": "Ja."}
    assert {each.text for each in session.scalars(select(OwnAnswer))} == {"Ja.", "Nej."}


@pytest.fixture
def section(page, invitation) -> str:
    key = drafts.reading(invitation.round.version_id)[1].key
    return f"/rounds/{invitation.round_id}/sections/{key}"


def test_a_new_comment_is_kept_while_it_is_typed_and_the_button_makes_no_other(client, section):
    client.get(section)
    data = filled(client, text="Mät", drafted="1")
    autosave(client, data)
    data = went_on(data, "text", text="Mät oftare")
    autosave(client, data)
    assert [each.text for each in comments()] == ["Mät oftare"]
    client.post(section, went_on(data, "text", text="Mät oftare."))
    assert [each.text for each in comments()] == ["Mät oftare."]


def test_a_new_comment_whose_words_are_all_taken_away_is_none(client, section):
    client.get(section)
    data = filled(client, text="Ångrar mig", drafted="1")
    autosave(client, data)
    assert autosave(client, went_on(data, "text", text="")).status_code == 200
    assert comments() == []
    gone = session.scalars(select(SpaceEvent).where(SpaceEvent.deed == Deed.COMMENT_DELETED)).one()
    assert gone.details["text"] == "Ångrar mig"


def test_two_tabs_change_one_comment(client, other, section):
    client.get(section)
    client.submit("Spara synpunkten", text="Först. Sist.")
    address = client.page.select_one("#section-comments .y-comment a")["href"]
    client.get(address)
    other.get(address)
    autosave(other, filled(other, text="Först och främst. Sist."))
    client.submit("Spara synpunkten", text="Först. Allra sist.")
    assert [each.text for each in comments()] == ["Först och främst. Allra sist."]


def test_a_comment_that_is_deleted_while_another_writes_in_it_is_back(client, other, section):
    client.get(section)
    client.submit("Spara synpunkten", text="Kvar.")
    address = client.page.select_one("#section-comments .y-comment a")["href"]
    client.get(address)
    other.get(f"{address}/delete")
    other.submit("Ta bort synpunkten")
    assert comments() == []
    client.submit("Spara synpunkten", text="Kvar, och mer.")
    assert [each.text for each in comments()] == ["Kvar, och mer."]


def statements() -> dict[uuid.UUID | None, str]:
    return dict(iter(session.execute(select(OwnSpace.invitation_id, OwnSpace.statement))))


def test_a_tab_saves_in_the_answer_that_it_was_opened_in(client, page, invitation):
    client.get(page)
    data = filled(client, statement="Den förstas ord.")
    second = InvitationFactory(round=invitation.round, email=invitation.email)
    enter(client, second)
    assert client.post(page, data, headers={"X-Autosave": "1"}).status_code == 200
    assert statements() == {invitation.id: "Den förstas ord.", second.id: ""}


def test_what_one_person_typed_is_never_saved_as_another_one(client, page, invitation):
    client.get(page)
    data = filled(client, statement="Den förstas ord.")
    second = InvitationFactory(round=invitation.round)
    enter(client, second)
    assert client.post(page, data, headers={"X-Autosave": "1"}).status_code == 409
    assert set(statements().values()) == {""}


def test_where_it_cannot_be_kept_the_page_is_told_why(client, page):
    client.get(page)
    answer = autosave(client, filled(client, statement="x" * 100_001))
    assert answer.status_code == 422
    assert "100001" in answer.json["message"]


def test_who_is_signed_out_is_told_and_a_new_session_gives_a_new_token(
    client, page, invitation, app, monkeypatch
):
    client.get(page)
    data = filled(client, statement="Ord.")
    client.forget()
    assert autosave(client, data).status_code == 401
    enter(client, invitation)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = client.post(page, data, headers={"X-Autosave": "1"}, follow_redirects=False)
    assert answer.status_code == 400
    data["csrf_token"] = answer.json["csrf_token"]
    again = client.post(page, data, headers={"X-Autosave": "1"}, follow_redirects=False)
    assert again.status_code == 200
    assert space().statement == "Ord."


def test_words_that_were_taken_away_are_brought_back_from_the_history(client, page, invitation):
    long = "En lång text som någon skrev, och som en annan tar bort i ett enda slag."
    client.get(page)
    data = filled(client, statement=long)
    autosave(client, data)
    autosave(client, went_on(data, "statement", statement="Kort."))
    client.get(f"/rounds/{invitation.round_id}/past")
    assert long in client.text()
    client.submit("Ta tillbaka så här")
    assert space().statement == long


def test_answers_are_brought_back_from_the_history(client, page, invitation):
    question = QuestionFactory(round=invitation.round)
    here = f"/rounds/{invitation.round_id}/questions"
    client.get(here)
    data = filled(client, **{f"text-{question.id}": "Ett långt svar på frågan, med många skäl i."})
    autosave(client, data)
    autosave(client, went_on(data, f"text-{question.id}", **{f"text-{question.id}": "Nej."}))
    client.get(f"/rounds/{invitation.round_id}/past")
    client.submit("Ta tillbaka så här")
    assert session.scalars(select(OwnAnswer.text)).one().startswith("Ett långt svar")


def test_keys_of_savings_are_forgotten_when_no_browser_asks_any_more(client, page):
    client.get(page)
    autosave(client, filled(client, statement="Ord.", save_key=str(uuid.uuid4())))
    with clock.staged(clock.now() + saving.KEPT_FOR + timedelta(hours=1)):
        saving.forget_old()
    assert session.scalar(select(func.count()).select_from(OwnSave)) == 0


def test_a_saving_takes_few_statements_and_reads_no_row_twice(client, page, count_queries):
    client.get(page)
    first = filled(client, statement="Först.", save_key=str(uuid.uuid4()))
    autosave(client, first)  # Notes that the body has begun.
    typed = {"statement": "Först. Sedan.", "save_key": str(uuid.uuid4())}
    later = went_on(first, "statement", **typed)
    assert count_queries(lambda: autosave(client, later)) <= 5
    assert space().statement == "Först. Sedan."


def test_what_was_typed_in_a_comment_is_saved_in_few_statements(client, invitation, count_queries):
    enter(client, invitation)
    section = drafts.outline(invitation.round.version_id)[0]
    client.get(f"/rounds/{invitation.round_id}/sections/{section.key}")
    client.submit("Spara synpunkten", text="Först.")
    client.get(f"/rounds/{invitation.round_id}/comments/{comments()[0].id}")
    first = filled(client, text="Först. Sedan.", save_key=str(uuid.uuid4()))
    autosave(client, first)
    later = went_on(first, "text", text="Till sist.", save_key=str(uuid.uuid4()))
    assert count_queries(lambda: autosave(client, later)) <= 7
    assert comments()[0].text == "Till sist."


def test_an_answer_that_went_up_for_approval_meanwhile_is_not_written_in(client, page):
    written = space()
    release = update(OwnSpace).values(released_at=clock.now())
    session.execute(release, execution_options={"synchronize_session": False})
    assert written.released_at is None, "it was read before"
    with pytest.raises(ConflictError, match="ligger för godkännande"):
        spaces.save_statement(written, spaces.Statement(None, "För sent.", "sv"))
