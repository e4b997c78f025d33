"""What an answer in Word costs: `python -m tests.bench.answering SECTIONS COMMENTS`.

The copy to answer in is made, as many comments are written in its margin as a diligent body writes,
and it is read back by what a worker does. Prints JSON.
"""

import json
import sys
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO

from flask import Flask

from tests.bench.drafting import Measured, measured
from tests.bench.memory import peak_mebibytes
from tests.bench.reading import opened_round
from tests.webapp.responses.filled.word_user import WordUser
from webapp.accounts import service as people
from webapp.core.background import JobStatus
from webapp.core.database import session, uuid7
from webapp.core.transactions import commit
from webapp.drafts import queries as drafts
from webapp.drafts.blocks import BlockKind
from webapp.factory import create_app
from webapp.responses import queries
from webapp.responses.models import AnswerFile, Certainty
from webapp.responses.service import answer_files as service
from webapp.responses.service import settling, signing, spaces
from webapp.responses.service.answer_files import Handed
from webapp.responses.service.uploads import Given
from webapp.rounds.models import Round
from workers.responses import read_answer


def everything(app: Flask, sections: int, comments: int) -> Iterator[Measured]:
    """Answer a text of so many sections in Word, with so many comments."""
    with app.app_context():
        round_ = session.get_one(Round, opened_round(sections))
        copies: list[bytes] = []
        yield measured("answering: the copy in Word", [lambda: _copy(round_, copies)])
        work = _handed_in(round_, _filled(copies[0], round_.version_id, comments))
        found = measured("answering: import from Word", [lambda: read_answer(str(work.id))])
        found.mebibytes = peak_mebibytes()
        session.refresh(work)
        _check(work, comments)
        yield found
        yield measured("answering: take it all in", [lambda: _take(work, comments)])


def _copy(round_: Round, into: list[bytes]) -> None:
    into.append(service.copy_to_answer_in(round_, "sv", authority="Region Exempel"))


def _filled(copy: bytes, version_id: uuid.UUID, comments: int) -> bytes:
    """The copy with comments in its margin, spread over the whole text."""
    blocks = [
        block
        for section in drafts.reading(version_id)
        for block in section.blocks
        if block.kind is BlockKind.PARAGRAPH
    ]
    word = WordUser(copy)
    for number in range(comments):
        block = blocks[number * len(blocks) // comments]
        paragraph = word.paragraph(block.key)
        words = " ".join("".join(paragraph.itertext()).split()[:2])
        word.comment(paragraph, words, f"Synpunkt {number}: vem gör detta, och när är det gjort?")
    return word.saved()


def _handed_in(round_: Round, data: bytes) -> AnswerFile:
    person = people.participant("bank@folket.example", language="sv")
    sender = signing.Sender("Berit Bänk", named=False, for_body=False)
    space = spaces.begin_unasked(round_, person, sender, language="sv")
    session.flush()
    given = Given("svar.docx", BytesIO(data))
    work = service.take_in_file(space, lambda: given, Handed(person, uuid7(), "sv"))
    commit()
    return work


def _check(work: AnswerFile, comments: int) -> None:
    """See that every comment came in, and to its paragraph."""
    finds = queries.finds_in(work)
    sure = [each for each in finds if each.certainty is Certainty.SURE and each.block_key]
    if work.status is not JobStatus.DONE or len(sure) != comments:
        raise RuntimeError(f"{work.status}: {len(sure)} of {comments} comments found their place")


def _take(work: AnswerFile, comments: int) -> None:
    wanted = {each.id for each in queries.finds_in(work)}
    if settling.take_finds(work.space, work, wanted) != comments:
        raise RuntimeError("Not every comment was taken in.")
    commit()


def main() -> None:
    """Measure, and say it as JSON on standard output."""
    sections, comments = map(int, sys.argv[1:])
    found = [asdict(each) for each in everything(create_app(), sections, comments)]
    print(json.dumps(found))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
