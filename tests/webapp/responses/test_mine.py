"""What is one's own beside the text: what is read, what is left, and where one stands."""

import re

import pytest
from sqlalchemy import select

from tests.factories.rounds import InvitationFactory, QuestionFactory
from tests.webapp.responses.steps import enter, link
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.responses.models import Comment, OwnComment, OwnSpace, Position, SeenSection
from webapp.responses.reckoning import Left, count_words


@pytest.fixture
def invitation():
    found = InvitationFactory()
    QuestionFactory(round=found.round)
    return found


@pytest.fixture
def sections(client, invitation):
    """The addresses of the sections, with a body signed in."""
    enter(client, invitation)
    return [
        f"/rounds/{invitation.round_id}/sections/{each.key}"
        for each in drafts.outline(invitation.round.version_id)
    ]


def seen() -> int:
    return len(session.scalars(select(SeenSection)).all())


def test_time_is_reckoned_from_words_questions_and_the_position():
    assert Left().minutes == 0
    assert Left(words=180).minutes == 1
    assert Left(words=181, questions=1, position=True).minutes == 7
    assert Left(words=180 * 15 + 1).minutes == 20, "from a quarter of an hour on in fives"
    assert count_words("Målet är 30 procent – eller?") == 5


def test_where_no_more_answers_are_taken_each_part_is_only_read(client, sections, invitation):
    client.get(f"/rounds/{invitation.round_id}/answer")
    assert "Svara i Word" in client.text(".y-facts")
    invitation.round.closed_at = invitation.round.reported_at = clock.now()
    session.commit()
    client.get(f"/rounds/{invitation.round_id}/answer")
    assert "Det går inte längre att svara" in client.text(".y-alert")
    ways = [each.get_text(" ", strip=True) for each in client.page.select(".y-facts a")]
    assert ways[:2] == ["Läs ställningstagandet", "Läs de allmänna synpunkterna"]
    assert all(each.startswith("Läs ") for each in ways)


def test_opening_a_section_does_not_read_it(client, sections):
    for page in sections:
        client.get(page)
    assert seen() == 0
    assert f"0 av {len(sections)} avsnitt lästa" in client.text(".y-mine")


def test_going_on_marks_a_section_as_read_and_nothing_is_begun(client, sections, invitation):
    client.get(sections[0])
    form = client.page.select_one(".y-pager__next")
    token = form.select_one("input[name=csrf_token]")["value"]
    client.post(form["action"], {"csrf_token": token})
    assert client.path == sections[1]
    assert f"1 av {len(sections)} avsnitt lästa" in client.text(".y-mine")
    assert invitation.started_at is None
    client.get(sections[0])
    client.submit("Markera som oläst")
    assert client.path == sections[0]
    assert seen() == 0


def test_the_last_section_leads_to_the_position(client, sections, invitation):
    client.get(sections[-1])
    form = client.page.select_one(".y-pager__next")
    token = form.select_one("input[name=csrf_token]")["value"]
    client.post(form["action"], {"csrf_token": token})
    assert client.path == f"/rounds/{invitation.round_id}/statement"


def test_what_one_reads_is_ones_own(client, new_client, sections, invitation):
    client.post(f"{sections[0]}/seen")
    other = new_client()
    enter(other, InvitationFactory(round=invitation.round))
    other.get(sections[0])
    assert f"0 av {len(sections)} avsnitt lästa" in other.text(".y-mine")


def test_a_section_of_another_text_is_not_read(client, sections, invitation):
    strange = f"/rounds/{invitation.round_id}/sections/{invitation.id}"
    assert client.post(f"{strange}/seen").status_code == 404
    assert client.post(f"{strange}/stand", {"stand": "oppose"}).status_code == 404
    assert seen() == 0


def test_the_summary_lists_comments_and_what_is_left_on_each_page_of_reading(
    client, sections, invitation
):
    client.get(sections[1])
    client.submit("Spara synpunkten", text="Målet bör mätas.")
    for page in (sections[0], f"/rounds/{invitation.round_id}/read"):
        client.get(page)
        said = client.text(".y-mine")
        assert "1 synpunkt" in said
        assert "Målet bör mätas." in said
        assert "1 fråga kvar" in said
        assert "Ta ställning till helheten" in said
        assert "minut" in said
    assert client.page.select_one(".y-mine__list a")["href"].startswith(sections[1])


