"""Answers written in a file: taken in, read by a worker, and settled by whoever answers."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from webapp.accounts.models import Participant
from webapp.core import clock, rendering, storage
from webapp.core.background import JobStatus, Task, Turn, ask_for_lost, enqueue, hold, look
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.drafts import designations
from webapp.drafts import labels as drafts_labels
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section
from webapp.drafts.paper.manuscript import order_of_languages
from webapp.drafts.service import papers
from webapp.notifications import filetypes
from webapp.organisations.workbooks import is_workbook
from webapp.responses import filekinds, labels, policy, queries
from webapp.responses.filetext import UnreadableError
from webapp.responses.filled import reading
from webapp.responses.filled.finds import Find, ShownBlock, ShownSection, marks
from webapp.responses.models import (
    AnswerFile,
    AnswerFind,
    FindState,
    OwnSpace,
)
from webapp.responses.service.uploads import Given, Opens
from webapp.rounds.models import Round

MOST_FINDS: Final = 2_000
"""In one file. More is no answer, and no page could show it."""

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOO_MANY, NOTHING = "too_many_finds", "nothing_found"


@dataclass(frozen=True, slots=True)
class Handed:
    """How a file is handed in: by whom, and the key of the form."""

    person: Participant
    form_key: uuid.UUID
    language: str
    """Of the text that it is about, where the file does not say."""


def take_in_file(space: OwnSpace, opens: Opens, handed: Handed) -> AnswerFile:
    """Take the file that `opens` gives in, and ask for its reading, which a worker does.

    The same form sent twice hands it in once.

    Raises:
        DomainError: it is refused at sight.
        ConflictError: the round takes no answers any more.
    """
    policy.check_writable(space.round, clock.now())
    # The lock makes the second of two presses wait, and then find what the first one made.
    session.refresh(space, ["revision"], with_for_update=True)
    earlier = queries.handed_in(space, handed.form_key)
    if earlier is not None:
        return earlier
    work = AnswerFile(
        id=uuid7(),
        space_id=space.id,
        file=_kept(opens()),
        made_by=handed.person.id,
        form_key=handed.form_key,
        language=handed.language,
    )
    session.add(work)
    session.flush()
    enqueue(Task.READ_ANSWER, work.id)
    return work


def _kept(given: Given) -> StoredFile:
    """The file, kept where it is one that can be read."""
    with given.source as source:
        if filetypes.size_of(source) > filekinds.MOST_BYTES:
            raise DomainError(_l("The file is larger than 30 megabytes."), field="file")
        kind = filekinds.kind_of(source)
        source.seek(0)
        if kind is None and not is_workbook(source.read(8), filename=given.name):
            raise DomainError(
                _l("Choose a Word file (.docx), a spreadsheet (.xlsx), a PDF or an .odt file."),
                field="file",
            )
        source.seek(0)
        content_type = kind.content_type if kind else WORKBOOK
        return storage.keep_stream(source, name=given.name, content_type=content_type)


def read_answer_file(
    turn: Turn[AnswerFile], note_progress: Callable[[int], None], *, authority: str
) -> None:
    """Read the file and keep what is found in it, or why there is nothing to keep.

    `note_progress` is given the per cent that is done, at moments when a transaction may end.
    `authority`: its name, as it stands before the text in a copy.
    """
    work = look(turn)
    note_progress(10)
    kind = filekinds.of_type(work.file.content_type)
    data = storage.contents(work.file)
    try:
        ours = _ours(work.space.round, authority)
        found = reading.read(
            data, kind, lambda said: _text(work, said), lambda: _texts(work.space.round), ours
        )
    except UnreadableError as error:
        hold(turn)
        _refuse(work, str(error)[:200])
        return
    note_progress(70)
    hold(turn)
    if not found.found or len(found.found) > MOST_FINDS:
        _refuse(work, TOO_MANY if found.found else NOTHING)
        return
    _keep(work, found)


def sweep_answer_files() -> int:
    """Ask again for files whose message or worker was lost; returns how many."""
    return ask_for_lost(AnswerFile, Task.READ_ANSWER)


def shown(round_: Round, language: str) -> list[ShownSection]:
    """The text of a round as whoever answers is shown it in a language. Three queries."""
    document = round_.version.document
    tags = order_of_languages(language, document.source_language, document.languages)
    row = drafts.reading(round_.version_id)
    named = _named(row)
    return [
        ShownSection(
            section.key,
            section.number,
            " ".join(_said(section.title, tags).split()) or "–",
            tuple(dict.fromkeys(filter(None, named.get(section.key, ())))),
            tuple(
                ShownBlock(block.key, block.kind, said)
                for block in section.blocks
                if (said := _said(block.text, tags).strip())
            ),
        )
        for section in row
    ]


def _named(row: Sequence[Section]) -> Mapping[uuid.UUID, Sequence[str]]:
    """What people call each section: measure 1.3 is known without the goal that it is under, too.

    Names of every language are known, for who writes in one of them may have the text in another.
    """
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for tag in rendering.LANGUAGES:
        with rendering.spoken(tag):
            for key, designation in designations.of(row).items():
                for each in (designation, replace(designation, goal="")):
                    found[key].append(drafts_labels.designation(each))
    return found


def copy_to_answer_in(
    round_: Round, language: str, *, authority: str, to_one: bool = False
) -> bytes:
    """The text of a round as a Word file that knows each paragraph and tracks what is changed.

    `to_one`: for a private person and not for a body.
    """
    with rendering.spoken(language, to_one=to_one):
        return papers.to_answer_in(
            round_.version, language, authority=authority, notes=labels.copy_notes()
        )


def _texts(round_: Round) -> Iterator[Sequence[ShownSection]]:
    return (shown(round_, tag) for tag in round_.text_languages)


def _ours(round_: Round, authority: str) -> list[str]:
    """What stands before the text in a copy to answer in, in each language and to whomever."""
    found = [authority]
    for tag in rendering.LANGUAGES:
        for to_one in (False, True):
            with rendering.spoken(tag, to_one=to_one):
                found += [*papers.front_lines(round_.version, tag), *labels.copy_notes()]
    return list(dict.fromkeys(found))


def _said(texts: Mapping[str, str], tags: Sequence[str]) -> str:
    return next((texts[tag] for tag in tags if texts.get(tag, "").strip()), "")


def _text(work: AnswerFile, said: str | None) -> Sequence[ShownSection]:
    """The text that the file is about, in the language that it is in if the round shows that."""
    round_ = work.space.round
    written = drafts.written_languages(round_.version_id)
    language = said if said in round_.text_languages and said in written else work.language
    work.language = language or work.language
    return shown(round_, work.language)


def _keep(work: AnswerFile, read: reading.Read) -> None:
    digests = marks(read.found)
    known = queries.settled_marks(work.space_id, digests)
    for ordinal, (find, mark) in enumerate(zip(read.found, digests, strict=True), start=1):
        state = FindState.KNOWN if mark in known else FindState.WAITING
        columns = _columns(find) | {"ordinal": ordinal, "state": state, "mark": mark}
        session.add(AnswerFind(answer_file_id=work.id, **columns))
    work.way = read.way
    work.end(JobStatus.DONE)


def _columns(find: Find) -> dict[str, Any]:
    return {
        "shape": find.shape,
        "certainty": find.certainty,
        "section_key": find.section_key,
        "block_key": find.block_key,
        "quote": find.quote,
        "after": find.after,
        "text": find.text,
        "proposed_wording": find.proposed_wording,
        "kind": find.kind,
        "author_name": find.author,
        "written_at": find.moment,
        "is_resolved": find.is_resolved,
    }


def _refuse(work: AnswerFile, reason: str) -> None:
    work.refusal = reason
    work.end(JobStatus.REFUSED)
