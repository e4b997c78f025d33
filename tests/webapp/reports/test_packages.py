"""Packages: one file with all that a decision rests on, and with nothing that may not be read."""

import errno
import hashlib
import io
import re
import zipfile
from dataclasses import fields, replace
from datetime import timedelta
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.responses import CommentFactory, ResponseFactory, check_all
from tests.factories.rounds import InvitationFactory
from tests.webapp.reports.conftest import PERSON
from tests.webapp.reports.steps import compiled
from tests.webapp.reports.test_secrecy import LAW, NUMBER, PARTS, WHY, answer, canary
from tests.webapp.responses.steps import sign_in
from tests.webapp.test_own_space import legible
from webapp.audit.models import Entry
from webapp.core import clock, storage
from webapp.core.access import Role
from webapp.core.background import LOST_AFTER, JobStatus, StoppedError, take
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.storage import StoredFile
from webapp.reports import queries, service
from webapp.reports.models import (
    Chapter,
    Edition,
    Fault,
    Format,
    Package,
    PackageEntry,
    PackageKind,
)
from webapp.reports.service import Wanted
from webapp.reports.service import opened as opening
from webapp.responses.models import (
    Attachment,
    Disowning,
    FileScan,
    Response,
    Scanned,
    Secrecy,
    Whose,
)
from webapp.responses.service import copies, receipts, secrecy
from webapp.responses.service.secrecy import Outcome

OPEN = Wanted(PackageKind.DECISION, "sv")
INTERNAL = Wanted(PackageKind.DECISION, "sv", internal=True)
AUTHORITY = "Region Exempel"


@pytest.fixture
def edition(round_, officer):
    """A compiled edition of a round in which every answer is checked."""
    return begun(round_, officer)


def begun(round_, officer):
    """An edition whose files are short: how they are compiled is tried elsewhere."""
    session.expire_all()
    check_all(round_)
    session.flush()
    edition = service.request(round_, language="sv", actor=officer)
    turn = take(Edition, edition.id)
    for format_ in (Format.PDF, Format.DOCX, Format.XLSX):
        service.keep(turn, format_, io.BytesIO(f"A report as {format_}".encode()))
    service.finish(turn)
    session.flush()
    session.expire_all()
    return queries.edition(edition.id)


def made(edition, wanted, officer, work_off):
    package = service.ask_for_package(edition, wanted, actor=officer)
    work_off()
    return queries.package(package.id)


def opened(package):
    return zipfile.ZipFile(io.BytesIO(storage.contents(package.file)))


def names(package):
    return opened(package).namelist()


def test_a_withdrawn_edition_is_offered_last_and_called_so(edition, round_, officer, client):
    latest = begun(round_, officer)
    latest.published_at = latest.withdrawn_at = clock.now()
    session.flush()
    assert list(queries.packable(round_.id)) == [edition, latest]
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/packages")
    offered = [each.get_text() for each in client.page.select("select[name$=edition] option")]
    assert offered[:2] == ["Utgåva 1: Allmänheten", "Utgåva 2: Allmänheten (tillbakadragen)"]


def test_it_holds_the_report_the_points_the_answers_and_what_it_holds(edition, officer, work_off):
    package = made(edition, OPEN, officer, work_off)
    assert (package.status, package.percent) == (JobStatus.DONE, 100)
    assert package.expires_at == package.finished_at + service.KEPT
    number = queries.package(package.id).round.consultation.registry_number.replace("/", "-")
    assert package.file.name == f"{number} Beslutspaket utgåva 1.zip"
    umea, person = session.scalars(select(Response.number).order_by(Response.sender.desc()))
    assert names(package) == [
        "0 Läs detta först.html",
        "Kontrollsummor (SHA-256).txt",
        "1 Remissammanställning/Remissammanställning, utgåva 1.pdf",
        "1 Remissammanställning/Remissammanställning, utgåva 1.docx",
        "2 Synpunkter/Förteckning över synpunkter, utgåva 1.xlsx",
        f"4 Svaren/{umea:03} Umeå kommun.pdf",
        f"4 Svaren/{person:03} Privatperson.pdf",
    ]


