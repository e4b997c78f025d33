"""What is public to send in is limited, address by address."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.client import PageClient
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import link
from webapp.core.database import db
from webapp.core.extensions import limiter
from webapp.factory import create_app


@pytest.fixture
def hurried(database, settings) -> Iterator[PageClient]:
    """A browser of an application that takes three submissions a minute."""
    extra = {**settings.extra, "RATELIMIT_ENABLED": True, "RATELIMIT_KEY_PREFIX": "test-limits"}
    app = create_app(replace(settings, submission_limit="3 per minute", extra=extra))
    with app.app_context():
        db._app_engines[app][None] = database
        limiter.reset()
        yield PageClient(app)
    limiter.enabled = False


def test_the_fourth_address_in_a_minute_is_refused(hurried):
    page = f"/rounds/{RoundFactory().id}/join"
    typed = {"email": "siv@svar.example"}
    statuses = [hurried.post(page, typed, follow_redirects=False).status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]
    assert hurried.get(page).status_code == 200


def test_the_button_behind_the_link_is_limited_and_reading_is_not(hurried):
    page = link(InvitationFactory())
    statuses = [hurried.post(page, follow_redirects=False).status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]
    assert [hurried.get(page).status_code for _ in range(5)] == [200] * 5
