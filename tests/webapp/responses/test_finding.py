"""Searching the text, the text with one's own comments, and its summary in plain language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.accounts import UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import enter, sign_in
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.drafts import blocks
from webapp.drafts import queries as drafts
from webapp.responses import searching
from webapp.responses.searching import Stretch

SAID = "Länet ska ha *fler* testbäddar för gruvteknik, och 30 % av dem i inlandet."
TEXTS = [
    Stretch("s-1", 0, "Gruvteknik"),
    Stretch("b-1", 0, SAID),
    Stretch("b-2", 1, "Inlandet behöver fler vägar."),
]


@pytest.fixture
def round_():
    version = VersionFactory(frozen=False)
    block = drafts.reading(version.id)[1].blocks[0]
    block.text, block.html = {"sv": SAID}, {"sv": blocks.render(SAID)}
    session.flush()
    version.frozen_at = clock.now()
    return RoundFactory(version=version)


def places(asked: str) -> list[str]:
    return [hit.stretch.place for hit in searching.search(TEXTS, asked)]


def test_words_are_found_whatever_their_capitals():
    assert places("GRUVTEKNIK") == ["s-1", "b-1"]
    assert places("fler") == ["b-1", "b-2"]


def test_words_side_by_side_come_before_words_apart():
    assert places("inlandet  behöver") == ["b-2"]
    assert places("inlandet fler") == ["b-1", "b-2"], "no text has them side by side"
    assert places('"inlandet fler"') == []


@given(st.text(max_size=40), st.text(max_size=300))
def test_a_hit_shows_words_that_stand_there(asked, text):
    for hit in searching.search([Stretch("b", 0, text)], asked):
        shown = "".join(piece for piece, _found in hit.pieces)
        assert shown.removeprefix("… ").removesuffix(" …") in text


@pytest.mark.parametrize("asked", ["", "  ", '"', '""', "“”"])
def test_nothing_is_found_where_nothing_is_asked(asked):
    assert places(asked) == []


def test_the_page_shows_where_words_stand_and_leads_there(client, round_):
    client.get(f"/rounds/{round_.id}/search?q=gruvteknik")
    assert client.text("mark") == "gruvteknik"
    assert "1 ställe" in client.text("h2")
    block = drafts.reading(round_.version_id)[1].blocks[0]
    href = client.page.select_one(".y-comments a")["href"]
    assert href.startswith(f"/rounds/{round_.id}/read#b-{block.key}:~:text=")
    client.get(f"/rounds/{round_.id}/search?q=finnsinte")
    assert "Inget hittades" in client.text("main")
    client.get(f"/rounds/{round_.id}/search?q=%3Cscript%3E")
    assert not client.page.select("main script")


def test_a_round_that_is_not_out_is_not_searched(client):
    draft = RoundFactory(opened_at=None)
    assert client.get(f"/rounds/{draft.id}/search?q=a").status_code == 404


def test_the_whole_text_has_ones_own_comments_where_they_belong(client, new_client, round_):
    invitation = InvitationFactory(round=round_)
    enter(client, invitation)
    section = drafts.reading(round_.version_id)[1]
    page = f"/rounds/{round_.id}/sections/{section.key}?block={section.blocks[0].key}&do=comment"
    client.get(page)
    client.submit("Spara synpunkten", text="Bara vår.", words="testbäddar")
    client.get(f"/rounds/{round_.id}/with-comments")
    place = client.page.select_one(f"section[aria-labelledby='w-{section.key}']")
    assert "Bara vår." in place.get_text()
    assert place.select_one("mark").get_text() == "testbäddar"
    other = new_client()
    enter(other, InvitationFactory(round=round_))
    other.get(f"/rounds/{round_.id}/with-comments")
    assert "Bara vår." not in other.text("main")


def test_the_whole_text_takes_as_many_queries_however_long_it_is(client, count_queries):
    counts = []
    for sections in (3, 30):
        invitation = InvitationFactory(round__version=VersionFactory(sections=sections))
        enter(client, invitation)
        page = f"/rounds/{invitation.round_id}/with-comments"
        client.get(page)
        counts.append(count_queries(lambda page=page: client.get(page)))
    assert counts[0] == counts[1]


def test_staff_write_a_summary_that_readers_meet_first(client, new_client, round_):
    sign_in(client, UserFactory(roles=[Role.CASE_OFFICER]))
    client.get(f"/rounds/{round_.id}/summary")
    client.submit("Spara", summary_sv="Det här är **kort**.\n\n<script>alert(1)</script>")
    assert client.path == f"/rounds/{round_.id}"
    assert client.page.select_one("main .y-prose strong").get_text() == "kort"
    reader = new_client()
    reader.get(f"/rounds/{round_.id}/read")
    assert reader.page.select_one(".y-in-short strong").get_text() == "kort"
    assert not reader.page.select(".y-in-short script")
    client.get(f"/rounds/{round_.id}/summary")
    client.submit("Spara", summary_sv="")
    assert round_.summary == {}


def test_others_do_not_write_it(client, round_):
    sign_in(client, UserFactory(roles=[Role.REGISTRAR]))
    assert client.get(f"/rounds/{round_.id}/summary").status_code == 403
