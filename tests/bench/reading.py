"""What reading a long text costs: `python -m tests.bench.reading SECTIONS REPEATS`.

The page is asked for through the product's own views, within this process: as it is kept for those
who are nobody in particular, made anew with nothing kept, and searched. Prints JSON.
"""

import json
import sys
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.bench.drafting import Answers, Measured, get, imported, measured
from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.database import db, session
from webapp.core.transactions import commit
from webapp.drafts import service as drafts
from webapp.drafts.models import Document
from webapp.factory import create_app
from webapp.responses.views import reading
from webapp.rounds.models import Consultation, Round


def everything(app: Flask, sections: int, repeats: int) -> Iterator[Measured]:
    """Let a text of so many sections out, and read it."""
    with app.app_context():
        round_id = opened_round(sections)
        db.session.remove()
    client, page = app.test_client(), f"/rounds/{round_id}/read"
    yield measured("reading: made anew", [_anew(client, page)] * repeats)
    yield measured("reading: kept", [get(client, page)] * (10 * repeats))
    yield measured("reading: search", [get(client, f"/rounds/{round_id}/search?q=och")] * repeats)


def _anew(client: FlaskClient, page: str) -> Answers:
    """What asks for the page when no part of it is kept."""

    def ask() -> Any:
        reading.forget()
        return client.get(page)

    return ask


def opened_round(sections: int) -> uuid.UUID:
    """A new round, open to all, that asks about a text of so many sections."""
    _read, document_id = imported(sections)
    officer = session.scalars(select(User)).one()
    case = session.scalars(select(Consultation)).first()
    if case is None:
        raise RuntimeError("The bench's ground is not there.")
    document = session.get_one(Document, document_id)
    version = drafts.freeze(document, name="Remissversion", note="", actor=officer)
    session.flush()
    day = (clock.local(clock.now()) + timedelta(days=30)).date()
    round_ = Round(
        consultation=case, number=len(case.rounds) + 1, version_id=version.id, deadline=day,
        made_by=officer.id, opened_at=clock.now(), open_to_public=True,
    )  # fmt: skip
    session.add(round_)
    commit()
    return round_.id


def main() -> None:
    """Measure, and say it as JSON on standard output."""
    sections, repeats = int(sys.argv[1]), int(sys.argv[2])
    found = [asdict(each) for each in everything(create_app(), sections, repeats)]
    print(json.dumps(found))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
