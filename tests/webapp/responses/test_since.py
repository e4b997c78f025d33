"""A new round on a text that has changed: what is new, and what the bodies are told of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.drafts import DocumentFactory, SectionFactory, VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import link
from tests.webapp.rounds.mail import subject, words
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts.models import Section, Version
from webapp.rounds import queries, service


def sections_of(version_id):
    found = select(Section).where(Section.version_id == version_id).order_by(Section.ordinal)
    return session.scalars(found).all()


@pytest.fixture
def rounds(database):
    """A round that is over, and an open one on a text with one section edited and one new."""
    former = RoundFactory(closed=True)
    kept = sections_of(former.version_id)
    later = VersionFactory(
        document=former.version.document,
        number=former.version.number + 1,
        sections=0,
        frozen=False,
    )
    for old in kept:
        new = SectionFactory(
            version_id=later.id, key=old.key, ordinal=old.ordinal, number=old.number,
            title=old.title, blocks=0,
        )  # fmt: skip
        for block in old.blocks:
            copy = {"key": block.key, "kind": block.kind, "ordinal": block.ordinal}
            new.blocks.append(
                type(block)(**copy, text=dict(block.text), html=block.html, based_on=block.based_on)
            )
    session.flush()
    edited = sections_of(later.id)[0].blocks[0]
    edited.text = {"sv": "Stycke helt omskrivet om innovation.", "en": "Rewritten block."}
    edited.html = {tag: f"<p>{text}</p>" for tag, text in edited.text.items()}
    SectionFactory(version_id=later.id, ordinal=9, number="9", title={"sv": "Uppföljning"})
    session.flush()
    later.frozen_at = clock.now()
    session.flush()
    new = RoundFactory(consultation=former.consultation, number=2, version=later)
    session.commit()
    return former, new


def test_everyone_sees_what_changed_by_section_and_by_word(client, rounds):
    _former, new = rounds
    client.get(f"/rounds/{new.id}/changes")
    rows = [row.get_text(" ", strip=True) for row in client.page.select("#changes-table tbody tr")]
    assert len(rows) == 2
    assert "Redigerat" in rows[0]
    assert "Uppföljning" in rows[1]
    assert "Tillagt" in rows[1]
    assert any("omskrivet" in each.get_text() for each in client.page.select("ins"))


def test_the_text_marks_the_sections_and_leads_to_the_differences(client, rounds):
    _former, new = rounds
    client.get(f"/rounds/{new.id}/read")
    marks = client.page.select(".y-doc__since")
    assert ["Ändrat" in each.get_text() for each in marks] == [True, False]
    assert "Nytt avsnitt" in marks[1].get_text()
    target = marks[0].a["href"]
    assert target.startswith(f"/rounds/{new.id}/changes")
    client.get(target)
    assert client.page.select_one(f"#{target.rpartition('#')[2]}")


def test_the_first_round_has_nothing_to_compare_with(client, rounds):
    former, _new = rounds
    client.get(f"/rounds/{former.id}/changes")
    assert "inget tidigare" in client.text()
    client.get(f"/rounds/{former.id}/read")
    assert client.page.select(".y-doc__since") == []


@pytest.mark.parametrize("change", ["cancelled_at", "opened_at"])
def test_a_round_that_was_never_asked_or_was_cancelled_is_not_compared_with(client, rounds, change):
    former, new = rounds
    former.cancelled_at = clock.now() if change == "cancelled_at" else None
    former.opened_at = None if change == "opened_at" else former.opened_at
    session.commit()
    assert queries.former_round(new) is None
    client.get(f"/rounds/{new.id}/changes")
    assert "inget tidigare" in client.text()


def test_another_text_is_not_compared_with(rounds):
    former, _new = rounds
    other = VersionFactory(document=DocumentFactory(), number=99)
    third = RoundFactory(consultation=former.consultation, number=3, version=other)
    session.flush()
    assert queries.former_round(third) is None
    assert session.get(Version, other.id) is not None


def test_a_draft_of_a_round_shows_nobody_its_changes(client, rounds):
    _former, new = rounds
    new.opened_at = None
    session.commit()
    assert client.get(f"/rounds/{new.id}/changes").status_code == 404


def told(inbox, invitation):
    [letter] = [each for each in inbox if each["To"] == invitation.email]
    return letter, words(letter)


def test_the_invitation_says_what_is_new_and_what_became_of_the_former_answer(
    rounds, inbox, work_off
):
    former, new = rounds
    answered, silent, fresh = OrganisationFactory.create_batch(3)
    InvitationFactory(round=former, organisation=answered, answered_at=clock.now())
    InvitationFactory(round=former, organisation=silent)
    mine = {
        body: InvitationFactory(round=new, organisation=body) for body in (answered, silent, fresh)
    }
    former.reported_at = clock.now() - timedelta(days=1)
    session.commit()
    service.invite_some(new.id)
    work_off()
    letter, text = told(inbox, mine[answered])
    assert "ändrats i 2 avsnitt" in text
    assert f"/rounds/{new.id}/changes" in text
    assert f"/{former.id}" in text
    assert "Ni svarade" in text
    assert "Svara i den nya remissrundan" in subject(letter)
    assert "svarade inte" in told(inbox, mine[silent])[1]
    assert "tillfrågades inte" in told(inbox, mine[fresh])[1]
    assert f"/{former.id}" not in told(inbox, mine[fresh])[1]


def test_without_a_report_nobody_is_sent_to_one(rounds, inbox, work_off):
    former, new = rounds
    body = OrganisationFactory()
    InvitationFactory(round=former, organisation=body, answered_at=clock.now())
    invitation = InvitationFactory(round=new, organisation=body)
    session.commit()
    service.invite_some(new.id)
    work_off()
    text = told(inbox, invitation)[1]
    assert "Ni svarade" in text
    assert "sammanställningen" not in text


def test_a_first_round_is_invited_to_as_before(inbox, work_off, database):
    invitation = InvitationFactory()
    session.commit()
    service.invite_some(invitation.round_id)
    work_off()
    assert "ny remissrunda" not in told(inbox, invitation)[1]


def test_the_landing_page_leads_to_the_changes(client, rounds):
    _former, new = rounds
    invitation = InvitationFactory(round=new)
    session.commit()
    client.get(link(invitation))
    assert client.page.select_one(f'main a[href="/rounds/{new.id}/changes"]')


def test_the_changes_take_as_many_queries_when_they_are_kept(client, rounds, count_queries):
    _former, new = rounds
    client.get(f"/rounds/{new.id}/changes")
    assert count_queries(lambda: client.get(f"/rounds/{new.id}/changes")) <= 6
