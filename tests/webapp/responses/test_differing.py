"""What differs between two versions of an answer: found by itself, and shown before and after."""

import uuid

import pytest
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.responses import (
    CommentFactory,
    OwnCommentFactory,
    OwnSpaceFactory,
    ResponseFactory,
)
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.steps import enter, sign_in
from webapp.core.database import session
from webapp.drafts.wording import Fate
from webapp.responses import differing
from webapp.responses.models import OwnSpace, Position, Response

SECTION, OTHER = uuid.uuid4(), uuid.uuid4()


@pytest.fixture
def former(database):
    return ResponseFactory(statement="Vi tycker bra om målen.")


@pytest.fixture
def later(former):
    return version(former, statement=former.statement)


def version(former, **kwargs):
    return ResponseFactory(invitation=former.invitation, replaces_id=former.id, **kwargs)


def comment(response, text, section=SECTION, **kwargs):
    return CommentFactory(response=response, text=text, section_key=section, **kwargs)


def test_the_same_answer_twice_differs_in_nothing(former, later):
    for each in (former, later):
        comment(each, "Målet bör gå att mäta.")
    found = differing.of(former, later)
    assert found.is_same
    assert found.unchanged == 1


def test_comments_are_unchanged_changed_new_or_gone(former, later):
    comment(former, "Målet bör gå att mäta.")
    comment(later, "Målet bör gå att mäta.")
    was = comment(former, "Skogen nämns för lite i avsnittet.")
    now = comment(later, "Skogen nämns alldeles för lite i avsnittet.")
    gone = comment(former, "Stryk hela stycket om gruvor.")
    new = comment(later, "Kultur och kreativa näringar saknas.", OTHER)
    found = differing.of(former, later)
    assert (found.new, found.gone, found.unchanged) == ([new], [gone], 1)
    [changed] = found.changed
    assert (changed.former, changed.later) == (was, now)
    assert [(p.fate, p.text.strip()) for p in changed.text if p.fate is not Fate.SAME] == [
        (Fate.NEW, "alldeles")
    ]


@pytest.mark.parametrize("section", [None, SECTION])
def test_two_comments_that_only_stand_in_the_same_place_are_not_one(former, later, section):
    comment(former, "Stryk stycket om gruvor.", section)
    comment(later, "Kultur och kreativa näringar saknas helt.", section)
    found = differing.of(former, later)
    assert (len(found.new), len(found.gone), found.changed) == (1, 1, [])


def test_being_on_the_same_words_makes_two_comments_one_sooner(former, later):
    quote = {"block_key": uuid.uuid4(), "quote": "Länets skogar"}
    for kwargs in ({}, quote):
        comment(former, "Skogen nämns för lite här, det är tyvärr så.", **kwargs)
        comment(later, "Skogen nämns alldeles för sent och dessutom fel.", **kwargs)
    [changed] = differing.of(former, later).changed
    assert changed.later.quote == "Länets skogar"


def test_a_comment_moved_to_another_section_is_gone_there_and_new_here(former, later):
    comment(former, "Målet bör gå att mäta.")
    comment(later, "Målet bör gå att mäta.", OTHER)
    found = differing.of(former, later)
    assert (len(found.new), len(found.gone), found.changed) == (1, 1, [])


def test_two_alike_comments_are_each_counted_once(former, later):
    for each in (former, former, later):
        comment(each, "Målet bör gå att mäta.")
    found = differing.of(former, later)
    assert (found.unchanged, len(found.gone)) == (1, 1)


def test_a_position_that_alone_changes_is_a_difference(former):
    later = version(former, position=Position.OPPOSE, statement=former.statement)
    found = differing.of(former, later)
    assert (found.moves, found.is_same) == (True, False)


def test_a_comment_that_changes_its_stand_alone_is_changed(former, later):
    comment(former, "Målet bör gå att mäta.", position=Position.ENDORSE)
    comment(later, "Målet bör gå att mäta.", position=Position.OPPOSE)
    [changed] = differing.of(former, later).changed
    assert changed.is_otherwise


def test_a_body_reads_what_differs_before_it_submits_a_new_version(client):
    invitation = InvitationFactory()
    enter(client, invitation)
    space = session.scalars(select(OwnSpace)).one()
    space.position, space.statement = Position.ENDORSE, "Tjänstemännen tillstyrker."
    OwnCommentFactory(space=space, text="Skogen nämns för lite.")
    session.commit()
    page = f"/rounds/{invitation.round_id}/review"
    client.get(page)
    assert not client.page.select("#differences")
    client.submit("Skicka in svaret", stage="preliminary")
    client.get(page)
    assert "Inget skiljer sig" in client.text("section[aria-labelledby=differences]")
    space = session.scalars(select(OwnSpace)).one()
    space.position, space.statement = Position.OPPOSE, "Nämnden tillstyrker."
    OwnCommentFactory(space=space, text="Kulturen saknas.")
    session.commit()
    client.get(page)
    differs = client.page.select_one("section[aria-labelledby=differences]")
    words = differs.get_text(" ", strip=True)
    assert "Nya synpunkter: 1. Ändrade: 0. Borttagna: 0. Oförändrade: 1." in words
    assert [each.get_text(" ", strip=True) for each in differs.select("ins")] == [
        "[tillagt: Nämnden ]"
    ]
    client.submit("Skicka in svaret")
    first, second = session.scalars(select(Response).order_by(Response.number))
    assert (second.replaces_id, first.statement) == (first.id, "Tjänstemännen tillstyrker.")


def test_staff_read_what_differs_between_submitted_versions_and_nothing_of_the_draft(
    client, former
):
    later = version(former, statement="Vi tycker mycket bra om målen.")
    comment(former, "Stryk hela stycket om gruvor.")
    space = OwnSpaceFactory(invitation=former.invitation)
    OwnCommentFactory(space=space, text="kanariefågel i utkastet")
    sign_in(client, UserFactory())
    client.get(f"/responses/{later.id}")
    differs = client.text("section[aria-labelledby=differences]")
    assert former.reference in differs
    assert "Stryk hela stycket om gruvor." in differs
    assert "mycket" in differs
    assert "kanariefågel" not in client.text()
    client.get(f"/responses/{former.id}")
    assert not client.page.select("#differences")