def test_every_file_is_what_the_list_of_contents_says(edition, officer, work_off):
    package = made(edition, OPEN, officer, work_off)
    held = opened(package)
    assert held.testzip() is None
    marks = held.read("Kontrollsummor (SHA-256).txt").decode()
    said = dict(reversed(line.split("  ", 1)) for line in marks.splitlines())
    assert said.keys() == set(held.namelist()) - {"Kontrollsummor (SHA-256).txt"}
    for name, mark in said.items():
        assert hashlib.sha256(held.read(name)).hexdigest() == mark
    page = BeautifulSoup(held.read("0 Läs detta först.html"), "lxml")
    assert page.html["lang"] == "sv"
    rows = page.select("tbody tr")
    assert len(rows) == 5
    for row in rows:
        path = unquote(row.a["href"])
        size, mark = (each.get_text("", strip=True) for each in row.select("td"))
        assert re.sub(r"\D", "", size) == str(held.getinfo(path).file_size)
        assert mark == said[path]
    assert "inte ändrats" in page.get_text()


def test_what_the_files_say_is_what_was_said(round_, officer, work_off):
    check_all(round_)
    session.flush()
    edition = compiled(round_, officer, work_off)
    held = opened(made(edition, OPEN, officer, work_off))
    answers = [legible(held.read(name)) for name in held.namelist() if name.startswith("4 ")]
    assert "Måletbörgåattmäta" in answers[0]
    assert "Jagsägernej" in answers[1]
    for name in held.namelist():
        assert PERSON.replace(" ", "") not in legible(held.read(name)), name


@pytest.fixture
def case(round_, officer, work_off):
    """One answer masked, one withheld and one open, each with a file, and an edition."""
    session.expire_all()
    masked, hidden = answer(round_, "Umeå kommun", "A"), answer(round_, "Hemliga bolaget", "B")
    answer(round_, "Malå kommun", "C")
    words = tuple(canary(part, "A") for part in (*PARTS, "rapporteur") if part != "file")
    secrecy.check(
        masked,
        Outcome(Secrecy.MASKED, LAW, WHY, words=words, files=("0",)),
        actor=officer,
    )
    secrecy.check(hidden, Outcome(Secrecy.WITHHELD, LAW, WHY), actor=officer)
    check_all(round_)
    session.flush()
    return compiled(round_, officer, work_off)


def test_what_is_secret_is_in_no_file_of_a_package_for_others(case, officer, work_off):
    held = opened(made(case, OPEN, officer, work_off))
    said = "".join(legible(each.encode()) for each in held.namelist())
    files = [name for name in held.namelist() if "bilaga" in name]
    said += "".join(legible(held.read(name)) for name in held.namelist() if name not in files)
    assert "kanarieA" not in said
    assert "kanarieB" not in said
    assert NUMBER not in said
    assert {"kanarieCtext7731", "kanarieCstatement7731"} <= set(
        re.findall(r"kanarieC[a-z]+7731", said)
    )
    assert "[maskat]" in said
    [hidden] = [name for name in held.namelist() if "Hemliga" in name]
    page = legible(held.read(hidden))
    assert "".join(LAW.split()) in page
    assert "SynligtB" not in page
    [file] = files
    assert "Malå" in file
    assert held.read(file) == b"%PDF-1.7"


def test_a_file_with_malware_is_in_no_package(case, officer, work_off):
    [response] = session.scalars(select(Response).where(Response.sender == "Malå kommun"))
    [attachment] = response.attachments
    found = {"state": Scanned.FOUND, "found": "Eicar", "next_at": clock.now()}
    session.add(FileScan(file_id=attachment.file_id, **found))
    session.flush()
    for wanted in (OPEN, Wanted(PackageKind.ARCHIVE, "sv")):
        inside = names(made(case, wanted, officer, work_off))
        assert inside
        files = [name for name in inside if "bilaga" in name or "attachment" in name]
        assert len(files) == (0 if wanted is OPEN else 2)


TOLD_OF_WITHHELD = {
    "title", "registry_number", "authority", "sender", "form", "submitted_at", "late", "last_day",
    "contact", "language", "notice",
}  # fmt: skip
"""What a copy may say of an answer that is withheld: that it came, and why it is not shown."""


def test_a_copy_of_a_withheld_answer_says_nothing_of_what_is_in_it(case):
    response = session.scalars(select(Response).where(Response.sender == "Hemliga bolaget")).one()
    whole = copies.receipt_of(response, AUTHORITY)
    shown = opening.as_shown(response, whole)
    said = {field.name for field in fields(shown) if getattr(shown, field.name)}
    assert said - {"content"} <= TOLD_OF_WITHHELD


