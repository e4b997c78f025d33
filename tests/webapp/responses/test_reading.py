"""The public reading page."""

import time

import pytest
from sqlalchemy import select

from tests.factories.drafts import VersionFactory
from tests.factories.responses import OwnCommentFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.responses.models import OwnComment, OwnSpace


def read(round_) -> str:
    return f"/rounds/{round_.id}/read"


def test_anyone_can_read_and_link_to_a_section(client):
    round_ = RoundFactory()
    client.get(read(round_))
    sections = drafts.outline(round_.version_id)
    for section in sections:
        place = client.page.select_one(f'[id="s-{section.number}"]')
        assert section.title["sv"] in place.get_text()
        assert client.page.select_one(f'.y-contents a[href="#s-{section.number}"]')
    assert len(client.page.select(".y-doc__tools a")) == len(sections)


def test_the_text_can_be_read_in_the_other_language(client):
    round_ = RoundFactory()
    [section, *_] = drafts.outline(round_.version_id)
    client.get(f"{read(round_)}?text=en")
    assert client.page.html["lang"] == "sv"
    assert client.page.select_one("article")["lang"] == "en"
    assert section.title["en"] in client.text("article")


def test_what_has_no_translation_is_shown_and_marked(client):
    version = VersionFactory(frozen=False)
    section = drafts.reading(version.id)[0]
    section.blocks[0].html = {"sv": "<p>Bara på svenska.</p>"}
    version.frozen_at = clock.now()
    round_ = RoundFactory(version=version)
    client.get(f"{read(round_)}?text=en")
    assert client.text('article div[lang="sv"]') == "Bara på svenska."


@pytest.mark.parametrize("state", [{"draft": True}, {"cancelled_at": clock.now()}])
def test_nothing_is_shown_of_a_round_that_is_not_out(client, state):
    assert client.get(read(RoundFactory(**state))).status_code == 404


def test_it_can_be_read_after_the_deadline_and_after_the_report(client):
    assert client.get(read(RoundFactory(closed=True))).status_code == 200
    round_ = RoundFactory(closed=True, reported_at=clock.now())
    assert client.get(read(round_)).status_code == 200
    assert not client.page.select(".y-doc__tools")


def test_an_unchanged_page_is_not_sent_again(client):
    round_ = RoundFactory()
    tag = client.get(read(round_)).headers["ETag"]
    assert client.get(read(round_), headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("sections", [3, 30])
def test_it_takes_few_queries_however_long_the_text_is(client, count_queries, sections):
    page = read(RoundFactory(version=VersionFactory(sections=sections)))
    session.commit()
    assert count_queries(lambda: client.get(page)) <= 4
    assert count_queries(lambda: client.get(page)) == 1


def test_the_whole_page_is_kept_a_while_for_those_who_are_nobody_in_particular(
    client, new_client, count_queries, app, monkeypatch
):
    monkeypatch.setitem(app.config, "PAGE_CACHE_SECONDS", 60)
    invitation = InvitationFactory()
    page = read(invitation.round)
    first = client.get(page)
    assert count_queries(lambda: client.get(page)) == 0
    assert client.get(page).data == first.data
    assert client.get(f"{page}?text=en").data != first.data
    assert "no-store" not in first.headers["Cache-Control"]
    guest = new_client()
    enter(guest, invitation)
    answer = guest.get(page)
    assert invitation.name in answer.text
    assert answer.cache_control.private
    assert invitation.name not in new_client().get(page).text


def test_a_kept_page_is_made_anew_when_its_time_is_over(client, count_queries, app, monkeypatch):
    monkeypatch.setitem(app.config, "PAGE_CACHE_SECONDS", 0.001)
    page = read(RoundFactory())
    session.commit()
    client.get(page)
    time.sleep(0.002)
    assert count_queries(lambda: client.get(page)) == 1


def test_one_readers_own_comments_are_shown_to_nobody_else(client, new_client):
    invitation = InvitationFactory()
    enter(client, invitation)
    client.get(read(invitation.round))
    client.get(client.page.select_one(".y-doc__tools a")["href"])
    client.submit("Spara synpunkten", text="Bara vår.")
    client.get(read(invitation.round))
    assert "1 synpunkt" in client.text(".y-doc__own")
    other = new_client()
    other.get(read(invitation.round))
    assert not other.page.select(".y-doc__own")


def test_reading_with_own_comments_takes_few_queries(client, count_queries):
    invitation = InvitationFactory()
    enter(client, invitation)
    space = session.scalars(select(OwnSpace)).one()
    for section in drafts.outline(invitation.round.version_id):
        OwnCommentFactory(space=space, section_key=section.key)
    page = read(invitation.round)
    client.get(page)
    assert count_queries(lambda: client.get(page)) <= 7


def test_a_round_may_show_one_of_the_documents_languages(client):
    round_ = RoundFactory(languages=["en"])
    [section, *_] = drafts.outline(round_.version_id)
    client.get(f"{read(round_)}?text=sv")
    assert client.page.select_one("article")["lang"] == "en"
    assert section.title["en"] in client.text("article")
    assert section.title["sv"] not in client.text("article")
    assert client.page.select_one(".y-doc__languages").has_attr("hidden")


def test_two_languages_stand_beside_each_other_with_the_same_anchors(client):
    round_ = RoundFactory()
    client.get(f"{read(round_)}?text=en")
    anchors = [each["id"] for each in client.page.select("article section")]
    client.get(f"{read(round_)}?text=sv&beside=en")
    pairs = client.page.select(".y-doc__pair")
    assert len(pairs) == 6
    assert pairs[0].select_one("div[lang=en]") is not None
    assert [each["id"] for each in client.page.select("article section")] == anchors
    ids = [each["id"] for each in client.page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_who_comments_does_it_in_a_language_that_is_shown(client):
    invitation = InvitationFactory(round__languages=["en"])
    section = drafts.reading(invitation.round.version_id)[0]
    enter(client, invitation)
    client.get(
        f"/rounds/{invitation.round_id}/sections/{section.key}?block={section.blocks[0].key}&do=comment"
    )
    assert client.page.select_one(".y-doc[lang=en]") is not None
    assert client.text("#section-comments blockquote") == section.blocks[0].text["en"]


def test_comments_in_either_language_are_on_the_same_block(client, new_client):
    invitation = InvitationFactory()
    section = drafts.reading(invitation.round.version_id)[1]
    block = section.blocks[0]
    page = f"/rounds/{invitation.round_id}/sections/{section.key}?block={block.key}"
    for browser, other, save in [
        (client, "sv", "Spara synpunkten"),
        (new_client(), "en", "Save the comment"),
    ]:
        enter(browser, invitation)
        browser.get(f"/language/{other}")
        browser.get(page)
        assert block.text[other].replace("*", "") in browser.text("#section-comments")
        browser.submit(save, text="Mät det.")
    comments = session.scalars(select(OwnComment)).all()
    assert [each.block_key for each in comments] == [block.key, block.key]


def test_a_language_that_came_to_the_document_later_is_not_offered(client):
    round_ = RoundFactory()
    round_.version.document.languages = ["sv", "en", "sju"]
    session.commit()
    for page in (f"{read(round_)}?text=sju", f"/v/{round_.version_id}?language=sju"):
        client.get(page)
        assert client.page.select_one("article")["lang"] == "sv"
        assert "umesamiska" not in client.text("main").lower()
