"""What the e-mails that leave by themselves say, beside when they leave and to whom."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.rounds.mail import subject, words
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.rounds import service
from webapp.rounds.models import CaseStep

LAST_DAY = date(2027, 4, 21)  # a Wednesday
THE_DAY_AFTER = datetime(2027, 4, 22, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def round_():
    return RoundFactory(deadline=LAST_DAY, opened_at=datetime(2027, 1, 20, 9, tzinfo=STOCKHOLM))


def plan(round_, ahead, title, **more):
    step = CaseStep(day=LAST_DAY + timedelta(days=ahead), title={"sv": title}, **more)
    round_.consultation.steps.append(step)
    session.flush()


def test_who_has_answered_is_thanked_and_told_what_is_planned(round_, work_off, inbox):
    InvitationFactory(round=round_, answered_as="answer")
    plan(round_, 60, "Regionstyrelsen beslutar", until=LAST_DAY + timedelta(days=61))
    plan(round_, 30, "Internt möte", is_public=False)
    plan(round_, -30, "Dialogkonferens")
    with time_machine.travel(THE_DAY_AFTER, tick=False):
        service.remind()
        work_off()
    [letter] = inbox
    assert "tack för ert svar" in subject(letter)
    said = words(letter)
    assert "20 juni 2027 – 21 juni 2027: Regionstyrelsen beslutar" in said
    assert f"/c/{round_.consultation_id}" in said
    assert "Internt möte" not in said
    assert "Dialogkonferens" not in said
