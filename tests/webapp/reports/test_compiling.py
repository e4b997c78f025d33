"""The compiling of an edition: gone on with, stopped, failed in part, and past its time."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.webapp.reports.steps import compiled, contents, decide_all
from tests.webapp.responses.steps import sign_in
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision
from webapp.core import clock, storage
from webapp.core.access import Role
from webapp.core.background import LOST_AFTER, MOST_ATTEMPTS, JobStatus, StoppedError, take
from webapp.core.database import session
from webapp.core.errors import ConflictError, ForbiddenError
from webapp.core.storage import StoredFile
from webapp.drafts.word.refusal import Refusal, WordRefused
from webapp.reports import queries, service
from webapp.reports.models import Edition, EditionFile, Fault, Format, PackageKind
from webapp.reports.service import Wanted

AUTHORITY = "Region Exempel"
EARLY = (Format.JSON, Format.HTML, Format.XLSX)


@pytest.fixture
def edition(round_, officer):
    return service.request(round_, language="sv", actor=officer)


def begun(edition, formats=EARLY):
    """A worker's turn that has kept these formats, and then says nothing more."""
    turn = take(Edition, edition.id)
    said = service.read(service.begin(turn), authority=AUTHORITY)
    for format_ in formats:
        service.keep(turn, format_, service.made(turn, said, format_))
    session.flush()
    return turn


def lose(edition):
    edition.heard_at = clock.now() - LOST_AFTER - timedelta(seconds=1)
    session.flush()


def marks(edition):
    return {format_: file.sha256 for format_, file in queries.kept_formats(edition.id).items()}


def ids(edition):
    return {format_: file.id for format_, file in queries.kept_formats(edition.id).items()}


def broken(why):
    def fail(*_args, **_kwargs):
        raise why

    return fail


def test_another_worker_makes_what_the_lost_one_had_not(edition, work_off):
    begun(edition)
    before = ids(edition)
    assert take(Edition, edition.id) is None
    assert service.sweep_editions() == 0
    lose(edition)
    assert service.sweep_editions() == 1
    work_off()
    whole = queries.edition(edition.id)
    assert (whole.status, whole.attempts) == (JobStatus.DONE, 2)
    assert before.items() <= ids(edition).items()
    assert sorted(file.format for file in whole.files) == sorted(set(Format) - {Format.CHAPTERS})


def test_what_changed_meanwhile_is_the_same_in_every_file(edition, round_, officer, work_off):
    begun(edition)
    before = ids(edition)
    point = points.points(round_.id)[0]
    verdict = assessment.Verdict(Decision.PARTLY, "Kom till under tiden.", point.revision)
    assessment.decide(point, verdict, actor=officer)
    lose(edition)
    service.sweep_editions()
    work_off()
    assert not set(before.values()) & set(ids(edition).values())
    kept = queries.edition(edition.id)
    for format_ in (Format.JSON, Format.HTML, Format.CSV):
        assert "Kom till under tiden." in contents(kept, format_).decode("utf-8-sig")
    assert session.scalar(select(func.count()).select_from(EditionFile)) == len(Format) - 1


def test_a_worker_that_comes_back_writes_nothing(edition):
    lost = begun(edition)
    lose(edition)
    take(Edition, edition.id)
    for write in (
        lambda: service.keep(lost, Format.PDF, BytesIO(b"%PDF")),
        lambda: service.note_progress(lost, Format.PDF, 0.5),
        lambda: service.finish(lost),
    ):
        with pytest.raises(StoppedError):
            write()
    assert Format.PDF not in marks(edition)


def test_a_round_that_was_closed_early_lasted_until_then(round_, officer, work_off):
    closing = clock.now() - timedelta(days=1)
    round_.deadline, round_.closed_at = (clock.now() + timedelta(days=90)).date(), closing
    found = compiled(round_, officer, work_off)
    said = json.loads(contents(found, Format.JSON))
    assert said["occasion"]["deadline"] == clock.local(closing).date().isoformat()


