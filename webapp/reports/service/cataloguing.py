"""Putting an archive package into its file, with what METS, PREMIS and Dublin Core say of it."""

import tempfile
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.core.storage import PIECE
from webapp.reports import labels, phrases, queries
from webapp.reports.models import Package
from webapp.reports.packed import dublin, mets, premis, schemas_folder
from webapp.reports.packed.mets import Filed, Header
from webapp.reports.packed.premis import Agent, Event, Original, Whole
from webapp.reports.packed.zips import ZipWriter
from webapp.reports.queries import Held
from webapp.reports.schemas import Data
from webapp.reports.service import data
from webapp.reports.service.archiving import REPRESENTATIONS
from webapp.reports.service.copying import copy_all
from webapp.responses import queries as responses
from webapp.responses.models import HIDING, Response
from webapp.rounds import policy as rounds_policy

SOFTWARE: Final = "Yttra"
VERSION: Final = "0.1.0"
ROWS: Final = 100
"""Answers whose rows are read at a time."""


@dataclass(frozen=True, slots=True)
class Work:
    """One archive package being written."""

    package: Package
    target: ZipWriter
    authority: str
    moment: datetime
    people: dict[uuid.UUID, User] = field(default_factory=dict)
    """Who did something that is told of."""

    @property
    def name(self) -> str:
        """The identifier of the package, and the name of its one folder."""
        return f"uuid-{self.package.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        case = self.package.round.consultation
        return f"{case.registry_number} {localised(case.title)}"

    def header(self, identifier: str) -> Header:
        """What each METS file says of itself."""
        return Header(identifier, self.title, self.moment, self.authority, SOFTWARE, VERSION)

    def write(self, path: str, kind: str, fill: Callable[[BinaryIO], None]) -> Filed:
        """Write a file of ours, which `fill` makes, and say what it is."""
        with tempfile.TemporaryFile() as room:
            fill(room)
            room.seek(0)
            pieces = iter(partial(room.read, PIECE), b"")
            written = self.target.write(f"{self.name}/{path}", pieces)
        return Filed(path, written.size, written.sha256, kind, self.moment)


def fill(
    package: Package,
    target: ZipWriter,
    note_progress: Callable[[float], None],
    *,
    authority: str,
) -> None:
    """Write everything that belongs in the archive package."""
    work = Work(package, target, authority, clock.local(clock.now()))
    found = queries.entries(package.id)
    copy_all(found, target, note_progress, below=f"{work.name}/")
    schemas = [
        work.write(f"schemas/{each.name}", "application/xml", partial(_copy, each))
        for each in sorted(schemas_folder().glob("*.xsd"))
    ]
    schemas += _of_data(work)
    about = work.write("documentation/readme.txt", "text/plain", partial(_readme, work))
    described = work.write(
        "metadata/descriptive/dc.xml", "application/xml", partial(_describe, work)
    )
    happened = work.write(
        "metadata/preservation/premis.xml", "application/xml", partial(_tell, work, found)
    )
    parts = {name: _representation(work, name, found) for name in _names(found)}
    said = mets.Package(described, happened, [about], schemas, parts)
    work.write(
        "METS.xml",
        "application/xml",
        lambda room: mets.write_package(room, work.header(work.name), said),
    )


def _of_data(work: Work) -> Iterator[Filed]:
    """The schema of the edition's JSON, where it has one."""
    version = work.package.edition.data_version
    if version is not None:
        said = data.schema(Data.REPORT, version)
        path = f"schemas/{Data.REPORT}-{version}.json"
        yield work.write(path, data.SCHEMA_TYPE, lambda room: _put(said, room))


def _names(found: Sequence[Held]) -> list[str]:
    chapters = {each.chapter for each in found}
    return [name for chapter, name in REPRESENTATIONS.items() if chapter in chapters]


def _representation(work: Work, name: str, found: Sequence[Held]) -> Filed:
    """The METS file of one representation, whose paths begin at its folder."""
    below = f"representations/{name}/"
    files = (
        replace(_filed(each), path=each.written.path.removeprefix(below))
        for each in found
        if each.written.path.startswith(below)
    )
    header = work.header(f"{work.name}-{name}")
    return work.write(
        f"{below}METS.xml",
        "application/xml",
        lambda room: mets.write_representation(room, header, name, files),
    )


def _filed(held: Held) -> Filed:
    written = held.written
    created = clock.local(held.created_at)
    return Filed(written.path, written.size, written.sha256, held.content_type, created)


def _copy(source: Path, room: BinaryIO) -> None:
    room.write(source.read_bytes())


def _put(said: bytes, room: BinaryIO) -> None:
    room.write(said)


