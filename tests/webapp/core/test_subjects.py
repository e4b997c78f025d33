"""A subject arrives as it was written, however long it is and whatever letters it has."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core import mailer
from webapp.core.rendering import Rendered

LONG = "Remissen Ett hållbart växande Västerbotten – påminnelse om att svara senast den 14 mars"
WORDS = st.lists(
    st.sampled_from(["hållbart", "växande", "och", "–", "Västerbotten", "2027–2034", "a", "日本"]),
    min_size=1,
    max_size=30,
)


def arrived(subject: str) -> tuple[str, bytes]:
    envelope = mailer.Envelope("yttra@region.example", "Yttra", "a@b.example", "<1@b.example>")
    sent = mailer.compose(Rendered(subject, "text", "<p>text</p>"), envelope)
    return str(message_from_bytes(sent, policy=policy.default)["Subject"]), sent


@pytest.mark.parametrize("subject", [LONG, "Kort", "å", "Only ASCII " * 20])
def test_the_subject_arrives_as_it_was_written(subject):
    assert arrived(subject.strip())[0] == subject.strip()


@given(WORDS)
def test_no_space_is_lost_between_lines(words):
    subject = " ".join(words)
    read, sent = arrived(subject)
    assert read == subject
    lines = sent.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    assert max(map(len, lines)) <= 998  # RFC 5322, 2.1.1
