"""Every invitation has one status, and the counts always add up."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.notifications.models import EmailStatus
from webapp.organisations.categories import Category, Sector
from webapp.rounds.ledger import (
    ANSWERED,
    FACETS,
    Arrival,
    Choice,
    Figures,
    Group,
    InvitationStatus,
    Mark,
    status_of,
)

WHEN = datetime(2027, 2, 1, tzinfo=UTC)
MAILS = (None, *EmailStatus)
SAID = (None, "answer", "no_comments", "abstain")

facts = st.builds(
    SimpleNamespace,
    opened_at=st.sampled_from([None, WHEN]),
    forwarded_at=st.sampled_from([None, WHEN]),
    started_at=st.sampled_from([None, WHEN]),
    in_approval_at=st.sampled_from([None, WHEN]),
    answered_as=st.sampled_from(SAID),
)
groups = st.builds(
    Group,
    status=st.sampled_from(InvitationStatus),
    category=st.sampled_from(Category),
    sector=st.sampled_from(Sector),
    language=st.sampled_from(["sv", "en"]),
    group=st.sampled_from([None, uuid.UUID(int=1)]),
    marks=st.frozensets(st.sampled_from(Mark)),
    found=st.booleans(),
    count=st.integers(min_value=1, max_value=400),
)


choices = st.builds(
    Choice,
    category=st.none() | st.sampled_from(Category),
    status=st.none() | st.sampled_from(InvitationStatus),
    sector=st.none() | st.sampled_from(Sector),
    language=st.sampled_from([None, "sv", "en"]),
    marks=st.frozensets(st.sampled_from(Mark), max_size=2),
)
STEPS = ("opened_at", "forwarded_at", "started_at", "in_approval_at", "answered_as")


def standing(mail=EmailStatus.SENT, *, ended=False, settled=True, **done):
    body = SimpleNamespace(**dict.fromkeys(STEPS) | done)
    return status_of(body, Arrival(mail, settled=settled), ended=ended)


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        (None, InvitationStatus.NOT_SENT),
        (EmailStatus.QUEUED, InvitationStatus.NOT_SENT),
        (EmailStatus.SENDING, InvitationStatus.NOT_SENT),
        (EmailStatus.FAILED, InvitationStatus.UNDELIVERED),
        (EmailStatus.BOUNCED, InvitationStatus.UNDELIVERED),
        (EmailStatus.SENT, InvitationStatus.DELIVERED),
    ],
)
def test_before_the_body_does_anything_the_mail_decides(mail, expected):
    assert standing(mail) == expected


def test_each_step_goes_before_the_one_it_follows():
    assert standing(opened_at=WHEN) == InvitationStatus.OPENED
    steps = {"opened_at": WHEN, "forwarded_at": WHEN}
    assert standing(**steps) == InvitationStatus.FORWARDED
    steps["started_at"] = WHEN
    assert standing(**steps) == InvitationStatus.STARTED
    steps["in_approval_at"] = WHEN
    assert standing(**steps) == InvitationStatus.IN_APPROVAL
    assert standing(**steps, answered_as="answer") == InvitationStatus.SUBMITTED


def test_what_was_just_accepted_is_sent_and_delivered_when_it_has_not_come_back():
    assert standing(settled=False) == InvitationStatus.SENT
    assert standing(settled=True) == InvitationStatus.DELIVERED
    assert standing(EmailStatus.BOUNCED, settled=False) == InvitationStatus.UNDELIVERED
    assert standing(settled=False, ended=True) == InvitationStatus.SILENT


def test_the_three_ways_to_answer_are_three_statuses():
    found = [standing(answered_as=said) for said in ("answer", "no_comments", "abstain")]
    assert found == list(ANSWERED)


@pytest.mark.parametrize("said", ["answer", "no_comments", "abstain"])
def test_an_answer_counts_whatever_became_of_the_mail_and_the_deadline(said):
    found = {
        standing(mail, ended=ended, answered_as=said)
        for mail, ended in product(MAILS, (True, False))
    }
    assert len(found) == 1
    assert found <= set(ANSWERED)


def test_who_wrote_but_did_not_submit_is_silent_when_the_time_is_over():
    assert standing(ended=True, started_at=WHEN) == InvitationStatus.SILENT
    assert standing(ended=True, opened_at=WHEN) == InvitationStatus.SILENT
    assert standing(ended=True) == InvitationStatus.SILENT


def test_an_invitation_that_never_arrived_is_no_silence():
    assert standing(EmailStatus.FAILED, ended=True) == InvitationStatus.UNDELIVERED
    assert standing(None, ended=True) == InvitationStatus.NOT_SENT


def test_who_came_in_by_a_forwarded_link_is_not_undelivered():
    assert standing(EmailStatus.FAILED, opened_at=WHEN) == InvitationStatus.OPENED


@given(st.lists(st.tuples(facts, st.sampled_from(MAILS), st.booleans(), st.sampled_from(Category))))
def test_the_statuses_of_all_add_up_to_how_many_were_invited(bodies):
    figures = Figures.of(
        Group(status_of(body, Arrival(mail), ended=ended), category)
        for body, mail, ended, category in bodies
    )
    assert figures.invited == len(bodies)
    assert sum(figures.by_status.values()) == len(bodies)
    assert figures.answered == sum(body.answered_as is not None for body, *_ in bodies)


@given(st.lists(groups))
def test_the_categories_add_up_to_the_whole_in_every_column(found):
    figures = Figures.of(found)
    parts = figures.of_category().values()
    assert sum(part.invited for part in parts) == figures.invited
    assert sum(part.answered for part in parts) == figures.answered
    assert sum(part.preliminary for part in parts) == figures.preliminary
    assert sum(part.late for part in parts) == figures.late
    for status in InvitationStatus:
        assert sum(part.by_status[status] for part in parts) == figures.by_status[status]


@given(st.lists(groups), choices)
def test_each_filter_says_how_many_it_would_show(found, choice):
    figures = Figures.of(found)
    shown = figures.within(choice)
    for facet in FACETS:
        counts = figures.by(facet, choice)
        assert sum(counts.values()) == figures.within(choice, but=facet).invited
        for value, count in counts.items():
            assert count == figures.within(replace(choice, **{facet: value})).invited or not value
    for mark, count in figures.by_mark(choice).items():
        more = replace(choice, marks=choice.marks | {mark})
        assert count == figures.within(more).invited <= shown.invited


def test_every_status_is_counted_also_those_that_none_has():
    assert set(Figures.of([]).by_status) == set(InvitationStatus)
