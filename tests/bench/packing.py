"""What a package costs: `python -m tests.bench.packing ROUND`. Prints JSON.

Made as a worker makes it, part by part, of every answer in the round: first with the copies that
their senders got, as in life, and a file of 200 kB with every tenth; then with each copy made anew.
"""

import io
import json
import os
import sys
import uuid
from collections.abc import Iterator
from dataclasses import asdict

from flask import Flask
from sqlalchemy import func, select, update

from tests.bench.drafting import Measured, measured
from tests.bench.memory import peak_mebibytes
from webapp.accounts.models import User
from webapp.core import storage
from webapp.core.background import JobStatus, take
from webapp.core.database import session
from webapp.core.transactions import commit
from webapp.factory import create_app
from webapp.reports import queries, service
from webapp.reports.models import Edition, Format, Package, PackageKind
from webapp.reports.service import Wanted
from webapp.responses.models import Attachment, Receipt, Response
from webapp.rounds.models import Round
from workers.reports import make_package

COPY_BYTES, FILE_BYTES = 60_000, 200_000


def everything(app: Flask, round_id: uuid.UUID) -> Iterator[Measured]:
    """Make packages of the round."""
    with app.app_context():
        edition = _edition(round_id)
        _keep_copies(round_id)
        yield _made("package: copies as they are kept", edition, PackageKind.DECISION)
        yield _made("package: for the archive", edition, PackageKind.ARCHIVE)
        session.execute(update(Receipt).values(file_id=None))
        commit()
        yield _made("package: each copy made anew", edition, PackageKind.DECISION)


def _made(what: str, edition: Edition, kind: PackageKind) -> Measured:
    officer = session.scalars(select(User)).one()
    session.execute(update(Package).values(status=JobStatus.EXPIRED, file_id=None))
    package = service.ask_for_package(edition, Wanted(kind, "sv", internal=True), actor=officer)
    commit()
    found = measured(what, [lambda: make_package(str(package.id))])
    session.expire_all()
    done = queries.package(package.id)
    if done.status is not JobStatus.DONE or done.file is None:
        raise RuntimeError(f"{what}: {done.status} {done.fault}")
    found.bytes, found.mebibytes = done.file.size, peak_mebibytes()
    return found


def _edition(round_id: uuid.UUID) -> Edition:
    """An edition whose files are short: how they are compiled is measured elsewhere."""
    officer = session.scalars(select(User)).one()
    edition = service.request(session.get_one(Round, round_id), language="sv", actor=officer)
    turn = take(Edition, edition.id)
    for format_ in (Format.PDF, Format.DOCX, Format.XLSX):
        service.keep(turn, format_, io.BytesIO(b"A report"))
    service.finish(turn)
    commit()
    return queries.edition(edition.id)


def _keep_copies(round_id: uuid.UUID) -> None:
    statement = select(Receipt).join(Receipt.response).where(Response.round_id == round_id)
    for number, receipt in enumerate(session.scalars(statement).all()):
        copy = os.urandom(COPY_BYTES)
        receipt.file = storage.keep(copy, name="copy.pdf", content_type="application/pdf")
        if number % 10 == 0:
            data = os.urandom(FILE_BYTES)
            file = storage.keep(data, name="Yttrande.pdf", content_type="application/pdf")
            session.flush()
            session.add(Attachment(response_id=receipt.response_id, ordinal=0, file_id=file.id))
    commit()


def main() -> None:
    """Measure, and say it as JSON on standard output."""
    app, round_id = create_app(), uuid.UUID(sys.argv[1])
    with app.app_context():
        answers = session.scalar(
            select(func.count()).select_from(Response).where(Response.round_id == round_id)
        )
    found = [asdict(each) for each in everything(app, round_id)]
    print(json.dumps({"answers": answers, "found": found}))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
