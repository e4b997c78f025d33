"""A private person is spoken to as one, in every sentence; a body as several."""

import re

import pytest

from webapp.core import rendering
from webapp.core.rendering import gettext, lazy_gettext, spoken
from webapp.home import samples
from webapp.notifications.models import TO_WHO_ANSWERS_ALONE, Occasion

TO_SEVERAL = re.compile(r"\b(ni|er|ert|era|eder)\b", re.IGNORECASE)
TO_ONE = re.compile(r"\b(du|dig|din|ditt|dina)\b", re.IGNORECASE)
ALONE = sorted(TO_WHO_ANSWERS_ALONE)
TO_BODIES_TOO = (Occasion.REPORT_PUBLISHED, Occasion.REPORT_WITHDRAWN)


def words(occasion, language="sv", *, to_one, **said):
    """The e-mail's words but for what a sender or a colleague has written in the sample."""
    params = samples.params(occasion, language)
    params = {**params, "intro": "", "unsubscribe": "", "why": "answered", "together": []}
    with spoken(language, to_one=to_one):
        mail = rendering.email(occasion.value, context={**params, **said})
    text = f"{mail.subject} {mail.text}"
    for quoted in (samples.LETTERS, samples.QUOTES, samples.QUESTIONS, samples.CORRECTIONS):
        text = text.replace(quoted[language], "")
    return text


@pytest.mark.parametrize("occasion", ALONE)
@pytest.mark.parametrize("secrecy", ["open", "masked", "withheld"])
@pytest.mark.parametrize("channel", ["web", "email"])
def test_no_sentence_to_a_person_is_said_as_to_several(app, occasion, secrecy, channel):
    said = {"secrecy": secrecy, "law": "OSL 21:1", "why": "", "channel": channel}
    if occasion is Occasion.BOARD_DECISION:
        said["why"] = "answered"
    assert not TO_SEVERAL.findall(words(occasion, to_one=True, **said))


@pytest.mark.parametrize("occasion", TO_BODIES_TOO)
def test_no_sentence_to_a_body_is_said_as_to_one(app, occasion):
    said = {"secrecy": "masked", "law": "OSL 21:1", "why": ""}
    assert not TO_ONE.findall(words(occasion, to_one=False, **said))


def test_a_message_that_is_the_same_to_all_stays_and_the_next_page_is_as_before(app):
    lazy = lazy_gettext("What you wrote")
    with spoken("sv", to_one=True):
        assert (gettext("What you wrote"), str(lazy)) == ("Vad du skrev", "Vad du skrev")
        assert gettext("Position") == "Ställningstagande"
    with spoken("sv"):
        assert str(lazy) == "Vad ni skrev"
    with spoken("en", to_one=True):
        assert str(lazy) == "What you wrote"
