"""Comments in the own space: written, changed, deleted, never lost, seen by nobody else."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.drafts import VersionFactory
from tests.factories.responses import OwnCommentFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.steps import enter, link
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.responses.forms import LONGEST_COMMENT
from webapp.responses.models import CommentKind, OwnComment, OwnSpace, Position

ORIGIN = {"Origin": "http://127.0.0.1:8000", "Host": "127.0.0.1:8000"}


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def section(invitation):
    return drafts.reading(invitation.round.version_id)[1]


@pytest.fixture
def page(client, invitation, section) -> str:
    """The address of the section's page, with a body signed in."""
    enter(client, invitation)
    return f"/rounds/{invitation.round_id}/sections/{section.key}"


def comments() -> list[OwnComment]:
    return list(session.scalars(select(OwnComment).order_by(OwnComment.created_at)))


def test_a_comment_keeps_what_was_chosen_and_where_it_belongs(client, page, section, invitation):
    client.get(page)
    client.submit("Spara synpunkten", text="Mät det.", kind="technical", position="oppose")
    [comment] = comments()
    assert comment.section_key == section.key
    assert (comment.kind, comment.position) == (CommentKind.TECHNICAL, Position.OPPOSE)
    assert comment.space.organisation_id == invitation.organisation_id
    assert invitation.started_at is not None


def test_reading_starts_nothing(client, page, invitation):
    client.get(page)
    assert invitation.started_at is None


def test_the_same_form_sent_twice_makes_one_comment(client, page):
    client.get(page)
    form = {"text": "Mät det.", "kind": "general", "form_key": str(uuid.uuid4())}
    client.post(page, form)
    client.post(page, form)
    assert [comment.text for comment in comments()] == ["Mät det."]


def test_other_words_in_a_form_that_came_back_are_not_lost(client, page):
    client.get(page)
    form = {"kind": "general", "form_key": str(uuid.uuid4())}
    client.post(page, form | {"text": "Det första."})
    client.post(page, form | {"text": "Det andra."})
    assert [comment.text for comment in comments()] == ["Det första.", "Det andra."]


def test_an_empty_comment_is_refused_and_the_choices_stay(client, page):
    client.get(page)
    assert client.submit("Spara synpunkten", text="  ", kind="editorial").status_code == 422
    assert "Skriv en synpunkt" in client.text("[data-error-summary]")
    assert client.page.select_one("input[value=editorial]").has_attr("checked")
    assert comments() == []


def test_a_comment_that_is_too_long_is_refused_and_stays_typed(client, page):
    client.get(page)
    text = "å" * (LONGEST_COMMENT + 1)
    assert client.submit("Spara synpunkten", text=text).status_code == 422
    assert client.page.select_one("textarea[name=text]").get_text().strip() == text


def test_a_new_wording_starts_from_the_paragraphs_own(client, page, section):
    block = section.blocks[0]
    client.get(f"{page}?block={block.key}")
    wording = client.page.select_one("textarea[name=proposed_wording]").get_text().strip()
    assert wording == block.text["sv"].replace("*", "")
    client.submit("Spara synpunkten", proposed_wording=f"{wording} Varje år.")
    [comment] = comments()
    assert comment.block_key == block.key
    assert comment.quote == wording
    assert comment.proposed_wording == f"{wording} Varje år."


def test_a_wording_left_as_it_was_proposes_nothing(client, page, section):
    client.get(f"{page}?block={section.blocks[0].key}")
    client.submit("Spara synpunkten", text="Bra så.")
    [comment] = comments()
    assert comment.proposed_wording == ""
    assert comment.quote


def test_a_comment_is_changed_and_deleted(client, page):
    client.get(page)
    client.submit("Spara synpunkten", text="Först.")
    client.get(client.page.select_one("#section-comments .y-comment a")["href"])
    client.submit("Spara synpunkten", text="Sedan.")
    assert "Sedan." in client.text("#section-comments")
    client.get(client.page.select("#section-comments .y-comment a")[1]["href"])
    client.submit("Ta bort synpunkten")
    assert comments() == []


def test_a_deleted_comment_is_said_where_it_stood_and_comes_back_by_one_press(client, page):
    client.get(page)
    client.submit("Spara synpunkten", text="Mät det varje år.")
    [before] = comments()
    before.created_at = written = clock.now() - timedelta(days=3)
    session.flush()
    client.get(client.page.select("#section-comments .y-comment a")[1]["href"])
    client.submit("Ta bort synpunkten")
    assert "Synpunkten är borttagen." in client.text("#section-comments")
    client.submit("Ångra")
    [after] = comments()
    assert (after.id, after.text) == (before.id, "Mät det varje år.")
    assert after.created_at == written, "it was not written when it was brought back"
    assert "Mät det varje år." in client.text("#section-comments")
    assert "Ångra" not in client.text("#section-comments")


