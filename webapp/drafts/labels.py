"""The words for what sections are, for languages, and for what became of a Word file."""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from webapp.core import rendering
from webapp.core.background import JobStatus
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.blocks import BlockKind
from webapp.drafts.designations import Designation, Heading
from webapp.drafts.designations import of as designation_of
from webapp.drafts.merging import Choice
from webapp.drafts.models import (
    Document,
    FileForm,
    RevisionCause,
    SectionKind,
    SectionRevision,
    TrackedChanges,
    Version,
    VersionFile,
    WordImport,
)
from webapp.drafts.translation import BlockState, State
from webapp.drafts.word.draft import Outcome
from webapp.drafts.word.refusal import Refusal

KINDS: Mapping[SectionKind, object] = {
    SectionKind.PLAIN: _l("Running text"),
    SectionKind.VISION: _l("Vision"),
    SectionKind.GOAL: _l("Goal"),
    SectionKind.MEASURE: _l("Measure"),
    SectionKind.STRENGTH_AREA: _l("Strength area"),
    SectionKind.INDICATOR: _l("Indicator"),
}


def designation(found: Designation | None) -> str:
    """What readers call a section, such as Goal 1, measure 1.3; empty for running text."""
    if found is None:
        return ""
    if found.goal:
        return _WITHIN_GOAL[found.kind](found)
    kind = str(KINDS[found.kind])
    return f"{kind} {found.number}".strip()


def designations(row: Iterable[Heading]) -> Mapping[uuid.UUID, str]:
    """What readers call each of a version's sections that has a kind of its own, by key."""
    return {key: designation(found) for key, found in designation_of(row).items()}


_WITHIN_GOAL: Final[Mapping[SectionKind, Callable[[Designation], str]]] = {
    SectionKind.MEASURE: lambda it: _(
        "Goal %(goal)s, measure %(number)s", goal=it.goal, number=it.number
    ),
    SectionKind.INDICATOR: lambda it: _(
        "Goal %(goal)s, indicator %(number)s", goal=it.goal, number=it.number
    ),
}

STATES: Mapping[State, tuple[object, str]] = {
    State.WRITTEN: (_l("Written"), "success"),
    State.OUTDATED: (_l("Translation to check"), "warning"),
    State.PARTLY: (_l("Partly written"), "warning"),
    State.MISSING: (_l("Not written"), "neutral"),
}
"""How far a section is written: the word, and the tone of its tag."""

BLOCK_KINDS: Mapping[BlockKind, object] = {
    BlockKind.PARAGRAPH: _l("paragraph"),
    BlockKind.LIST: _l("list"),
    BlockKind.TABLE: _l("table"),
    BlockKind.QUOTE: _l("quotation"),
    BlockKind.FIGURE: _l("figure"),
}

BLOCK_STATES: Mapping[BlockState, tuple[object, str]] = {
    BlockState.DONE: (_l("Translated"), "success"),
    BlockState.OUTDATED: (_l("The source has changed"), "warning"),
    BlockState.MISSING: (_l("Not translated"), "neutral"),
}
"""How far a block is translated: the words, and the tone of its tag."""

CHOICES: Mapping[Choice, object] = {
    Choice.BOTH: _l("Keep both, one after the other"),
    Choice.THEIRS: _l("Keep theirs"),
    Choice.MINE: _l("Keep mine"),
}
"""The ways out where two writers changed the same text."""

CAUSES: Mapping[RevisionCause, object] = {
    RevisionCause.WRITTEN: _l("Written"),
    RevisionCause.IMPORTED: _l("Read from a Word file"),
    RevisionCause.RESTORED: _l("An earlier text restored"),
    RevisionCause.SPLIT: _l("Split in two sections"),
    RevisionCause.JOINED: _l("Joined with the section after it"),
    RevisionCause.COPIED: _l("Copied from another text"),
    RevisionCause.ANSWERED: _l("Changed for a point that came in"),
}
"""Why a section was saved."""

FIRST_KNOWN: Final = _l("The text when its history began")
"""Instead of a cause, where nobody is known to have made the revision."""


def cause(revision: SectionRevision) -> object:
    """Why a section was saved, in words."""
    return FIRST_KNOWN if revision.made_by is None else CAUSES[revision.cause]


TRACKED_CHANGES: Mapping[TrackedChanges, object] = {
    TrackedChanges.ACCEPT: _l("Accept them: the text is as it would be with the changes"),
    TrackedChanges.REJECT: _l("Reject them: the text is as it was before the changes"),
    TrackedChanges.SHOW: _l(
        "Accept them and show them: each change also becomes an internal note with who made it "
        "and when"
    ),
}
"""What can be done with the changes that are tracked in a Word file."""

OUTCOMES: Mapping[Outcome, object] = {
    Outcome.KEPT: _l("Kept"),
    Outcome.SIMPLIFIED: _l("Made simpler: read through these places"),
    Outcome.DROPPED: _l("Left out"),
}

