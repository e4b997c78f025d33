"""The bytes that the checksum is of."""

import hashlib
import json
from datetime import UTC, datetime

from tests.factories.responses import CommentFactory, ResponseFactory
from webapp.core.database import session
from webapp.responses import content, queries


def test_the_form_is_canonical():
    value = {"b": [1, None, True], "a": 'Å "citat"\n\x1f€'}
    expected = '{"a":"Å \\"citat\\"\\n\\u001f€","b":[1,null,true]}'
    assert content.canonical(value) == expected.encode()


def test_a_moment_is_in_utc_to_the_microsecond():
    assert content.moment(datetime(2027, 3, 1, 8, tzinfo=UTC)) == "2027-03-01T08:00:00.000000Z"


def test_the_checksum_is_sha256():
    assert content.digest(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_the_same_bytes_come_out_of_the_database(database):
    response = ResponseFactory(statement="Två\nrader med ”citat” och 🦌.")
    CommentFactory(response=response, ordinal=2, text="B")
    CommentFactory(response=response, ordinal=1, text="A")
    session.expire_all()
    first = queries.get(response.id).canonical()
    session.expunge_all()
    again = queries.get(response.id).canonical()
    assert again == first
    said = json.loads(again)
    assert [comment["text"] for comment in said["comments"]] == ["A", "B"]
    assert said["format"] == "yttra-response-1"


def test_every_word_is_part_of_it(database):
    response = ResponseFactory()
    CommentFactory(response=response, text="Mät.", proposed_wording="Mät årligen.")
    said = queries.get(response.id).canonical().decode()
    for words in (response.statement, "Mät.", "Mät årligen.", response.sender):
        assert words in said