def test_htmx_gets_the_list_alone(client, page):
    client.get(page)
    form = {"text": "Mät det.", "kind": "general"}
    answer = client.post(page, form, headers={"HX-Request": "true"})
    assert b"<html" not in answer.data
    assert "Mät det." in answer.text
    assert 'id="section-comments"' in answer.text


def test_script_and_direction_marks_are_words_and_no_more(client, page):
    client.get(page)
    client.submit("Spara synpunkten", text="<script>alert(1)</script> \u202egnorw\u202c")
    assert "<script>alert(1)</script> gnorw" in client.text("#section-comments")
    assert not client.page.select("#section-comments script")


def test_text_from_right_to_left_is_kept_and_given_its_direction(client, page):
    client.get(page)
    client.submit("Spara synpunkten", text="مرحبا Västerbotten")
    shown = client.page.select_one("#section-comments .y-comment__text")
    assert shown.get_text() == "مرحبا Västerbotten"
    assert shown["dir"] == "auto"


def test_another_bodys_comment_is_not_there(client, page, invitation):
    other = OwnCommentFactory(text="Hemligt.")
    for ending in ("", "/delete"):
        address = f"/rounds/{invitation.round_id}/comments/{other.id}{ending}"
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "x", "kind": "general"}).status_code == 404
    assert session.get(OwnComment, other.id).text == "Hemligt."


def test_a_section_of_another_text_is_not_there(client, page, invitation):
    other = drafts.outline(VersionFactory().id)[0]
    assert client.get(f"/rounds/{invitation.round_id}/sections/{other.key}").status_code == 404


def test_nothing_can_be_written_once_the_round_is_reported(client, page, invitation):
    client.get(page)
    invitation.round.reported_at = clock.now()
    assert client.submit("Spara synpunkten", text="För sent ute.").status_code == 422
    assert "Det går inte längre att svara" in client.text()
    assert comments() == []


def test_without_a_space_one_is_asked_who_answers(client, page, section):
    other = InvitationFactory()
    client.get(f"/rounds/{other.round_id}/sections/{section.key}")
    assert client.path == f"/rounds/{other.round_id}/begin"


def test_the_section_page_takes_as_many_queries_whatever_is_written(
    client, page, section, count_queries
):
    client.get(page)
    space = session.scalars(select(OwnSpace)).one()
    OwnCommentFactory(space=space, section_key=section.key)
    few = count_queries(lambda: client.get(page))
    for _ in range(20):
        OwnCommentFactory(space=space, section_key=section.key)
    session.commit()
    assert count_queries(lambda: client.get(page)) == few


def test_what_was_typed_when_the_session_ended_is_saved_after_signing_in(client, page, invitation):
    client.get(page)
    client.forget()
    client.post(page, {"text": "Skrivet länge.", "kind": "general"}, headers=ORIGIN)
    assert comments() == []
    client.get(link(invitation))
    client.submit("Läs och svara")
    assert client.path == "/resume"
    client.submit("Skicka nu")
    assert [comment.text for comment in comments()] == ["Skrivet länge."]


def test_a_locked_section_shows_its_reason_and_takes_no_comment(client):
    version = VersionFactory(frozen=False)
    locked = drafts.reading(version.id)[1]
    locked.lock_reason = {"sv": "Avsnittet är redan beslutat."}
    session.flush()
    version.frozen_at = clock.now()
    invitation = InvitationFactory(round__version=version)
    enter(client, invitation)
    page = f"/rounds/{invitation.round_id}/sections/{locked.key}"
    client.get(page)
    assert "Avsnittet är redan beslutat." in client.text("#section-comments")
    assert client.page.select("#section-comments form") == []
    assert "Föreslå en ny lydelse" not in client.text()
    token = client.page.select_one("input[name=csrf_token]")["value"]
    form = {"text": "Ändå.", "kind": "general", "csrf_token": token}
    answer = client.post(page, data={**form, "form_key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "inte öppet för synpunkter" in answer.text
    assert comments() == []
    client.get(f"/rounds/{invitation.round_id}/read")
    assert "Avsnittet är redan beslutat." in client.text("article")


def test_the_section_is_asked_about_once_and_a_paragraph_on_its_own(client, page):
    client.get(page)
    assert client.page.select("select[name=position]") == []
    assert "avsnittet som helhet" in client.text("#stand")
    client.get(f"{page}?do=comment&block={client.page.select_one('[data-block]')['data-block']}")
    assert "Ställningstagande till det du kommenterar" in client.text("#new")


def test_a_comment_on_a_whole_paragraph_is_marked_in_the_text(client, page):
    client.get(page)
    block = client.page.select_one("[data-block]")["data-block"]
    client.get(f"{page}?do=comment&block={block}")
    client.submit("Spara synpunkten", text="Stycket är otydligt.")
    [comment] = comments()
    assert client.page.select_one(f"#b-{block} a[href='#comment-{comment.id}']") is not None
    assert len(client.page.select(".y-doc__block--commented")) == 1
