"""What people read about an answer that is written in a file."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from webapp.core.background import JobStatus
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.drafts import labels as drafts_labels
from webapp.organisations.tables import Refusal as TableRefusal
from webapp.responses.commenttables import Words
from webapp.responses.filled.finds import ShownSection
from webapp.responses.models import AnswerFind, Certainty, FindState, Shape
from webapp.rounds.models import Round

SHAPES: Mapping[Shape, Any] = {
    Shape.COMMENT: _l("A comment"),
    Shape.WORDING: _l("Other words"),
    Shape.ADDED: _l("New paragraph"),
    Shape.REMOVED: _l("Take out"),
    Shape.MOVED: _l("Move"),
    Shape.STATEMENT: _l("On the whole document"),
}

READINGS: Mapping[JobStatus, tuple[Any, str]] = {
    JobStatus.QUEUED: (_l("Waits to be read"), "info"),
    JobStatus.RUNNING: (_l("Is being read"), "info"),
    JobStatus.DONE: (_l("Has been read"), "success"),
    JobStatus.REFUSED: (_l("Could not be read"), "danger"),
    JobStatus.FAILED: (_l("Went wrong"), "danger"),
}

WAYS: Mapping[str, Any] = {
    "copy": _l("Read as a copy of the text: comments and changes were looked for."),
    "table": _l("Read as a comment table: each row with words in it is here."),
    "letter": _l(
        "Read as a letter: it is divided by its headings, and by the sections that it refers to."
    ),
}

_REFUSALS: Final[Mapping[str, Any]] = {
    "too_many_finds": _l("There are over 2,000 comments and changes in the file. Divide it."),
    "nothing_found": _l(
        "Nothing was found in the file: no comments, no changes, no filled-in rows and no text."
    ),
    "copy_saved_otherwise": _l(
        "This is the text itself, saved as another kind of file than Word. Comments and changes "
        "cannot be read out of it. Open it where you wrote in it, save it as a Word file (.docx), "
        "and hand that in."
    ),
    TableRefusal.OLD_EXCEL.value: _l("This is an old Excel file. Save it as .xlsx and try again."),
    TableRefusal.XLSX_ENCRYPTED.value: _l("The file has a password. Save it without one."),
}
_UNREADABLE: Final = _l("The file cannot be read. It may be damaged or locked by a password.")
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Grouped:
    """What was found in a file, by what is left to do about it."""

    sure: Sequence[AnswerFind]
    likely: Sequence[AnswerFind]
    unplaced: Sequence[AnswerFind]
    taken: Sequence[AnswerFind]
    left: Sequence[AnswerFind]
    known: Sequence[AnswerFind]

    @property
    def waiting(self) -> int:
        """How many are not settled yet."""
        return len(self.sure) + len(self.likely) + len(self.unplaced)


def grouped(found: Iterable[AnswerFind]) -> Grouped:
    """The finds, by what is left to do about them."""
    by: dict[object, list[AnswerFind]] = {}
    for find in found:
        is_waiting = find.state is FindState.WAITING
        by.setdefault(find.certainty if is_waiting else find.state, []).append(find)
    return Grouped(
        *(by.get(each, []) for each in (Certainty.SURE, Certainty.LIKELY, Certainty.UNPLACED)),
        *(by.get(each, []) for each in (FindState.TAKEN, FindState.LEFT, FindState.KNOWN)),
    )


def places(text: Sequence[ShownSection]) -> Mapping[uuid.UUID, str]:
    """What each section and paragraph is called, by key."""
    names: dict[uuid.UUID, str] = {}
    for section in text:
        names[section.key] = f"{section.number} {section.title}".strip()
        for number, block in enumerate(section.blocks, start=1):
            names[block.key] = _(
                "%(section)s, paragraph %(number)s", section=names[section.key], number=number
            )
    return names


def why_unread(reason: str) -> Any:
    """Why a file could not be read, as a sentence."""
    known = {refusal.value: words for refusal, words in drafts_labels.REFUSALS.items()}
    return _REFUSALS.get(reason) or known.get(reason, _UNREADABLE)


def copy_name(round_: Round, language: str) -> str:
    """What the Word file to answer in is called when it is downloaded."""
    title = localised(round_.consultation.title, language)[:_LONGEST_TITLE].strip()
    parts = [title, _("to answer in"), drafts_labels.language_name(language)]
    return f"{_UNFIT.sub('-', ' – '.join(parts))}.docx"


def copy_notes() -> Sequence[str]:
    """What stands first in the Word file to answer in."""
    return (
        _(
            "This is the text to answer in. Write comments in the margin (Review, New comment), "
            "and change the text itself where you want other words: the changes are tracked."
        ),
        _(
            "Several people can work in the file one after another. When you are done, hand it in "
            "on the page where you fetched it. Each comment and change then becomes a comment in "
            "your answer, and you see them all before anything is submitted."
        ),
    )


def comment_table(title: str, language: str) -> Words:
    """The words of the comment table, in the language now spoken."""
    return Words(
        title=_("Comments on %(title)s", title=title),
        guidance=(
            _("One comment a row. Leave rows that you do not need empty."),
            _(
                "Write the section's number, and where you can which paragraph, figure or table in "
                "it. Type is ge (general), te (technical) or ed (editorial)."
            ),
        ),
        headings=(
            _("From"),
            _("Line"),
            _("Section"),
            _("Paragraph, figure or table"),
            _("Type of comment"),
            _("Comment with its reasons"),
            _("Proposed change to the text"),
            _("Observations of the authority"),
        ),
        types=(_("ge"), _("te"), _("ed")),
        how=_("How to fill it in"),
        language=language,
    )