def test_it_says_which_chapter_is_being_written(edition):
    turn = begun(edition)
    said = []
    report = service.outline(queries.edition(edition.id), authority=AUTHORITY)
    for format_ in (Format.DOCX, Format.PDF):
        service.written(report, format_, progress=lambda *told: said.extend(told[1:])).close()
    assert any("Sammanfattning" in chapter for chapter in said)
    service.note_progress(turn, Format.PDF, 0.5, "2 Så gick det till")
    assert (edition.step, edition.chapter, edition.percent) == ("pdf", "2 Så gick det till", 74)


def test_a_cancelled_edition_leaves_nothing_and_can_be_started_again(edition, officer, work_off):
    turn = begun(edition)
    files = list(queries.kept_formats(edition.id).values())
    service.cancel_edition(edition, actor=officer)
    assert (edition.status, edition.canceller.name) == (JobStatus.CANCELLED, officer.name)
    assert marks(edition) == {}
    for file in files:
        assert session.get(StoredFile, file.id) is None
        with pytest.raises(FileNotFoundError):
            storage.contents(file)
    with pytest.raises(StoppedError):
        service.keep(turn, Format.CSV, BytesIO())
    work_off()
    assert queries.edition(edition.id).status is JobStatus.CANCELLED
    with pytest.raises(ConflictError):
        service.cancel_edition(edition, actor=officer)

    service.try_again(edition, actor=officer)
    service.try_again(edition, actor=officer)
    assert work_off() == ["reports.compile_report"]
    assert queries.edition(edition.id).status is JobStatus.DONE
    assert sorted(marks(edition)) == sorted(set(Format) - {Format.CHAPTERS})