def test_ones_own_words_are_in_the_language_of_the_answer_whatever_the_pages(
    client, sections, invitation
):
    client.get(sections[1])
    client.submit("Spara synpunkten", text="Målet bör mätas.")
    client.get("/language/en")
    for page in ("answer", "read", "review", "with-comments"):
        client.get(f"/rounds/{invitation.round_id}/{page}")
        said = client.page.main.find_all(string=re.compile("Målet bör mätas"))
        assert said, page
        assert {each.find_parent(lang=True)["lang"] for each in said} == {"sv"}, page
        assert client.page.main.find_parent(lang=True)["lang"] == "en"


def test_a_position_on_a_section_needs_no_words(client, sections, invitation):
    client.get(sections[1])
    client.submit("Spara ställningstagandet", stand="oppose")
    kept = session.scalars(select(OwnComment)).one()
    assert (kept.position, kept.text) == (Position.OPPOSE, "")
    assert "Vi avstyrker det" in client.text("#stand summary")
    assert client.page.select("#section-comments .y-comment") == []
    client.submit("Spara ställningstagandet", stand="endorse")
    assert session.scalars(select(OwnComment)).one().position is Position.ENDORSE
    client.get(f"/rounds/{invitation.round_id}/comments/{kept.id}")
    assert client.path == sections[1]
    client.submit("Spara ställningstagandet", stand="")
    assert session.scalars(select(OwnComment)).all() == []


def test_two_windows_take_one_position(client, sections):
    for value in ("oppose", "neither", "not one"):
        client.post(f"{sections[1]}/stand", {"stand": value})
    assert [each.position for each in session.scalars(select(OwnComment))] == [Position.NEITHER]


def test_positions_are_read_back_before_they_are_submitted(client, sections, invitation):
    client.get(sections[1])
    client.submit("Spara ställningstagandet", stand="oppose")
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Spara och fortsätt", position="endorse_in_part")
    client.get(f"/rounds/{invitation.round_id}/review")
    said = client.text("#positions")
    assert "Tillstyrker förslaget delvis" in said
    assert "Inriktningen är rätt" in said
    assert "Vi avstyrker det" in said
    assert "Det bör inte genomföras i den här formen" in said
    client.submit("Skicka in svaret")
    assert session.scalars(select(Comment)).one().position is Position.OPPOSE
    assert session.scalars(select(OwnSpace)).one()


def test_how_long_it_takes_is_told_before_one_begins_and_while_one_is_at_it(client, invitation):
    client.get(link(invitation))
    assert re.search(r"ungefär \d+ minuter att läsa texten och svara", client.text())
    enter(client, invitation)
    before = minutes_left(client)
    client.get(f"/rounds/{invitation.round_id}/statement")
    client.submit("Spara och fortsätt", position="endorse", statement="Bra.")
    client.get(f"/rounds/{invitation.round_id}/answer")
    assert minutes_left(client) < before


def minutes_left(client) -> int:
    found = re.search(r"Ungefär (\d+) minut(er)? kvar", client.text("main"))
    assert found
    return int(found.group(1))


@pytest.mark.parametrize("page", ["statement", "sections"])
def test_help_with_an_example_stands_beside_what_is_written(client, sections, invitation, page):
    here = sections[0] if page == "sections" else f"/rounds/{invitation.round_id}/{page}"
    client.get(here)
    help_ = client.page.select_one(".y-columns__side .y-guidance")
    assert help_.select_one("blockquote").get_text(strip=True).startswith("”")


def test_nothing_is_left_once_the_answer_is_submitted(client, sections, invitation):
    client.get(sections[0])
    assert "minuter kvar" in client.text(".y-mine")
    home = f"/rounds/{invitation.round_id}"
    client.get(f"{home}/statement")
    client.submit("Spara och fortsätt", position="endorse", statement="Bra.")
    client.get(f"{home}/review")
    client.submit("Skicka in svaret")
    client.get(sections[0])
    assert "Inskickat" in client.text(".y-mine")
    assert "kvar" not in client.text(".y-mine")
    assert "ändrats sedan" not in client.text(".y-mine")
    client.submit("Spara synpunkten", text="En sak till.")
    assert "ändrats sedan dess" in client.text(".y-mine")