def test_the_decision_behind_an_answer_is_masked_as_the_rest(round_, officer, case):
    response = session.scalars(select(Response).where(Response.sender == "Malå kommun")).one()
    told = replace(
        copies.receipt_of(response, AUTHORITY), decision=(("Föredragande", f"Eva {NUMBER}"),)
    )
    [(_name, left)] = opening.as_shown(response, told).decision
    assert NUMBER not in left
    row = Outcome(Secrecy.MASKED, LAW, WHY, parts=("decision",)).row()
    row.checked_by = officer.id
    response.checks.append(row)
    session.flush()
    assert opening.as_shown(response, told).decision == ()


def test_a_package_for_internal_use_holds_the_answers_as_they_came(case, officer, work_off):
    package = made(case, INTERNAL, officer, work_off)
    held = opened(package)
    assert "INTERNT" in package.file.name
    answers = [name for name in held.namelist() if name.startswith("4 ")]
    said = "".join(legible(held.read(name)) for name in answers if "bilaga" not in name)
    for whose in "ABC":
        assert f"kanarie{whose}text7731" in said
    assert NUMBER in said
    assert len([name for name in answers if "bilaga" in name]) == 3
    assert "internt bruk" in held.read("0 Läs detta först.html").decode()


def test_others_get_a_package_only_when_every_answer_is_checked(round_, officer, work_off, edition):
    ResponseFactory(invitation=InvitationFactory(round=round_))
    with pytest.raises(DomainError, match="sekretess"):
        service.ask_for_package(edition, OPEN, actor=officer)
    assert made(edition, INTERNAL, officer, work_off).status is JobStatus.DONE


def test_others_get_no_package_with_an_edition_from_before_something_was_hidden(
    round_, officer, edition
):
    hide(round_, officer)
    with pytest.raises(DomainError, match="ny utgåva"):
        service.ask_for_package(edition, OPEN, actor=officer)


def hide(round_, officer):
    response = session.scalars(select(Response).where(Response.round_id == round_.id)).first()
    session.refresh(response)
    secrecy.check(response, Outcome(Secrecy.WITHHELD, LAW, WHY), actor=officer)
    session.flush()


def test_what_is_hidden_later_keeps_the_package_from_others(
    client, round_, officer, work_off, edition
):
    package = made(edition, OPEN, officer, work_off)
    inside = made(edition, INTERNAL, officer, work_off)
    sign_in(client, officer)
    assert client.get(f"/packages/{package.id}/file").status_code == 200
    hide(round_, officer)
    assert client.get(f"/packages/{package.id}/file").status_code == 404
    client.get(f"/packages/{package.id}")
    assert "maskats eller undantagits" in client.text()
    client.get(f"/rounds/{package.round_id}/packages")
    said = [row.select_one("td").get_text() for row in client.page.select("#packages tbody tr")]
    assert ["maskats eller undantagits" in each for each in said] == [False, True]
    assert client.page.select_one(f"a[href='/packages/{package.id}/file']") is None
    assert client.get(f"/packages/{inside.id}/file").status_code == 200


def test_what_is_hidden_while_it_is_made_stops_it(round_, officer, edition):
    package = service.ask_for_package(edition, OPEN, actor=officer)
    turn = take(Package, package.id)
    while service.go_on_with_package(turn, authority=AUTHORITY):
        pass
    hide(round_, officer)
    with pytest.raises(service.HiddenError) as stopped:
        service.seal_package(turn, lambda _share: None, authority=AUTHORITY)
    service.give_up_package(turn, stopped.value)
    assert (package.status, package.fault) == (JobStatus.FAILED, Fault.HIDDEN)


def disown(round_):
    response = session.scalars(select(Response).where(Response.round_id == round_.id)).first()
    session.add(Disowning(response=response, told_at=clock.now()))
    session.flush()
    session.expire_all()
    return response