REFUSALS: Mapping[Refusal, object] = {
    Refusal.NOT_WORD: _l(
        "This is not a Word document. Save the text as a Word document (.docx) and choose that."
    ),
    Refusal.OLD_WORD: _l(
        "This document is in the format that Word used before 2007 (.doc). Open it in Word, save "
        "it as a Word document (.docx) and choose that."
    ),
    Refusal.ENCRYPTED: _l(
        "The document is locked with a password or a sensitivity label. Remove the protection in "
        "Word, save and choose it again."
    ),
    Refusal.TOO_LARGE: _l(
        "The document is too large to be read. Make its pictures smaller, or divide it in parts."
    ),
    Refusal.BOMB: _l(
        "The document unpacks to an unreasonable size and was not opened. Open it in Word, save it "
        "under a new name and choose that."
    ),
    Refusal.MACROS: _l(
        "The document contains macros, which are not allowed. Save it in Word "
        "as an ordinary Word document (.docx), not with macros (.docm), and choose that."
    ),
    Refusal.UNSAFE_XML: _l(
        "The document holds something that Word never writes and that attacks make use of. Open it "
        "in Word, save it under a new name and choose that."
    ),
    Refusal.OUTSIDE: _l(
        "The document fetches a part of its content from outside the file, and was not opened. "
        "Break its links in Word (File, Info, Edit Links to Files), save and choose it again."
    ),
    Refusal.DAMAGED: _l(
        "The document is damaged and cannot be read. Open it in Word, which can often mend it, "
        "save it under a new name and choose that."
    ),
    Refusal.NO_DOCUMENT: _l(
        "The file is made like a Word document, but there is no text in it. Open it in Word, save "
        "it under a new name and choose that."
    ),
    Refusal.EMPTY: _l("The document is empty. Choose one that has text in it."),
}

DIFFERENT_TREE: Final = "different_tree"
"""The refusal of a translation whose headings are not the document's."""


UNLISTED_LANGUAGES: Mapping[str, object] = {
    "sje": _l("Pite Sámi"),
    "sju": _l("Ume Sámi"),
    "rmy": _l("Vlax Romani"),
    "rmf": _l("Kalo Romani"),
}
"""Languages that are written in Sweden and that CLDR has no name of, by tag."""


def language_name(tag: str) -> str:
    """The name of a language, in the language now spoken: Swedish, svenska."""
    language, *parts = tag.split("-")
    names = Locale.parse(rendering.language())
    name = str(UNLISTED_LANGUAGES.get(language) or names.languages.get(language, tag))
    where = [names.territories.get(each) or names.scripts.get(each) for each in parts]
    return f"{name} ({', '.join(filter(None, where))})" if any(where) else name


def language_attributes(tag: str) -> Markup:
    """The attributes of an element whose text is in the language `tag`: which, and from where."""
    try:
        direction = Locale.parse(tag, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        direction = "ltr"
    turned = Markup(' dir="rtl"') if direction == "rtl" else Markup()
    return Markup('lang="{}"{}').format(tag, turned)


def refusal(work: WordImport) -> str:
    """Why a file was refused, as a sentence."""
    if work.refusal == DIFFERENT_TREE:
        return difference(work.report)
    return str(REFUSALS[Refusal(work.refusal)])


def difference(found: Mapping[str, Any]) -> str:
    """Where the headings of a translation and the document's sections first differ."""
    sentences: dict[str, str] = {
        "missing": _(
            "Headings in the file: %(headings)s. Sections in the document: %(sections)s. The file "
            "has no heading that answers to “%(section)s”.",
            **found,
        ),
        "extra": _(
            "Headings in the file: %(headings)s. Sections in the document: %(sections)s. The "
            "document has no section that answers to “%(heading)s”.",
            **found,
        ),
        "level": _(
            "The heading “%(heading)s” in the file is not at the same level as “%(section)s” in "
            "the document.",
            **found,
        ),
    }
    return sentences[found["kind"]]


FILE_FORMS: Mapping[str, object] = {
    FileForm.DOCX.value: _l("Word"),
    FileForm.PDF.value: _l("PDF"),
    FileForm.CHANGES_DOCX.value: _l("Word with tracked changes"),
}
"""What a version can be had as. Those that need one version alone come first."""

FILE_STATUSES: Mapping[JobStatus, tuple[object, str]] = {
    JobStatus.QUEUED: (_l("Waiting"), "neutral"),
    JobStatus.RUNNING: (_l("Being made"), "info"),
    JobStatus.DONE: (_l("Made"), "success"),
    JobStatus.FAILED: (_l("Failed"), "danger"),
    JobStatus.EXPIRED: (_l("Erased"), "neutral"),
}
"""How far a file has come: the word, and the tone of its tag."""

_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What some system's file names cannot hold."""
_LONGEST_TITLE: Final = 90


def version_name(version: Version) -> str:
    """A version as staff choose it: its number and name."""
    if not version.is_frozen:
        return _("Version %(number)s, being written", number=version.number)
    return _("Version %(number)s: %(name)s", number=version.number, name=version.name)


def version_on_paper(version: Version) -> str:
    """A version as its own first page names it."""
    if not version.is_frozen:
        return _("Draft of version %(number)s", number=version.number)
    return version_name(version)


def file_name(document: Document, work: VersionFile) -> str:
    """What a file is called when it is downloaded, in the language now spoken."""
    title = rendering.localised(document.title, work.language) or _("Document without a title")
    parts = [
        title[:_LONGEST_TITLE].strip(),
        _("version %(number)s", number=work.version.number),
        "" if work.version.is_frozen else _("draft"),
        _("changes since version %(number)s", number=work.former.number) if work.former else "",
        language_name(work.language),
    ]
    kind = "pdf" if work.form is FileForm.PDF else "docx"
    return f"{_UNFIT.sub('-', ' – '.join(filter(None, parts)))}.{kind}"