def test_one_format_that_fails_does_not_take_the_others_with_it(
    edition, officer, work_off, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setitem(service.COMPILERS, Format.XLSX, broken(RuntimeError("no ink")))
        patch.setitem(service.COMPILERS, Format.PDF, broken(MemoryError()))
        work_off()
    failed = queries.edition(edition.id)
    assert failed.status is JobStatus.FAILED
    assert failed.faults == {"xlsx": Fault.OTHER, "pdf": Fault.SIZE}
    before = ids(edition)
    assert sorted(before) == sorted(set(Format) - {Format.XLSX, Format.PDF, Format.CHAPTERS})

    service.try_again(failed, actor=officer)
    work_off()
    whole = queries.edition(edition.id)
    assert (whole.status, whole.faults) == (JobStatus.DONE, {})
    assert before.items() <= ids(edition).items()


@pytest.mark.parametrize(
    ("why", "fault"),
    [
        (OSError(28, "No space left on device"), Fault.ROOM),
        (FileNotFoundError("template"), Fault.FILE),
        (TimeoutError(), Fault.SIZE),
        (WordRefused(Refusal.NOT_WORD), Fault.TEMPLATE),
        (KeyError("x"), Fault.OTHER),
    ],
)
def test_why_a_format_failed(edition, work_off, monkeypatch, why, fault):
    monkeypatch.setitem(service.COMPILERS, Format.DOCX, broken(why))
    work_off()
    assert queries.edition(edition.id).faults == {"docx": fault}


def test_an_edition_that_every_worker_dies_of_is_given_up_with_what_it_has(edition, work_off):
    turn = begun(edition)
    service.note_progress(turn, Format.PDF, 0.2)
    edition.attempts = MOST_ATTEMPTS
    lose(edition)
    service.sweep_editions()
    work_off()
    given_up = queries.edition(edition.id)
    assert (given_up.status, given_up.faults) == (JobStatus.FAILED, {"pdf": Fault.SIZE})
    assert sorted(marks(edition)) == sorted(EARLY)


def test_two_different_requests_beside_each_other_are_each_one(round_, officer):
    swedish = service.request(round_, language="sv", actor=officer)
    english = service.request(round_, language="en", actor=officer)
    assert service.request(round_, language="sv", actor=officer) is swedish
    assert service.request(round_, language="en", actor=officer) is english


def past(edition):
    return clock.staged(edition.expires_at + timedelta(seconds=1))


def test_an_old_edition_is_erased_once_there_is_a_newer(round_, officer, work_off):
    old = compiled(round_, officer, work_off)
    file = queries.file(old, Format.PDF).file
    with past(old):
        service.sweep_editions()
    assert queries.edition(old.id).status is JobStatus.DONE
    compiled(round_, officer, work_off)
    service.sweep_editions()
    assert queries.edition(old.id).status is JobStatus.DONE
    with past(old):
        service.sweep_editions()
    assert queries.edition(old.id).status is JobStatus.EXPIRED
    assert marks(old) == {}
    with pytest.raises(FileNotFoundError):
        storage.contents(file)


def test_what_is_published_approved_or_packed_is_never_erased(round_, officer, work_off):
    decide_all(round_, officer)
    published, asked, packed, plain = (compiled(round_, officer, work_off) for _ in range(4))
    service.publish(published, actor=officer)
    service.withdraw(published, "Fel bilaga.", actor=officer)
    decided = UserFactory(roles=[Role.APPROVER])
    service.ask_approval(asked, decided, "", actor=officer)
    service.ask_for_package(packed, Wanted(PackageKind.DECISION, "sv"), actor=officer)
    compiled(round_, officer, work_off)
    with past(plain):
        service.sweep_editions()
    found = [queries.edition(each.id).status for each in (published, asked, packed, plain)]
    assert found == [JobStatus.DONE] * 3 + [JobStatus.EXPIRED]


def test_only_who_may_compile_stops_and_starts(client, edition, work_off):
    approver = UserFactory(roles=[Role.APPROVER])
    with pytest.raises(ForbiddenError):
        service.cancel_edition(edition, actor=approver)
    with pytest.raises(ForbiddenError):
        service.try_again(edition, actor=approver)
    sign_in(client, approver)
    client.get(f"/editions/{edition.id}")
    assert client.page.select_one("main form") is None


def test_the_page_while_it_is_compiled_stopped_and_started_again(
    client, edition, officer, work_off
):
    turn = begun(edition)
    service.note_progress(turn, Format.DOCX, 0.5, "3 Allmänna synpunkter")
    session.flush()
    sign_in(client, officer)
    client.get(f"/editions/{edition.id}")
    rows = {
        row.th.get_text(strip=True): row.get_text(" ") for row in client.page.select("tbody tr")
    }
    assert "Klart" in rows["Data, hela sammanställningen (JSON)"]
    assert "Skrivs" in rows["Word-dokument (DOCX)"]
    assert "Väntar" in rows["PDF, taggad"]
    assert client.page.select_one("progress")["value"] == "32"
    assert "3 Allmänna synpunkter" in client.text()
    # Of the two buttons under the question, only one may say that something is cancelled.
    assert client.page.body["data-text-cancel"] == "Gå tillbaka"
    client.submit("Avbryt")
    assert officer.name in client.page.select_one("#edition").get_text()
    client.submit("Börja om")
    work_off()
    client.get(client.path)
    assert "Filerna finns kvar till" in client.text()


def test_the_page_says_what_failed_and_what_to_do(client, edition, officer, work_off, monkeypatch):
    sign_in(client, officer)
    with monkeypatch.context() as patch:
        patch.setitem(service.COMPILERS, Format.PDF, broken(MemoryError()))
        work_off()
    client.get(f"/editions/{edition.id}")
    said = client.page.select_one(".y-alert").get_text()
    assert "PDF, taggad" in said
    assert "färre delar" in said
    assert client.get(f"/editions/{edition.id}/docx").status_code == 200
    client.get(f"/editions/{edition.id}")
    client.submit("Försök igen")
    work_off()
    assert queries.edition(edition.id).status is JobStatus.DONE


def test_asking_on_the_page_for_what_is_under_way_says_so(client, edition, round_):
    colleague = UserFactory()
    sign_in(client, colleague)
    client.get(f"/rounds/{round_.id}/report")
    client.submit("Ta fram", language="sv")
    assert client.path == f"/editions/{edition.id}"
    assert edition.maker.name in client.text()
    assert session.scalar(select(func.count()).select_from(Edition)) == 1
