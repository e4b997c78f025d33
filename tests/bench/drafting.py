"""What drafting a long document costs: `python -m tests.bench.drafting SECTIONS REPEATS`.

The document is read out of a Word file, and asked for and written in through the product's own
pages, within this process. Prints JSON.
"""

import json
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from http import HTTPStatus
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from tests.bench.manuscript import edited, manuscript
from tests.bench.memory import peak_mebibytes
from webapp.accounts.models import User
from webapp.core.background import JobStatus, take_own
from webapp.core.database import db, session
from webapp.core.transactions import commit
from webapp.drafts import queries, service
from webapp.drafts.models import Document, WordImport
from webapp.factory import create_app

WARMING = 4
"""Visits before the measured ones: a connection prepares what it has been asked five times."""

Answers = Callable[[], Any]
_SEEN: list[str] = []
"""The statements since the last thing that is measured began."""


@dataclass
class Measured:
    """The milliseconds of each time; statements the first time and then; bytes of the answer.

    `cold`: the milliseconds of the very first time, where that is told apart.
    """

    what: str
    each: list[float] = field(default_factory=list)
    processor: float = 0.0
    statements: list[int] = field(default_factory=list)
    bytes: int = 0
    mebibytes: float | None = None
    cold: float | None = None


def everything(app: Flask, sections: int, repeats: int) -> Iterator[Measured]:
    """Import a document of so many sections, and do with it what officers do."""
    with app.app_context():
        read, document_id = imported(sections)
        here = f"/documents/{document_id}"
        keys = [each.key for each in queries.reading(_working(document_id))]
        officer = session.scalars(select(User)).one().get_id()
        db.session.remove()
    yield read
    client = signed_in(app, officer)
    some = _some([f"{here}/sections/{key}" for key in keys], repeats)
    yield measured("drafting: open the document", [get(client, here)] * repeats)
    yield measured("drafting: open a section", [get(client, page) for page in some])
    yield measured("drafting: save a section", [_save(client, page) for page in some])
    with app.app_context():
        _edit(document_id)
        db.session.remove()
    times = max(repeats // 5, 2)
    yield measured("drafting: compare versions", [get(client, f"{here}/compare")] * times)


def imported(sections: int) -> tuple[Measured, uuid.UUID]:
    """A new document out of a Word file, and what reading it cost a worker."""
    officer = session.scalars(select(User)).one()
    document = service.create_document({"sv": "Innovationsstrategi"}, actor=officer)
    session.flush()
    work = service.start_import(
        document,
        data=manuscript(sections),
        filename="strategi.docx",
        language="sv",
        actor=officer,
    )
    session.flush()
    turn = take_own(WordImport, work.id)
    found = measured(
        "drafting: import from Word", [lambda: service.run_import(turn, lambda _percent: None)]
    )
    if work.status is not JobStatus.DONE:
        raise RuntimeError(f"The file was not imported: {work.refusal}")
    commit()
    found.mebibytes = peak_mebibytes()
    return found, document.id


def _edit(document_id: uuid.UUID) -> None:
    """Freeze the document, and go on writing: half of it edited, some deleted, one moved."""
    officer = session.scalars(select(User)).one()
    document = session.get_one(Document, document_id)
    service.freeze(document, name="Remissversion", note="", actor=officer)
    session.flush()
    row = queries.reading(_working(document_id))
    for number, section in enumerate(row):
        if number % 2:
            block = section.blocks[0]
            block.text = {"sv": edited(block.text["sv"], number)}
    for number in range(len(row) - 1, 0, -25):
        service.delete_section(document, row[number].key, actor=officer)
    commit()


def _save(client: FlaskClient, page: str) -> Answers:
    """What sends the section's form with a changed text."""

    def send() -> Any:
        answer = client.post(page, data=fields)
        if not answer.location:
            raise RuntimeError(f"{page} was not saved: {answer.status}")
        return answer

    form = BeautifulSoup(client.get(page).data, "html.parser").select_one("form[data-autosave]")
    if form is None:
        raise RuntimeError(f"{page} holds no form.")
    fields = {
        str(each["name"]): str(each.get("value") or each.get_text())
        for each in form.select("input[name], textarea[name]")
        if each.get("type") not in {"checkbox", "radio", "file"}
    }
    fields["kind"] = "plain"
    fields["text_sv"] = edited(fields["text_sv"].strip(), 1)
    return send


def measured(what: str, times: Sequence[Answers]) -> Measured:
    """What `what` cost each of the `times` that it was done."""
    found = Measured(what)
    statements = []
    began = time.process_time()
    for answer in times:
        _SEEN.clear()
        started = time.perf_counter()
        said = answer()
        found.each.append((time.perf_counter() - started) * 1_000)
        statements.append(len(_SEEN))
        if said is not None:
            if said.status_code >= HTTPStatus.BAD_REQUEST:
                raise RuntimeError(f"{what}: {said.status}")
            found.bytes = len(said.data)
    found.processor = (time.process_time() - began) / len(times) * 1_000
    found.statements = [statements[0], statements[-1]]
    return found


def warmed(what: str, answers: Answers, repeats: int) -> Measured:
    """What `what` cost each of the `repeats` that it was done, after a process had got used to it.

    The first time, which takes modules and templates in, is told apart and counts in nothing else.
    """
    first = measured(what, [answers])
    measured(what, [answers] * WARMING)
    found = measured(what, [answers] * repeats)
    return replace(found, cold=first.each[0], statements=[first.statements[0], found.statements[1]])


@event.listens_for(Engine, "before_cursor_execute")
def _note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    _SEEN.append(statement)


def get(client: FlaskClient, path: str) -> Answers:
    """What asks for the page at `path`."""
    return lambda: client.get(path)


def _some(pages: Sequence[str], count: int) -> Sequence[str]:
    """So many of the pages, from all over the document."""
    return [pages[place * len(pages) // count] for place in range(count)]


def _working(document_id: uuid.UUID) -> uuid.UUID:
    version = queries.working_version(document_id)
    if version is None:
        raise RuntimeError("No version of the document is being written.")
    return version.id


def signed_in(app: Flask, officer: str) -> FlaskClient:
    """The browser of the person whose session says `officer`."""
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = officer, True
    return client


def main() -> None:
    """Measure with as many sections, as often, as the arguments say; JSON on standard output."""
    sections, repeats = map(int, sys.argv[1:])
    found = [asdict(each) for each in everything(create_app(), sections, repeats)]
    print(json.dumps(found))  # noqa: T201 - what the program is for


if __name__ == "__main__":
    main()