def test_what_a_sender_disowns_later_keeps_the_package_back_until_it_is_theirs_or_remade(
    client, round_, officer, work_off, edition
):
    package = made(edition, OPEN, officer, work_off)
    response = disown(round_)
    sign_in(client, officer)
    assert client.get(f"/packages/{package.id}/file").status_code == 404
    client.get(f"/packages/{package.id}")
    assert "går inte att ladda ner" in client.text(".y-alert")
    assert "Klart att ladda ner" not in client.text()
    assert client.page.select_one(f".y-alert a[href='/responses/{response.id}']")
    assert client.page.select_one(f"a[href='/packages/{package.id}/file']") is None
    client.get(f"/rounds/{round_.id}/packages")
    assert "Hålls tillbaka" in client.text("#packages tbody td")
    assert "att ett svar i det kommer från någon annan" in client.text("#packages tbody td")
    with pytest.raises(DomainError, match="ny utgåva"):
        service.ask_for_package(edition, OPEN, actor=officer)
    anew = made(begun(round_, officer), OPEN, officer, work_off)
    assert client.get(f"/packages/{anew.id}/file").status_code == 200
    client.get(f"/rounds/{round_.id}/packages")
    said = [row.select_one("td").get_text() for row in client.page.select("#packages tbody tr")]
    assert ["Hålls tillbaka" in each for each in said] == [False, True]
    assert "Klart att ladda ner" in said[0]
    response.disowning.outcome, response.disowning.settled_at = Whose.STANDS, clock.now()
    session.flush()
    assert client.get(f"/packages/{package.id}/file").status_code == 200


def test_a_package_for_the_archive_is_a_record_that_says_what_was_disowned_since(
    client, round_, officer, work_off, edition
):
    package = made(edition, Wanted(PackageKind.ARCHIVE, "sv"), officer, work_off)
    response = disown(round_)
    sign_in(client, officer)
    client.get(f"/packages/{package.id}")
    assert "inaktuellt" in client.text(".y-alert")
    assert client.page.select_one(f".y-alert a[href='/responses/{response.id}']")
    assert client.get(f"/packages/{package.id}/file").status_code == 200
    anew = service.ask_for_package(edition, Wanted(PackageKind.ARCHIVE, "sv"), actor=officer)
    assert anew.id != package.id


def test_what_is_disowned_while_it_is_made_stops_it(round_, officer, edition):
    package = service.ask_for_package(edition, OPEN, actor=officer)
    turn = take(Package, package.id)
    while service.go_on_with_package(turn, authority=AUTHORITY):
        pass
    disown(round_)
    with pytest.raises(service.HiddenError):
        service.seal_package(turn, lambda _share: None, authority=AUTHORITY)


def test_a_receipt_that_may_go_as_it_is_is_not_made_again(round_, officer, work_off, edition):
    response = session.scalars(select(Response).where(Response.sender == "Umeå kommun")).one()
    receipts.sweep()
    receipts.claim(response.id)
    receipts.issue(response.id, copies.compile_copy(copies.copy_of(response, authority="R")))
    session.flush()
    session.expire_all()
    package = made(edition, OPEN, officer, work_off)
    rows = session.scalars(
        select(PackageEntry).where(
            PackageEntry.package_id == package.id, PackageEntry.chapter == Chapter.ANSWERS
        )
    ).all()
    owned = {row.response_id: row.own for row in rows}
    assert owned.pop(response.id) is False
    assert set(owned.values()) == {True}


def test_the_same_asked_for_twice_is_one(round_, officer, work_off, edition):
    first = service.ask_for_package(edition, OPEN, actor=officer)
    assert service.ask_for_package(edition, OPEN, actor=officer) is first
    work_off()
    assert service.ask_for_package(edition, OPEN, actor=officer) is first
    assert service.ask_for_package(edition, INTERNAL, actor=officer) is not first
    ResponseFactory(invitation=InvitationFactory(round=round_))
    check_all(round_)
    session.flush()
    assert service.ask_for_package(edition, OPEN, actor=officer) is not first


def test_a_cancelled_package_stops_at_the_next_part_and_leaves_nothing(officer, edition):
    package = service.ask_for_package(edition, OPEN, actor=officer)
    turn = take(Package, package.id)
    for _chapter in (Chapter.REPORT, Chapter.POINTS, Chapter.TEXT, Chapter.ANSWERS):
        service.go_on_with_package(turn, authority=AUTHORITY)
    own = queries.own_files(package.id)
    assert own
    service.cancel_package(package, actor=officer)
    assert package.status is JobStatus.CANCELLED
    left = session.scalar(select(func.count()).select_from(PackageEntry))
    assert left == 0
    for file in own:
        assert session.get(StoredFile, file.id) is None
        with pytest.raises(FileNotFoundError):
            storage.contents(file)
    with pytest.raises(StoppedError):
        service.seal_package(turn, lambda _share: None, authority=AUTHORITY)
    with pytest.raises(ConflictError):
        service.cancel_package(package, actor=officer)
    assert take(Package, package.id) is None


