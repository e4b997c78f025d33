"""Files that come piece by piece: whole in the end whatever breaks off, and nobody else's."""

import gc
import hashlib
import random
import tracemalloc
import uuid
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.letters import as_docx, as_pdf
from tests.webapp.responses.steps import enter
from webapp.core import clock, storage
from webapp.core.database import session
from webapp.responses.models import AnswerFile, OwnAttachment, OwnSpace, OwnUpload, OwnUploadPiece
from webapp.responses.service import erasing, uploads

PDF = as_pdf("Kommunstyrelsen beslutar § 45.")
LONG = PDF + b"\n%" + random.Random(45).randbytes(1_300_000)  # noqa: S311 - a test
PIECE = 400_000


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def home(client, invitation) -> str:
    enter(client, invitation)
    return f"/rounds/{invitation.round_id}"


def begin(client, home, data=LONG, **other):
    said = {"name": "karta.pdf", "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return client.ask("POST", f"{home}/uploads", data=said | other)


def piece(client, address, data, start):
    return client.ask("PATCH", address, data=data, headers={"Upload-Offset": str(start)})


def offset(answer) -> int:
    return int(answer.headers["Upload-Offset"])


def send(client, home, data=LONG, until=None) -> str:
    """Send the file, or its beginning; gives its address."""
    answer = begin(client, home, data)
    address = answer.headers["Location"]
    while offset(answer) < (until or len(data)):
        start = offset(answer)
        answer = piece(client, address, data[start : start + PIECE], start)
        assert answer.status_code == 204, answer.text
    return address


def token(address: str) -> str:
    return address.rpartition("/")[2]


def attach(client, home, address, **fields):
    client.get(f"{home}/attachments")
    return client.submit("Bifoga filen", uploaded=token(address), **fields)


def count(model) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_file_comes_in_pieces_and_is_attached_as_one(client, home):
    address = send(client, home)
    attach(client, home, address, note="Protokoll § 45")
    assert "karta.pdf är bifogad" in client.text()
    [kept] = session.scalars(select(OwnAttachment)).all()
    assert (kept.note, storage.contents(kept.file)) == ("Protokoll § 45", LONG)
    assert (count(OwnUpload), count(OwnUploadPiece)) == (0, 0)


def test_it_goes_on_where_it_was_when_the_file_is_chosen_again(client, home):
    first = send(client, home, until=PIECE)
    answer = begin(client, home)
    assert (answer.status_code, offset(answer)) == (201, PIECE)
    assert answer.headers["Upload-Complete"] == "?0"
    assert piece(client, first, LONG[PIECE:][:PIECE], PIECE).status_code == 404, (
        "it has a new token"
    )
    address = send(client, home)
    attach(client, home, address)
    assert storage.contents(session.scalars(select(OwnAttachment)).one().file) == LONG


def test_another_file_of_the_same_name_begins_anew(client, home):
    send(client, home, until=PIECE)
    assert offset(begin(client, home, LONG + b"x")) == 0
    assert offset(begin(client, home)) == PIECE


def test_a_piece_whose_answer_was_lost_is_not_taken_twice(client, home):
    address = send(client, home, until=PIECE)
    again = piece(client, address, LONG[:PIECE], 0)
    assert (again.status_code, offset(again)) == (409, PIECE)
    ahead = piece(client, address, LONG[2 * PIECE : 3 * PIECE], 2 * PIECE)
    assert (ahead.status_code, offset(ahead)) == (409, PIECE)
    asked = client.ask("HEAD", address)
    assert (asked.status_code, offset(asked)) == (204, PIECE)
    assert asked.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"", 422), (b"x", 422), (b"x" * 16_383, 422), (b"x" * (512 * 1024 + 1), 413)],
)
def test_pieces_are_neither_too_small_nor_too_large(client, home, data, status):
    address = begin(client, home).headers["Location"]
    assert piece(client, address, data, 0).status_code == status
    assert offset(client.ask("HEAD", address)) == 0


def test_there_comes_no_more_than_was_announced(client, home):
    address = begin(client, home, PDF).headers["Location"]
    assert piece(client, address, PDF + b"x", 0).status_code == 422
    assert piece(client, address, PDF, 0).headers["Upload-Complete"] == "?1"
    assert piece(client, address, b"x", len(PDF)).status_code == 422


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"size": "31457281"}, 422),
        ({"size": "0"}, 422),
        ({"size": "-1"}, 422),
        ({"size": "många"}, 400),
        ({"sha256": "abc"}, 400),
        ({"name": ""}, 400),
    ],
)
def test_what_is_announced_is_looked_at(client, home, said, status):
    assert begin(client, home, **said).status_code == status
    assert count(OwnUpload) == 0


def test_what_came_is_checked_as_ever(client, home):
    address = send(client, home, b"MZ a program" + b"x" * 20_000)
    assert attach(client, home, address).status_code == 422
    assert "Bifoga en PDF" in client.text()
    assert client.page.select_one("input[name=uploaded]")["value"] == ""
    assert (count(OwnAttachment), count(OwnUpload)) == (0, 0)


def test_what_changed_on_the_way_is_not_taken(client, home):
    address = begin(client, home, PDF).headers["Location"]
    piece(client, address, PDF[:-1] + b"?", 0)
    assert attach(client, home, address).status_code == 422
    assert "kom inte fram hel" in client.text()
    assert count(OwnUpload) == 0


