"""The ground's own rules: settings, clock, identifiers, links, files, languages."""

import traceback
import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

import config
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import OwnCommentFactory
from webapp.core import access, background, clock, rendering, storage, transactions
from webapp.core.access import LinkExpiredError, LinkInvalidError
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.core.forms import clean_line, clean_text
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.web import safe_next, same_page
from webapp.organisations.models import Organisation

COMPLETE = {
    name: "smtp://localhost" if name == "SMTP_URL" else "x"
    for name in (
        "DATABASE_URL", "REDIS_URL", "SMTP_URL", "SECRET_KEY", "PUBLIC_URL", "STORAGE_URL",
    )
}  # fmt: skip


@pytest.mark.parametrize("missing", COMPLETE)
def test_a_missing_setting_stops_the_start_and_is_named(missing):
    with pytest.raises(config.SettingMissingError, match=missing):
        config.read({**COMPLETE, missing: " "})


def test_cookies_are_for_https_where_the_public_address_is():
    assert config.read({**COMPLETE, "PUBLIC_URL": "https://yttra.region.example"}).secure_cookies
    assert not config.read(COMPLETE).secure_cookies


def test_no_task_may_outlive_its_message():
    celery = config.read(COMPLETE).celery()
    assert celery["broker_transport_options"]["visibility_timeout"] > config.LONGEST_TASK_SECONDS
    assert celery["task_acks_late"]
    assert celery["task_reject_on_worker_lost"]


def test_identifiers_sort_by_time_and_are_version_7():
    made = [uuid7() for _ in range(100)]
    assert {identifier.version for identifier in made} == {7}
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        earlier = uuid7()
    assert earlier < min(made)


def test_the_clock_can_be_staged_and_goes_on_afterwards():
    then = datetime(2026, 5, 1, 12, tzinfo=UTC)
    with clock.staged(then):
        assert clock.now() == then
    assert clock.now() > then


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/rounds/1?x=2#y", "/rounds/1?x=2#y"),
        ("https://evil.example", None),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
def test_only_paths_on_this_site_are_followed(target, expected):
    assert safe_next(target) == expected


@pytest.mark.parametrize(
    ("method", "path", "came", "expected"),
    [
        ("GET", "/help?x=1", None, "/help?x=1"),
        ("POST", "/sign-in?next=/help", "http://localhost/help", "/sign-in?next=/help"),
        ("POST", "/sign-out", "http://localhost/verify?a=b", "/verify?a=b"),
        ("POST", "/sign-out", "http://localhost/sign-out", "/"),
        ("POST", "/sign-out", "https://elsewhere.example/verify", "/"),
        ("POST", "/sign-out", None, "/"),
    ],
)
def test_a_page_that_answers_a_form_is_asked_for_again_where_it_can_be(
    app, method, path, came, expected
):
    headers = {"Referer": came} if came else {}
    with app.test_request_context(
        path, base_url="http://localhost", method=method, headers=headers
    ):
        assert same_page() == expected


def test_a_link_says_what_it_was_signed_for_and_nothing_else(app):
    token = access.sign("invitation", "42:1")
    assert access.unsign("invitation", token) == "42:1"
    with pytest.raises(LinkInvalidError):
        access.unsign("sign-in", token)
    with pytest.raises(LinkInvalidError):
        access.unsign("invitation", token[:-1])


def test_a_link_with_a_time_is_good_for_that_time(app):
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC)):
        token = access.sign("sign-in", "42")
    with pytest.raises(LinkExpiredError):
        access.unsign("sign-in", token, max_age=60)


def test_short_codes_are_six_digits_and_differ(app):
    codes = {access.short_code("sign-in", str(uuid.uuid4())) for _ in range(20)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 15


def test_controls_and_directions_are_cleaned_away():
    assert clean_line(" a\u202eb\x00c \n d ") == "abc d"
    assert clean_text("ett\r\ntvå\u2066\x07\n\n") == "ett\ntvå"
    assert clean_text("ett\x0btvå\u2028tre") == "ett\ntvå\ntre"


def test_texts_fall_back_to_swedish_and_then_to_any(app):
    with rendering.spoken("en"):
        assert rendering.localised({"sv": "hej", "en": "hello"}) == "hello"
        assert rendering.localised({"sv": "hej"}) == "hej"
        assert rendering.localised({"se": "bures"}) == "bures"
        assert rendering.localised({}) == ""


def test_moments_are_shown_in_stockholm_in_the_readers_language(app):
    moment = datetime(2026, 12, 24, 14, 0, tzinfo=UTC)
    with rendering.spoken("sv"):
        assert rendering.show_moment(moment) == "24 december 2026 15:00"
    with rendering.spoken("en"):
        assert rendering.show_date(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "1 January 2027"


def test_a_lazy_message_speaks_the_readers_language_when_it_is_shown(app):
    message = _l("This link was good for a short time, and that time has passed.")
    with rendering.spoken("sv"):
        assert str(message).startswith("Länken gällde")


def test_files_come_back_as_they_were(database):
    file = storage.keep(b"\x00svar", name="svar\u202efdp.pdf", content_type="application/pdf")
    session.flush()
    assert storage.contents(file) == b"\x00svar"
    assert file.name == "svarfdp.pdf"
    assert file.size == 5


def test_messages_leave_only_after_the_commit(database, sent_tasks):
    row = uuid7()
    enqueue(Task.SEND_EMAIL, row)
    assert sent_tasks == []
    transactions.rollback()
    transactions.commit()
    assert sent_tasks == []
    enqueue(Task.SEND_EMAIL, row)
    transactions.commit()
    assert sent_tasks == [(Task.SEND_EMAIL.value, str(row))]


def test_a_broker_out_of_reach_does_not_stop_the_commit(database, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ConnectionError

    monkeypatch.setattr(background.messenger, "send_task", refuse)
    body = OrganisationFactory()
    enqueue(Task.SEND_EMAIL, body.id)
    transactions.commit()
    assert session.get(Organisation, body.id) is not None


def test_the_health_of_the_service_can_be_asked(client):
    assert client.get("/healthz").json == {"status": "up"}


def test_pages_carry_a_strict_policy(client):
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_language_is_chosen_and_kept(client):
    client.get("/", headers={"Accept-Language": "en-GB"})
    assert client.page.html["lang"] == "en"
    client.get("/language/sv?next=/help", headers={"Accept-Language": "en-GB"})
    assert client.path == "/help"
    assert client.page.html["lang"] == "sv"


def test_what_a_person_typed_is_not_in_a_database_error(database):
    with pytest.raises(Exception, match="does not exist") as error:
        session.execute(text("SELECT missing FROM email WHERE id = :x"), {"x": "hemligt utkast"})
    assert "hemligt utkast" not in str(error.value)
    session.rollback()


@pytest.mark.usefixtures("database")
def test_no_word_of_a_row_that_the_database_refuses_is_in_what_it_says():
    OwnCommentFactory(text="kanarie7731\nDETAIL: i två rader")
    session.flush()
    with pytest.raises(IntegrityError) as caught:
        session.execute(text("UPDATE own_comment SET kind = 'nonsense'"))
    said = "".join(traceback.format_exception(caught.value))
    assert "violates check constraint" in said
    assert "kanarie" not in said
    assert "två rader" not in said
