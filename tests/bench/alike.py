"""What finding texts that are alike costs: `python -m tests.bench.alike TEXTS REPEATS`.

A round is filled with so many texts of 600 characters, half of them campaigns' letters, and a
process of its own searches through them as a worker does, so that the peak of memory is the
search's. What it finds is held against what was put in. Prints JSON.
"""

import json
import multiprocessing
import random
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, text

from tests.bench import seeding
from tests.bench.drafting import Measured, get, measured, signed_in
from tests.bench.memory import peak_mebibytes
from webapp.accounts.models import User
from webapp.assessment import queries, service
from webapp.assessment.models import AlikeGroup, GroupState, Origin, Point
from webapp.core import clock
from webapp.core.database import db, session, uuid7
from webapp.core.transactions import commit
from webapp.drafts.models import Version
from webapp.factory import create_app
from webapp.responses.models import Comment, CommentKind, Form, Position, Response
from webapp.rounds import service as rounds
from webapp.rounds.models import Consultation, Round, RoundKind
from webapp.rounds.plans import Plan

CAMPAIGNS = 60
CHARACTERS = 600
EACH = 10
"""Comments in a response."""

_BATCH = 5_000


def everything(app: Flask, texts: int, repeats: int) -> Iterator[Measured]:
    """Fill a round with so many texts, search, and look at what was found as officers do."""
    with app.app_context():
        round_id, expected = _filled(texts)
        officer = session.scalars(select(User)).first()
        client = signed_in(app, officer.get_id() if officer else "")
        db.session.remove()
        db.engine.dispose()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(_searched, (round_id,))
    yield found
    with app.app_context():
        _check(round_id, expected)
        largest = queries.alike_groups(round_id, GroupState.PROPOSED)[0][0].id
        db.session.remove()
    yield measured("alike: the groups", [get(client, f"/rounds/{round_id}/alike")] * repeats)
    yield measured("alike: a group", [get(client, f"/alike/{largest}")] * repeats)


def _searched(round_id: uuid.UUID) -> Measured:
    """One search, from the row to the groups in the database, and the most memory it took."""
    with create_app().app_context():
        officer = session.scalars(select(User)).first()
        if officer is None:
            raise RuntimeError("The bench's ground is not there.")
        search = service.request_search(session.get_one(Round, round_id), actor=officer)
        commit()

        def work() -> None:
            service.claim_search(search.id)
            commit()
            found = service.find_alike(round_id, lambda _share: commit())
            service.keep_found(search.id, found)
            commit()

        told = measured("alike: the search", [work])
        told.mebibytes = peak_mebibytes()
        return told


def _check(round_id: uuid.UUID, expected: Counter[int]) -> None:
    """See that each campaign is a group, with every letter of it."""
    statement = select(AlikeGroup.size).where(AlikeGroup.round_id == round_id)
    sizes = sorted(session.scalars(statement))
    wanted = sorted(size for size in expected.values() if size > 1)
    if sizes != wanted:
        raise RuntimeError(f"Groups of {sizes} were found, not of {wanted}.")


def _filled(texts: int) -> tuple[uuid.UUID, Counter[int]]:
    """A round with so many texts, and how many there are of each campaign's letter."""
    chance = random.Random(11)  # noqa: S311 - the same texts in each run, no secret
    vocabulary = " ".join(seeding.remarks()).split()
    round_ = _round()
    letters = [_text(chance, vocabulary) for _ in range(CAMPAIGNS)]
    expected: Counter[int] = Counter()
    rows: dict[Any, list[dict[str, Any]]] = {Response: [], Comment: [], Point: []}
    # Without the triggers, which would make a list of the words that nothing here looks for.
    session.execute(text("SET LOCAL session_replication_role = replica"))
    for number in range(texts):
        said = _text(chance, vocabulary)
        if number % 2:
            campaign = chance.randrange(CAMPAIGNS)
            expected[campaign] += 1
            said = _varied(chance, letters[campaign], vocabulary)
        _add(rows, round_, number, said)
        if number % _BATCH == _BATCH - 1 or number == texts - 1:
            for table, made in rows.items():
                if made:
                    session.execute(insert(table), made)
            rows = {Response: [], Comment: [], Point: []}
    commit()
    session.execute(text("ANALYZE"))
    commit()
    return round_.id, expected


def _text(chance: random.Random, vocabulary: list[str]) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < CHARACTERS:
        words.append(chance.choice(vocabulary))
    return " ".join(words)


def _varied(chance: random.Random, letter: str, vocabulary: list[str]) -> str:
    """The letter as it was sent: half of them word for word, the others with own words."""
    words = letter.split()
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
        words[chance.randrange(len(words))] = chance.choice(vocabulary)
    return " ".join(words)


_RESPONSES: dict[int, uuid.UUID] = {}


def _add(rows: dict[Any, list[dict[str, Any]]], round_: Round, number: int, said: str) -> None:
    """One text as a comment that is a point, in a response with some others."""
    sender, ordinal = divmod(number, EACH)
    if ordinal == 0:
        _RESPONSES[sender] = uuid7()
        rows[Response].append(_response(round_, sender, _RESPONSES[sender]))
    comment = {"id": uuid7(), "response_id": _RESPONSES[sender], "ordinal": ordinal}
    rows[Comment].append({**comment, "kind": CommentKind.GENERAL, "text": said})
    rows[Point].append(
        {
            "id": uuid7(),
            "round_id": round_.id,
            "response_id": _RESPONSES[sender],
            "comment_id": comment["id"],
            "origin": Origin.COMMENT,
            "number": number + 1,
        }
    )


def _response(round_: Round, sender: int, response_id: uuid.UUID) -> dict[str, Any]:
    return {
        "id": response_id,
        "round_id": round_.id,
        "consultation_id": round_.consultation_id,
        "version_id": round_.version_id,
        "number": 1_000_000 + sender,
        "sender": f"Avsändare {sender:05d}",
        "form": Form.ANSWER,
        "position": Position.ENDORSE_IN_PART,
        "submitted_at": clock.now(),
        "last_day": round_.deadline.isoformat(),
        "late": False,
        "sha256": "0" * 64,  # Nothing measured here looks at it.
        "submission_key": uuid7(),
    }


def _round() -> Round:
    officer = session.scalars(select(User)).first()
    version = session.scalars(select(Version).where(Version.frozen_at.is_not(None))).first()
    case = session.scalars(select(Consultation)).first()
    if officer is None or version is None or case is None:
        raise RuntimeError("The bench's ground is not there.")
    day = (clock.local(clock.now()) + timedelta(days=30)).date()
    plan = Plan(
        kind=RoundKind.REMISS, version_id=version.id, deadline=day, cover_letter={"sv": "Hej."},
        open_to_public=True,
    )  # fmt: skip
    round_ = rounds.create_round(case, plan, officer)
    session.flush()
    round_.opened_at = clock.now() - timedelta(days=29)
    session.flush()
    return round_


def main() -> None:
    """Measure, and say it as JSON on standard output."""
    texts, repeats = int(sys.argv[1]), int(sys.argv[2])
    print(json.dumps([asdict(each) for each in everything(create_app(), texts, repeats)]))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
