"""Answers as PDF for a package: as they came for those who may read them so, or as all may."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from webapp.core import rendering
from webapp.core.storage import StoredFile
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section
from webapp.reports import hiding
from webapp.responses import emails, naming, shown, supporting
from webapp.responses.models import Answer, Attachment, Comment, Response
from webapp.responses.receipt import Receipt, Said
from webapp.responses.service import copies, scanning
from webapp.responses.service.copies import Copy
from webapp.responses.shown import DECISION, STATEMENT, Shown, part_of


def sender(response: Response, *, internal: bool) -> str:
    """Whom an answer is from, as the package may say it, in the language now spoken."""
    if internal:
        return response.sender
    return naming.as_shown(naming.of(response), shown.of(response)).label


@dataclass(frozen=True, slots=True)
class Batch:
    """What the making of some answers needs besides them, read at once for all of them."""

    sections: Mapping[uuid.UUID, Sequence[Section]]
    """Those of each version that was answered."""
    held: frozenset[uuid.UUID]
    """The files in which malware is, or that have not been looked through for it yet."""

    @classmethod
    def of(cls, responses: Sequence[Response]) -> Self:
        """Read it. One query, and one a version."""
        files = [each.file_id for row in responses for each in row.attachments]
        versions = dict.fromkeys(row.version_id for row in responses if row.comments)
        return cls(
            {each: drafts.outline(each) for each in versions},
            scanning.held(files) if files else frozenset(),
        )

    def attached(self, response: Response, *, internal: bool) -> list[tuple[int, StoredFile, str]]:
        """The attached files that may be in the package: number, file, and name as it may be said.

        A file that is held is in none.
        """
        may_be = shown.of(response)
        if may_be.is_withheld and not internal:
            return []
        hidden = may_be.check.files if may_be.check and may_be.is_masked and not internal else ()
        return [
            (number, each.file, each.file.name if internal else may_be.text(each.file.name))
            for number, each in enumerate(response.attachments, start=1)
            if each.file_id not in self.held and str(each.ordinal) not in hidden
        ]

    def as_pdf(self, response: Response, *, internal: bool, authority: str) -> StoredFile | bytes:
        """The answer as PDF: its sender's copy, where that may go as it is, or a new one."""
        sections = self.sections.get(response.version_id, ())
        whole = copies.copy_of(response, authority=authority, sections=sections)
        kept = response.receipt.file if response.receipt else None
        with rendering.spoken(emails.language_of(response)):
            said = whole.receipt if internal else as_shown(response, whole.receipt)
        if said == whole.receipt and kept is not None:
            return kept
        if said != whole.receipt:  # Whoever may not read all of it cannot check it either.
            said = replace(said, content=b"")
        return copies.compile_copy(Copy(said, whole.language))


def as_shown(response: Response, said: Receipt) -> Receipt:
    """What everyone may see of the copy. Of a joint answer, the words are one body's alone."""
    may_be, source = shown.of(response), response.words
    words = shown.of(source)
    named = replace(said, sender=sender(response, internal=False), notice=hiding.notice(may_be))
    if may_be.is_withheld:
        silent = replace(named, position="", statement="", joins="", together="", decision=())
        return replace(silent, comments=(), answers=(), attachments=())
    if words.is_withheld:
        return replace(named, statement="", comments=(), answers=(), attachments=())
    answers = sorted(source.answers, key=lambda each: each.question.ordinal)
    return replace(
        named,
        statement=words.text(said.statement, STATEMENT),
        together=may_be.text(said.together),
        joins=may_be.text(said.joins),
        decision=tuple(
            (name, may_be.text(value, DECISION))
            for name, value in said.decision
            if may_be.has(DECISION)
        ),
        comments=tuple(
            _said(one, words, row) for one, row in zip(said.comments, source.comments, strict=True)
        ),
        answers=tuple(
            _said(one, words, row) for one, row in zip(said.answers, answers, strict=True)
        ),
        attachments=tuple(
            _named(one, each, words)
            for one, each in zip(said.attachments, source.attachments, strict=True)
        ),
    )


def _said(said: Said, may_be: Shown, row: Comment | Answer) -> Said:
    part, files = part_of(row), supporting.beside(row.response.attachments, row.mark)
    return replace(
        said,
        text=may_be.text(said.text, part),
        quote=may_be.text(said.quote),
        proposed_wording=may_be.text(said.proposed_wording, part),
        files=tuple(may_be.file(each.ordinal, each.file.name) for each in files),
    )


def _named(said: str, each: Attachment, may_be: Shown) -> str:
    """The line on an attached file, with its mark only where its name is not hidden."""
    name = may_be.file(each.ordinal, each.file.name)
    return said if name == each.file.name else name
