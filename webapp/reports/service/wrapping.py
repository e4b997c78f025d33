"""Putting all that was made for a package into one file, with its list of contents."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from webapp.core import clock, rendering, storage
from webapp.core.background import JobStatus, StoppedError, Turn, hold, look
from webapp.core.database import session
from webapp.core.rendering import gettext as _
from webapp.reports import labels, queries
from webapp.reports.models import Chapter, Package, PackageKind
from webapp.reports.packed import contents
from webapp.reports.packed.contents import Contents, Folder
from webapp.reports.packed.names import safe
from webapp.reports.packed.zips import Written, ZipWriter
from webapp.reports.queries import Held
from webapp.reports.service import cataloguing
from webapp.reports.service.copying import copy_all
from webapp.reports.service.editions import KEPT
from webapp.reports.service.faults import HiddenError
from webapp.reports.service.packages import why_kept_back
from webapp.reports.service.packing import SHARES
from webapp.reports.wording import Wording

ZIP: Final = "application/zip"


def seal_package(
    turn: Turn[Package], note_progress: Callable[[float], None], *, authority: str
) -> None:
    """Put what was made into one file, and keep that.

    `note_progress` is given how much is done, from 0 to 1, at moments when a transaction may end.

    Raises:
        StoppedError: the package was cancelled, or another worker has taken it up.
        DamagedError: a file is gone from the storage, or not as it was when it was kept.
        HiddenError: something was masked or withheld meanwhile.
    """
    package = look(turn)
    with tempfile.TemporaryFile() as room, rendering.spoken(package.language):
        with ZipWriter(room, moment=clock.local(clock.now())) as target:
            fill = cataloguing.fill if package.kind is PackageKind.ARCHIVE else _fill
            fill(package, target, note_progress, authority=authority)
        room.seek(0)
        file = storage.keep_stream(room, name=labels.package_name(package), content_type=ZIP)
    try:
        hold(turn)
    except StoppedError:
        storage.discard(file)
        raise
    if why_kept_back(package) is not None:
        raise HiddenError
    session.flush()
    package.file = file
    package.status, package.percent = JobStatus.DONE, 100
    package.finished_at = clock.now()
    package.expires_at = package.finished_at + KEPT


def note_sealing(turn: Turn[Package], share: float) -> None:
    """Write how much of the package is in its file, from 0 to 1.

    Raises:
        StoppedError: it was cancelled, or another worker has taken it up.
    """
    begins = SHARES[Chapter.SEAL]
    hold(turn).percent = int(begins + (100 - begins) * share)


def _fill(
    package: Package,
    target: ZipWriter,
    note_progress: Callable[[float], None],
    *,
    authority: str,
) -> None:
    found = queries.entries(package.id)
    listed = [each.written for each in found]
    wording = Wording(package.language, rendering.catalogue())
    first = contents.page(_contents(package, found, authority), wording)
    head = target.write(safe(_("0 Read this first")) + ".html", first)
    target.write(_marks_name(), contents.marks([head, *listed]))
    copy_all(found, target, note_progress)


def _contents(package: Package, found: Sequence[Held], authority: str) -> Contents:
    case = package.round.consultation
    files: dict[Chapter, list[Written]] = defaultdict(list)
    for each in found:
        files[each.chapter].append(each.written)
    return Contents(
        title=rendering.localised(case.title),
        kind=str(labels.PACKAGE_KINDS[package.kind]),
        authority=authority,
        facts=[
            (_("Registry number"), case.registry_number),
            (_("Edition"), rendering.show_number(package.edition.number)),
            (_("Put together"), rendering.show_moment(clock.now())),
            (_("By"), package.maker.name),
        ],
        warning=str(labels.INTERNAL_NOTE) if package.internal else "",
        notes=[*([] if package.internal else [str(labels.OPEN_NOTE)]), str(labels.MALWARE_NOTE)],
        folders=[
            Folder(
                str(labels.FOLDERS[each]),
                str(labels.ABOUT_FOLDERS[each]),
                files[each],
                str(labels.EMPTY_FOLDERS.get(each, "")),
            )
            for each in package.chapters
            if each in labels.FOLDERS
        ],
        marks=_marks_name(),
    )


def _marks_name() -> str:
    return safe(_("Checksums (SHA-256)")) + ".txt"
