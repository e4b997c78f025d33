"""Comments on a passage, however it is chosen; and what a comment would change in the text."""

import pytest
from sqlalchemy import select

from tests.factories.drafts import VersionFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.steps import enter
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import blocks
from webapp.drafts import queries as drafts
from webapp.responses.models import Change, Comment, Importance, OwnComment

SAID = "Målet är **30 procent** till 2030. Vi mäter t.ex. varje år. Sedan får vi se."
PLAIN = blocks.plain(SAID)


@pytest.fixture
def invitation():
    version = VersionFactory(frozen=False)
    block = drafts.reading(version.id)[1].blocks[0]
    block.text, block.html = {"sv": SAID}, {"sv": blocks.render(SAID)}
    session.flush()
    version.frozen_at = clock.now()
    return InvitationFactory(round__version=version)


@pytest.fixture
def section(invitation):
    return drafts.reading(invitation.round.version_id)[1]


@pytest.fixture
def page(client, invitation, section) -> str:
    """The address of the form for the paragraph, with a body signed in."""
    enter(client, invitation)
    return f"/rounds/{invitation.round_id}/sections/{section.key}?block={section.blocks[0].key}"


def kept() -> OwnComment:
    return session.scalars(select(OwnComment)).one()


def test_sentences_are_chosen_in_the_form(client, page):
    client.get(f"{page}&do=comment")
    offered = [box["value"] for box in client.page.select("input[name=sentences]")]
    assert len(offered) == 3
    client.submit("Spara synpunkten", text="Varför?", sentences=offered[1:])
    comment = kept()
    assert comment.quote == "Vi mäter t.ex. varje år. Sedan får vi se."
    assert comment.selector["start"] == PLAIN.index("Vi mäter")
    assert comment.selector["prefix"].endswith("till 2030. ")
    assert comment.selector["language"] == "sv"
    mark = client.page.select_one(f"mark#passage-{comment.id}")
    assert mark.get_text() == comment.quote
    assert client.page.select_one(f".y-doc a[href='#comment-{comment.id}']")
    assert client.page.select_one(f"#comment-{comment.id} a[href='#passage-{comment.id}']")


def test_words_are_typed_as_they_stand(client, page):
    client.get(f"{page}&do=comment")
    client.submit("Spara synpunkten", text="Högre.", words=" 30  procent ")
    assert kept().quote == "30 procent"
    assert [each.get_text() for each in client.page.select(".y-doc mark")] == ["30 procent"]


def test_words_that_stand_nowhere_are_refused_and_kept(client, page):
    client.get(f"{page}&do=comment")
    answer = client.submit("Spara synpunkten", text="Vad?", words="något helt annat om skogen")
    assert answer.status_code == 422
    assert "står inte i stycket" in client.text("[data-error-summary]")
    assert client.page.select_one("input[name=words]")["value"] == "något helt annat om skogen"
    assert client.page.select_one("textarea[name=text]").get_text().strip() == "Vad?"
    assert client.page.select_one("details.y-passages").has_attr("open")


def test_what_was_selected_in_the_page_comes_by_its_place(client, page):
    first = len("".join(PLAIN[: PLAIN.index("procent")].split()))
    client.get(f"{page}&do=comment&marked={first}-{first + len('procent')}")
    assert client.text("#section-comments blockquote") == "procent"
    client.submit("Spara synpunkten", text="Andelar i stället.")
    assert kept().quote == "procent"


@pytest.mark.parametrize("marked", ["0-0", "9-3", "x-y", "5", "-", "0-999999999999"])
def test_a_place_that_says_nothing_means_the_whole_paragraph(client, page, marked):
    assert client.get(f"{page}&do=comment&marked={marked}").status_code == 200
    assert client.text("#section-comments blockquote") == PLAIN