def _readme(work: Work, room: BinaryIO) -> None:
    said = (work.title, work.authority, *map(str, (*phrases.ABOUT_ARCHIVE, labels.MALWARE_NOTE)))
    room.write("\r\n\r\n".join(said).encode("utf-8-sig"))


def _describe(work: Work, room: BinaryIO) -> None:
    case, round_ = work.package.round.consultation, work.package.round
    titles = [("title", text, tag) for tag, text in case.title.items() if text]
    opened = clock.local(round_.opened_at or round_.created_at).date()
    last = rounds_policy.last_day(round_, None)
    dublin.write(
        room,
        [
            *titles,
            ("identifier", case.registry_number, ""),
            ("identifier", work.name, ""),
            ("creator", work.authority, ""),
            ("description", str(phrases.ARCHIVE_DESCRIPTION), work.package.language),
            ("date", f"{opened.isoformat()}/{last.isoformat()}", ""),
            *(("language", tag, "") for tag in round_.version.document.languages),
            ("type", "Collection", ""),
        ],
    )


def _tell(work: Work, found: Sequence[Held], room: BinaryIO) -> None:
    files = (Original(_filed(each), _name(each)) for each in found)
    premis.write(room, Whole(work.name, work.title), files, _events(work, found), _agents(work))


def _name(held: Held) -> str:
    """The name that a file had when it came, where somebody else gave it one."""
    is_sent = held.written.path.rpartition("/")[2].startswith("attachment-")
    return held.name if is_sent else ""


def _events(work: Work, found: Sequence[Held]) -> Iterator[Event]:
    yield from _of_round(work)
    yield from _of_edition(work, found)
    paths: dict[uuid.UUID, list[str]] = defaultdict(list)
    for each in found:
        if each.response_id is not None:
            paths[each.response_id].append(each.written.path)
    ids = list(paths)
    for start in range(0, len(ids), ROWS):
        for response in responses.some(ids[start : start + ROWS]):
            yield from _of_response(work, response, tuple(paths[response.id]))
    detail = _("The package was put together, and the SHA-256 of each file was worked out.")
    yield _by_us(f"event-{work.package.id}", "packing", work.moment, detail, (work.name,))


def _of_round(work: Work) -> Iterator[Event]:
    round_ = work.package.round
    moments = (
        ("opened", round_.opened_at, _("The round was opened.")),
        ("closed", round_.closed_at, _("The round was closed.")),
        ("assessed", round_.assessed_at, _("Every point was assessed.")),
    )
    for kind, at, detail in moments:
        if at is not None:
            identifier = f"event-{kind}-{round_.id}"
            yield _by_us(identifier, kind, at, detail, (work.name,))


def _of_edition(work: Work, found: Sequence[Held]) -> Iterator[Event]:
    edition = work.package.edition
    folder = "representations/report/"
    paths = tuple(each.written.path for each in found if each.written.path.startswith(folder))
    moments = (
        ("creation", edition.finished_at, _("The edition of the report was compiled.")),
        ("dissemination", edition.published_at, _("The edition of the report was published.")),
    )
    for kind, at, detail in moments:
        if at is not None:
            yield _by_us(f"event-{kind}-{edition.id}", kind, at, detail, paths)


def _of_response(work: Work, response: Response, paths: tuple[str, ...]) -> Iterator[Event]:
    """That an answer came in, and each check of it for secrecy."""
    detail = _("The answer %(number)s came in.", number=response.reference)
    outcome = f"SHA-256 {response.sha256}"
    came = _by_us(f"event-{response.id}", "capture", response.submitted_at, detail, paths)
    yield replace(came, outcome=outcome)
    for check in response.checks:
        work.people[check.checked_by] = check.checker
        yield Event(
            f"event-{check.id}",
            "redaction" if check.state in HIDING else "quality review",
            clock.local(check.created_at),
            " ".join(filter(None, (_("Checked for secrecy."), check.law, check.reason))),
            {f"person-{check.checked_by}": "implementer"},
            paths,
            outcome=check.state.value,
        )


def _by_us(
    identifier: str, kind: str, at: datetime, detail: str, objects: tuple[str, ...]
) -> Event:
    agents: Mapping[str, str] = {"authority": "authorizer", "software": "executing program"}
    return Event(identifier, kind, clock.local(at), detail, agents, objects)


def _agents(work: Work) -> Iterator[Agent]:
    """Those who did something; known once every event is told."""
    yield Agent("authority", work.authority, "organization")
    yield Agent("software", SOFTWARE, "software", VERSION)
    for identifier, person in work.people.items():
        yield Agent(f"person-{identifier}", person.name, "person")
