"""Answers as PDF for a package: as they came for those who may read them so, or as all may."""

from dataclasses import replace

from webapp.core import rendering
from webapp.core.storage import StoredFile
from webapp.reports import hiding
from webapp.responses import emails, naming, shown
from webapp.responses.models import Attachment, Response
from webapp.responses.receipt import Receipt, Said
from webapp.responses.service import copies, scanning
from webapp.responses.service.copies import Copy
from webapp.responses.shown import DECISION, STATEMENT, Shown, part_of


def sender(response: Response, *, internal: bool) -> str:
    """Whom an answer is from, as the package may say it, in the language now spoken."""
    if internal:
        return response.sender
    return naming.as_shown(naming.of(response), shown.of(response)).label


def attached(response: Response, *, internal: bool) -> list[tuple[int, StoredFile, str]]:
    """The attached files that may be in the package: number, file, and name as it may be said.

    A file in which malware is, or that has not been looked through for it yet, is in none.
    """
    may_be = shown.of(response)
    if not response.attachments or (may_be.is_withheld and not internal):
        return []
    held = scanning.held(each.file_id for each in response.attachments)
    hidden = may_be.check.files if may_be.check and may_be.is_masked and not internal else ()
    return [
        (number, each.file, each.file.name if internal else may_be.text(each.file.name))
        for number, each in enumerate(response.attachments, start=1)
        if each.file_id not in held and str(each.ordinal) not in hidden
    ]


def as_pdf(response: Response, *, internal: bool, authority: str) -> StoredFile | bytes:
    """The answer as PDF: the copy that its sender has, where that may go as it is, or a new one."""
    whole = copies.copy_of(response, authority=authority)
    kept = response.receipt.file if response.receipt else None
    with rendering.spoken(emails.language_of(response)):
        said = whole.receipt if internal else as_shown(response, whole.receipt)
    if said == whole.receipt and kept is not None:
        return kept
    if said != whole.receipt:  # Whoever may not read all of it cannot check it either.
        said = replace(said, content=b"")
    return copies.compile_copy(Copy(said, whole.language))


def as_shown(response: Response, said: Receipt) -> Receipt:
    """What everyone may see of the copy."""
    may_be = shown.of(response)
    named = replace(said, sender=sender(response, internal=False), notice=hiding.notice(may_be))
    if may_be.is_withheld:
        silent = replace(named, position="", statement="", joins="", decision=())
        return replace(silent, comments=(), answers=(), attachments=())
    answers = sorted(response.answers, key=lambda each: each.question.ordinal)
    return replace(
        named,
        statement=may_be.text(said.statement, STATEMENT),
        joins=may_be.text(said.joins),
        decision=tuple(
            (name, may_be.text(value, DECISION))
            for name, value in said.decision
            if may_be.has(DECISION)
        ),
        comments=tuple(
            _said(one, may_be, part_of(row))
            for one, row in zip(said.comments, response.comments, strict=True)
        ),
        answers=tuple(
            _said(one, may_be, part_of(row)) for one, row in zip(said.answers, answers, strict=True)
        ),
        attachments=tuple(
            _named(one, each, may_be)
            for one, each in zip(said.attachments, response.attachments, strict=True)
        ),
    )


def _said(said: Said, may_be: Shown, part: str) -> Said:
    return replace(
        said,
        text=may_be.text(said.text, part),
        quote=may_be.text(said.quote),
        proposed_wording=may_be.text(said.proposed_wording, part),
    )


def _named(said: str, each: Attachment, may_be: Shown) -> str:
    """The line on an attached file, with its mark only where its name is not hidden."""
    name = may_be.file(each.ordinal, each.file.name)
    return said if name == each.file.name else name