def test_a_change_is_shown_as_what_is_taken_away_and_put_in(client, page):
    client.get(f"{page}&do=change")
    client.submit(
        "Spara synpunkten",
        proposed_wording=PLAIN.replace("30 procent", "40 procent"),
        text="Högre mål.",
        importance="important",
    )
    comment = kept()
    assert comment.change is Change.REPLACE
    assert comment.importance is Importance.IMPORTANT
    assert client.text(".y-diff del") == "[borttaget: 30 ]"
    assert client.text(".y-diff ins") == "[tillagt: 40 ]"
    assert client.page.select("#section-comments .y-comment blockquote") == []
    assert "Viktigt" in client.text("#section-comments .y-comment")


def test_a_change_of_selected_words_begins_with_them_alone(client, page):
    first = len("".join(PLAIN[: PLAIN.index("Sedan")].split()))
    client.get(f"{page}&do=change&marked={first}-{first + 10}")
    assert client.page.select_one("textarea[name=proposed_wording]").get_text().strip() == (
        "Sedan får vi"
    )
    client.submit("Spara synpunkten", proposed_wording="Sedan bör vi")
    comment = kept()
    assert (comment.quote, comment.proposed_wording) == ("Sedan får vi", "Sedan bör vi")
    assert comment.selector["start"] == PLAIN.index("Sedan")


def test_a_paragraph_is_put_in_and_another_taken_away(client, page):
    client.get(f"{page}&do=add")
    client.submit("Spara synpunkten", proposed_wording="Ett nytt stycke.")
    client.get(f"{page}&do=remove")
    client.submit("Spara synpunkten")
    added, removed = session.scalars(select(OwnComment).order_by(OwnComment.id)).all()
    assert (added.change, added.proposed_wording) == (Change.ADD, "Ett nytt stycke.")
    assert (removed.change, removed.quote, removed.text) == (Change.REMOVE, PLAIN, "")
    assert client.text(".y-diff ins") == "[tillagt: Ett nytt stycke. ]"
    assert client.text(".y-diff del") == f"[borttaget: {PLAIN} ]"


def test_a_paragraph_can_come_first_in_the_section(client, page):
    client.get(f"{page.partition('?')[0]}?do=add")
    client.submit("Spara synpunkten", proposed_wording="Allra först.")
    assert (kept().change, kept().quote, kept().block_key) == (Change.ADD, "", None)


def test_a_reason_alone_for_a_new_paragraph_is_kept_as_a_comment_is(client, page):
    client.get(f"{page}&do=add")
    assert client.submit("Spara synpunkten", proposed_wording="").status_code == 422


def test_what_is_on_a_passage_is_submitted_with_it_and_signed(client, page, invitation):
    client.get(f"{page}&do=comment")
    client.submit("Spara synpunkten", text="Högre.", words="30 procent", importance="minor")
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Spara och fortsätt", position="oppose")
    client.get(f"/rounds/{invitation.round_id}/review")
    assert "30 procent" in client.text("blockquote")
    assert "Ett mindre önskemål" in client.text("main")
    client.submit("Skicka in svaret")
    comment = session.scalars(select(Comment)).one()
    assert comment.quote == "30 procent"
    assert comment.selector == kept().selector
    said = comment.content()
    assert (said["selector"], said["importance"]) == (comment.selector, "minor")
    assert "change" not in said


def test_what_was_signed_before_keeps_its_bytes(database):
    comment = CommentFactory(response=ResponseFactory(), quote="Allt.")
    assert set(comment.content()) == {
        *("section", "block", "quote", "kind", "position", "text", "proposed_wording")
    }


def test_a_comment_on_a_passage_is_edited_with_its_words_kept(client, page, invitation):
    client.get(f"{page}&do=comment")
    client.submit("Spara synpunkten", text="Först.", words="30 procent")
    before = kept().selector
    client.get(f"/rounds/{invitation.round_id}/comments/{kept().id}")
    assert client.text("blockquote") == "30 procent"
    client.submit("Spara synpunkten", text="Sedan.", importance="normal")
    assert (kept().text, kept().selector, kept().importance) == ("Sedan.", before, "normal")