def test_another_worker_goes_on_where_the_lost_one_was(officer, edition, work_off):
    package = service.ask_for_package(edition, OPEN, actor=officer)
    lost = take(Package, package.id)
    service.go_on_with_package(lost, authority=AUTHORITY)
    service.go_on_with_package(lost, authority=AUTHORITY)
    before = {row.path: row.file_id for row in session.scalars(select(PackageEntry))}
    assert package.chapter is Chapter.TEXT
    assert take(Package, package.id) is None
    package.heard_at = clock.now() - LOST_AFTER - timedelta(seconds=1)
    session.flush()
    assert service.sweep_packages() == 1
    work_off()
    assert queries.package(package.id).status is JobStatus.DONE
    after = {row.path: row.file_id for row in session.scalars(select(PackageEntry))}
    assert before.items() <= after.items()
    with pytest.raises(StoppedError):
        service.go_on_with_package(lost, authority=AUTHORITY)


def test_a_file_that_is_gone_or_changed_is_named(officer, edition, work_off):
    package = service.ask_for_package(edition, OPEN, actor=officer)
    turn = take(Package, package.id)
    while service.go_on_with_package(turn, authority=AUTHORITY):
        pass
    [own, *_others] = queries.own_files(package.id)
    own.sha256 = "0" * 64
    session.flush()
    with pytest.raises(service.DamagedError) as damaged:
        service.seal_package(turn, lambda _share: None, authority=AUTHORITY)
    service.give_up_package(turn, damaged.value)
    assert (package.status, package.fault) == (JobStatus.FAILED, Fault.FILE)
    assert package.at_fault.startswith("4 Svaren/")


def test_it_is_erased_when_its_time_is_over(client, officer, edition, work_off):
    package = made(edition, OPEN, officer, work_off)
    file = package.file
    sign_in(client, officer)
    with clock.staged(package.expires_at + timedelta(seconds=1)):
        service.sweep_packages()
        session.flush()
    assert package.status is JobStatus.EXPIRED
    with pytest.raises(FileNotFoundError):
        storage.contents(file)
    assert client.get(f"/packages/{package.id}/file").status_code == 404
    client.get(f"/packages/{package.id}")
    assert "raderats" in client.text()


def test_the_officer_makes_one_on_the_page_and_takes_it_home(client, round_, officer, work_off):
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/packages")
    assert "Ingen utgåva" in client.text()
    begun(round_, officer)
    client.get(f"/rounds/{round_.id}/report")
    assert client.page.select_one(f"a[href='/rounds/{round_.id}/packages']") is not None
    client.get(f"/rounds/{round_.id}/packages")
    client.submit("Gör paketet", use="internal")
    assert client.page.select_one("progress") is not None
    work_off()
    client.get(client.path)
    assert "Klart" in client.text()
    answer_ = client.get(f"{client.path}/file")
    assert answer_.mimetype == "application/zip"
    assert len(answer_.data) == int(answer_.headers["Content-Length"])
    assert answer_.headers["Content-Disposition"].startswith("attachment")
    taken = session.scalars(select(Entry).where(Entry.action == "reports.take_package")).all()
    assert [each.actor for each in taken] == [officer.id]


def test_cancelling_on_the_page(client, officer, edition, work_off):
    package = service.ask_for_package(edition, OPEN, actor=officer)
    sign_in(client, officer)
    client.get(f"/packages/{package.id}")
    client.submit("Avbryt paketet")
    assert "Avbrutet" in client.text()
    work_off()
    assert queries.package(package.id).status is JobStatus.CANCELLED


@pytest.mark.parametrize("wanted", [OPEN, INTERNAL, Wanted(PackageKind.ARCHIVE, "en")])
def test_one_that_failed_is_made_again_in_the_same_way_with_a_button(
    client, officer, edition, work_off, wanted
):
    failed = service.ask_for_package(edition, wanted, actor=officer)
    service.give_up_package(take(Package, failed.id), OSError(errno.ENOSPC, "full"))
    sign_in(client, officer)
    client.get(f"/packages/{failed.id}")
    assert "Tjänstens disk är full" in client.text(".y-alert")
    client.submit("Gör om paketet")
    anew = queries.packages(edition.round_id, internal=True)[0]
    assert client.path == f"/packages/{anew.id}"
    work_off()
    assert anew.status is JobStatus.DONE
    assert (anew.edition_id, Wanted(anew.kind, anew.language, internal=anew.internal)) == (
        edition.id,
        replace(wanted, internal=wanted.is_whole),
    )


