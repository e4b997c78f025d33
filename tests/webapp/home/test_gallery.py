"""Every e-mail in the gallery: all of them, in both languages, alike as text and as HTML."""

import re
from datetime import UTC, datetime

import jinja2
import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.factories.accounts import UserFactory
from tests.webapp.responses.steps import sign_in
from webapp.core.access import Role
from webapp.home import gallery
from webapp.home.samples import TITLES
from webapp.notifications import topics
from webapp.notifications.labels import OCCASIONS
from webapp.notifications.models import Occasion

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
EXHIBITS = [(occasion, tag) for occasion in Occasion for tag in ("sv", "en")]


@pytest.fixture
def _strict(app):
    """A word that an e-mail needs and nobody gives is an error here, not a gap."""
    lenient = app.jinja_env.undefined
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.cache.clear()
    yield
    app.jinja_env.undefined = lenient
    app.jinja_env.cache.clear()


def exhibit(occasion, tag):
    return next(each for each in gallery.exhibits(occasion) if each.language == tag)


@pytest.mark.usefixtures("_strict", "database")
@pytest.mark.parametrize(("occasion", "tag"), EXHIBITS)
def test_each_e_mail_says_the_same_as_text_and_as_html(occasion, tag):
    with time_machine.travel(NOON, tick=False):  # Links are signed with the time.
        words = exhibit(occasion, tag).words
    assert 10 < len(words.subject) < 160
    page = BeautifulSoup(words.html, "html.parser")
    assert page.html["lang"] == tag
    [heading] = page.select("h1")
    assert " ".join(heading.get_text().split()) in " ".join(words.text.split())
    links = {link["href"] for link in page.select("a[href^=http]")}
    assert links == set(re.findall(r"https?://[^\s<>]+", words.text))


OF_NO_CASE = re.compile(r"accounts/|drafts/|new_responses|weekly_status|_overdue")
"""E-mails about a person, a text that is written, or many cases at once."""

WITH_A_DAY = re.compile(
    r"rounds/emails/(invitation|reminder|not_opened|heads_up|put_off|correction|question_shared"
    r"|still_can|extension_(granted|denied)|meeting)"
)
"""E-mails by which a body plans: their subject says which day it is about."""


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("occasion", "tag"), EXHIBITS)
def test_the_subject_says_which_case_and_which_day_it_is_about(occasion, tag):
    subject = exhibit(occasion, tag).words.subject
    if not OF_NO_CASE.search(occasion.value):
        assert "RUN 2027/12" in subject
        assert TITLES[tag] in subject
    if WITH_A_DAY.search(occasion.value):
        assert {"sv": "mars 2027", "en": "March 2027"}[tag] in subject


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("occasion", list(Occasion))
def test_no_e_mail_says_the_same_in_both_languages(occasion):
    swedish, english = (exhibit(occasion, tag).words for tag in ("sv", "en"))
    assert swedish.subject != english.subject
    assert swedish.text != english.text


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("occasion", list(Occasion))
def test_only_what_can_be_left_out_says_how(occasion):
    html = exhibit(occasion, "sv").words.html
    assert ("/unsubscribe" in html) is (occasion in topics.OCCASIONS)


def test_every_e_mail_has_a_name_that_people_read_and_no_two_the_same():
    names = [str(OCCASIONS[occasion]) for occasion in Occasion]
    assert len(set(names)) == len(Occasion)


def test_the_gallery_is_for_administrators(client):
    sign_in(client, UserFactory(roles=[Role.CASE_OFFICER]))
    assert client.get("/emails/gallery").status_code == 403


@pytest.fixture
def administrator(client):
    sign_in(client, UserFactory(roles=[Role.ADMINISTRATOR], language="en"))
    return client


def test_the_gallery_shows_every_e_mail(administrator):
    administrator.get("/emails/gallery")
    assert len(administrator.page.select("main .y-card")) == len(Occasion)
    administrator.get(f"/emails/gallery/{Occasion.INVITATION}")
    frames = administrator.page.select("iframe")
    assert len(frames) == 4
    answer = administrator.file(frames[1]["src"])
    assert "@media all" in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("path", ["nonsense", "rounds/emails/nonsense"])
def test_what_is_no_e_mail_is_not_found(administrator, path):
    assert administrator.get(f"/emails/gallery/{path}").status_code == 404
    assert administrator.file(f"/emails/gallery-html/sv/light/{path}").status_code == 404
