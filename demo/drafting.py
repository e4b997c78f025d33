"""The draft after the first round: changed and added to, with what colleagues say of it."""

from collections.abc import Mapping, Sequence

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.drafts import queries, service
from webapp.drafts.models import Document, Section
from webapp.drafts.saving import Entry, content_of
from webapp.drafts.service import NoteEntry
from webapp.drafts.tree import Place, Step

NOTE = "Stämmer siffran efter årets budget? Inlandskommunerna ville att vi höjer den."
QUESTION = "Kan du godkänna texten i kapitel 5 innan vi fryser nästa version?"


def go_on(document: Document, officer: User, approver: User) -> None:
    """Write on in the document as its authors did, and put it before the approver."""
    support = titled(document, "Stärk innovationsstödet i inlandet")
    rewrite(
        document, support, {"sv": ("75 000 kronor inom tio", "100 000 kronor inom fem")}, officer
    )
    opening = titled(document, "Öppna länets testmiljöer")
    rewrite(document, opening, {"sv": ("minst 40 dagar", "minst 60 dagar")}, officer)
    skills = titled(document, "Höj kompetensen där omställningen sker")
    service.move_section(document, skills.key, Step.UP, actor=officer)
    added = Entry(
        {"sv": "Mät vad insatserna ger"},
        {"sv": "Varje insats har en mätbar effekt, en ansvarig och ett datum då den följs upp."},
        kind=support.kind,
    )
    service.add_section(document, added, Place(skills.key), actor=officer)
    reason = {
        "sv": "Förordet skrivs av regionstyrelsens ordförande.",
        "en": "The foreword is written by the chair of the regional board.",
    }
    foreword = titled(document, "Förord")
    service.lock_section(document, foreword.key, reason, with_branch=False, actor=officer)
    block = next(each for each in support.blocks if "100 000" in each.text["sv"])
    entry = NoteEntry(NOTE, block.key, assignee=officer)
    service.add_note(document, support, entry, actor=approver)
    service.ask_approval(document, approver, QUESTION, actor=officer)
    service.make_preview(document, "Professor Eva Berg, Umeå", days=14, actor=officer)


def titled(document: Document, title: str) -> Section:
    """The section of the working text that is called so in Swedish."""
    row = _row(document)
    return next(each for each in row if each.title.get("sv") == title)


def _row(document: Document) -> Sequence[Section]:
    version = queries.working_version(document.id)
    if version is None:
        raise LookupError(document.id)
    return queries.reading(version.id)


def rewrite(
    document: Document, section: Section, changes: Mapping[str, tuple[str, str]], author: User
) -> None:
    """Put other words in the place of those that stand in a section, in each language."""
    said = content_of(section)
    texts = {tag: said.text(tag) for tag in document.languages}
    for tag, (old, new) in changes.items():
        if old not in texts[tag]:
            raise LookupError(old)
        texts[tag] = texts[tag].replace(old, new)
    entry = Entry(said.titles, texts, kind=said.kind, revision=section.revision)
    service.save_section(document, section.key, entry, actor=author)
    session.flush()