def test_one_that_is_gone_or_out_of_date_is_made_again_with_a_button(
    client, officer, edition, work_off
):
    package = made(edition, INTERNAL, officer, work_off)
    sign_in(client, officer)
    client.get(f"/packages/{package.id}")
    assert "Gör om paketet" not in client.text()
    ResponseFactory(invitation=InvitationFactory(round=edition.round))
    session.flush()
    client.get(f"/packages/{package.id}")
    client.submit("Gör om paketet")
    assert client.path != f"/packages/{package.id}"
    client.submit("Avbryt paketet")
    assert "Gör om paketet" in client.text()


def test_one_that_hides_something_is_made_again_with_a_new_edition(client, officer, edition):
    failed = service.ask_for_package(edition, OPEN, actor=officer)
    service.give_up_package(take(Package, failed.id), service.HiddenError())
    sign_in(client, officer)
    client.get(f"/packages/{failed.id}")
    assert "Gör om paketet" not in client.text()
    assert client.page.select_one(f"main a.ds-button[href='/rounds/{edition.round_id}/report']")


def test_a_rule_that_stops_it_is_said_by_its_field(client, round_, officer, edition):
    ResponseFactory(invitation=InvitationFactory(round=round_))
    sign_in(client, officer)
    client.get(f"/rounds/{round_.id}/packages")
    client.submit("Gör paketet")
    assert "sekretessprövas" in client.text()
    assert client.page.select_one("a[href='#use-0'], a[href='#use']") is not None
    assert session.scalars(select(Package)).all() == []


def test_an_approver_reads_those_for_others_and_makes_none(client, officer, edition, work_off):
    package = made(edition, OPEN, officer, work_off)
    inside = made(edition, INTERNAL, officer, work_off)
    approver = UserFactory(roles=[Role.APPROVER])
    with pytest.raises(ForbiddenError):
        service.ask_for_package(edition, OPEN, actor=approver)
    sign_in(client, approver)
    assert client.get(f"/packages/{package.id}/file").status_code == 200
    assert client.get(f"/packages/{inside.id}/file").status_code == 404
    client.get(f"/rounds/{package.round_id}/packages")
    assert len(client.page.select("tbody tr")) == 1
    assert client.page.select_one("main form") is None


@pytest.mark.parametrize("path", ["rounds/{0.round_id}/packages", "packages/{0.id}"])
def test_the_pages_take_as_many_statements_whatever_there_is(
    client, officer, edition, count_queries, path
):
    sign_in(client, officer)
    package = service.ask_for_package(edition, OPEN, actor=officer)
    address = "/" + path.format(package)
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for language in ("en", "sv"):
        wanted = Wanted(PackageKind.DECISION, language, internal=True)
        service.ask_for_package(edition, wanted, actor=officer)
    session.flush()
    assert count_queries(lambda: client.get(address)) == few


def test_the_answers_of_a_part_take_as_many_statements_however_many_they_are(
    round_, officer, count_queries, monkeypatch
):
    monkeypatch.setattr(copies, "compile_copy", lambda _copy: b"%PDF-1.7")
    counted = []
    for more in (2, 8):
        for _each in range(more):
            response = ResponseFactory(invitation=InvitationFactory(round=round_))
            CommentFactory(response=response, text="Målet bör gå att mäta.")
            file = storage.keep(b"%PDF-1.7", name="A.pdf", content_type="application/pdf")
            session.flush()
            session.add(Attachment(response_id=response.id, ordinal=0, file_id=file.id))
        edition = begun(round_, officer)
        for kind in PackageKind:
            package = service.ask_for_package(edition, Wanted(kind, "sv"), actor=officer)
            turn = take(Package, package.id)
            while package.chapter is not Chapter.ANSWERS:
                service.go_on_with_package(turn, authority=AUTHORITY)
            session.flush()
            session.expire_all()
            counted.append(
                count_queries(lambda turn=turn: service.go_on_with_package(turn, authority="R"))
            )
    assert counted[:2] == counted[2:]