def test_half_a_file_is_not_attached(client, home):
    assert attach(client, home, send(client, home, until=PIECE)).status_code == 422
    assert count(OwnAttachment) == 0


def test_a_form_with_another_fault_keeps_the_file_that_came(client, home):
    address = send(client, home, PDF)
    assert attach(client, home, address, note="x" * 201).status_code == 422
    assert "karta.pdf har redan kommit fram" in client.text()
    client.submit("Bifoga filen", note="Kortare")
    assert session.scalars(select(OwnAttachment.note)).one() == "Kortare"


def test_nobody_else_gets_at_it(client, new_client, home, invitation):
    address = send(client, home, until=PIECE)
    for other in (InvitationFactory(round=invitation.round), InvitationFactory()):
        browser = new_client()
        enter(browser, other)
        theirs = f"/rounds/{other.round_id}/uploads/{token(address)}"
        assert browser.ask("HEAD", theirs).status_code == 404
        assert piece(browser, theirs, LONG[PIECE:][:PIECE], PIECE).status_code == 404
        browser.ask("DELETE", theirs)
        assert offset(begin(browser, f"/rounds/{other.round_id}")) == 0
        assert attach(browser, f"/rounds/{other.round_id}", address).status_code == 422
    assert new_client().ask("HEAD", address).status_code == 401
    assert offset(client.ask("HEAD", address)) == PIECE
    assert client.ask("HEAD", f"{home}/uploads/{uuid.uuid4()}").status_code == 404


def test_the_token_is_nowhere_kept(client, home):
    address = send(client, home, until=PIECE)
    row = session.scalars(select(OwnUpload)).one()
    assert token(address) not in repr(vars(row))
    assert str(row.id) not in address


def test_whoever_cancels_leaves_nothing(client, home):
    address = send(client, home, until=PIECE)
    for _ in range(2):
        assert client.ask("DELETE", address).status_code == 204
    assert (count(OwnUpload), count(OwnUploadPiece)) == (0, 0)


def test_a_few_files_are_on_their_way_at_once_and_the_oldest_gives_way(client, home):
    addresses = [begin(client, home, PDF + bytes([n])).headers["Location"] for n in range(4)]
    assert [client.ask("HEAD", each).status_code for each in addresses] == [404, 204, 204, 204]


def test_what_waits_too_long_is_forgotten(client, home):
    address = send(client, home, until=PIECE)
    with time_machine.travel(clock.now() + uploads.KEPT_FOR - timedelta(minutes=1)):
        uploads.forget_old()
        assert count(OwnUpload) == 1
    with time_machine.travel(clock.now() + uploads.KEPT_FOR + timedelta(minutes=1)):
        uploads.forget_old()
        assert (count(OwnUpload), count(OwnUploadPiece)) == (0, 0)
    assert client.ask("HEAD", address).status_code == 404


def test_a_space_that_is_erased_takes_what_is_on_its_way_with_it(client, home):
    send(client, home, until=PIECE)
    erasing.erase(session.scalars(select(OwnSpace.id)).one())
    assert (count(OwnUpload), count(OwnUploadPiece)) == (0, 0)


def test_an_answered_word_file_comes_the_same_way(client, home):
    address = send(client, home, as_docx("Vi tillstyrker."))
    client.get(f"{home}/in-word")
    client.submit("Lämna in filen", uploaded=token(address))
    assert storage.contents(session.scalars(select(AnswerFile)).one().file)[:2] == b"PK"


def test_a_double_click_attaches_once(client, home):
    address = send(client, home, PDF)
    form = {"form_key": str(uuid.uuid4()), "note": "", "uploaded": token(address)}
    for _ in range(2):
        client.get(f"{home}/attachments")
        assert client.post(f"{home}/attachments", form).status_code == 200
    assert count(OwnAttachment) == 1


def test_however_it_is_broken_off_it_is_the_same(client, home):
    """Pieces of any size that are lost, come twice, or in the wrong order; and new pages."""
    chance = random.Random(7)  # noqa: S311 - a test
    answer = begin(client, home)
    address, at = answer.headers["Location"], 0
    while at < len(LONG):
        what, size = chance.choice(["piece", "piece", "again", "skip", "reload"]), 16_384
        if what == "reload":
            answer = begin(client, home)
            address = answer.headers["Location"]
        start = {"again": max(0, at - size), "skip": at + size}.get(what, at)
        end = start + chance.randint(size, uploads.LARGEST_PIECE)
        piece(client, address, LONG[start:end], start)
        at = offset(client.ask("HEAD", address))
    attach(client, home, address)
    assert storage.contents(session.scalars(select(OwnAttachment)).one().file) == LONG


def test_no_file_is_in_memory_as_a_whole(client, home):
    """Thirty megabytes come, are told by their content and are kept, and little is held of them."""
    large = PDF + b"\n%" + bytes(uploads.LARGEST_PIECE) * 59
    address = begin(client, home, large).headers["Location"]
    gc.freeze()  # Only what comes from now on is looked through.
    tracemalloc.start()
    try:
        for start in range(0, len(large), uploads.LARGEST_PIECE):
            piece(client, address, large[start : start + uploads.LARGEST_PIECE], start)
            gc.collect()  # What nobody holds is none of what is looked for.
        attach(client, home, address)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count(OwnAttachment) == 1
    assert most < len(large) / 2, f"{most / 1024 / 1024:.1f} MiB"
