"""Beginning a document: from a pattern, or from a version of an earlier document."""

from collections.abc import Sequence

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core.database import Localised, session, uuid7
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks, queries, translation, tree, writing
from webapp.drafts.models import Block, Document, RevisionCause, Section, Version
from webapp.drafts.patterns import Outlined, Pattern
from webapp.drafts.service import history
from webapp.drafts.service.documents import open_version


def begin_from_pattern(document: Document, pattern: Pattern, *, actor: User) -> Sequence[Section]:
    """Write the sections of a pattern into an empty document, in the languages it has.

    Raises:
        ConflictError: the document has sections already.
    """
    version = _empty(document)
    row = [_outlined(version, each, document) for each in pattern.sections]
    _settle(document, row, actor)
    audit.record("drafts.begin", subject=document.id, actor=actor, pattern=pattern.name)
    return row


def begin_from_version(document: Document, source: Version, *, actor: User) -> Sequence[Section]:
    """Copy the sections of a version of another document into an empty one.

    They get keys of their own: what is said of the copy is said of another text. The document gets
    the languages of the one that it is copied from.

    Raises:
        ConflictError: the document has sections already.
    """
    version = _empty(document)
    document.languages = list(source.document.languages)
    document.source_language = source.document.source_language
    row = [_copied(version, each) for each in queries.reading(source.id)]
    _settle(document, row, actor)
    audit.record("drafts.begin", subject=document.id, actor=actor, version=str(source.id))
    return row


def _empty(document: Document) -> Version:
    version = open_version(document.id)
    if queries.outline(version.id):
        raise ConflictError(_l("The document has sections already. Begin in one that is empty."))
    return version


def _settle(document: Document, row: Sequence[Section], actor: User) -> None:
    tree.settle(row)
    session.add_all(row)
    session.flush()
    for section in row:
        history.record(document, section, cause=RevisionCause.COPIED, actor=actor)


def _outlined(version: Version, outlined: Outlined, document: Document) -> Section:
    section = writing.new_section(version.id, kind=outlined.kind)
    section.level, section.revision = outlined.level, 1
    section.title = _in(outlined.title, document.languages)
    text = _in(outlined.text, document.languages)
    html = {tag: blocks.render(words) for tag, words in text.items()}
    memory = translation.based_on({}, {}, text, source=document.source_language)
    section.blocks = [Block(ordinal=0, text=text, html=html, images={}, based_on=memory)]
    return section


def _in(texts: Localised, languages: Sequence[str]) -> Localised:
    return {tag: words for tag, words in texts.items() if tag in languages} or dict(texts)


def _copied(version: Version, source: Section) -> Section:
    section = writing.new_section(version.id, kind=source.kind)
    section.level, section.title, section.revision = source.level, dict(source.title), 1
    section.blocks = [_copied_block(block) for block in source.blocks]
    return section


def _copied_block(source: Block) -> Block:
    return Block(
        key=uuid7(),
        ordinal=source.ordinal,
        kind=source.kind,
        text=dict(source.text),
        html=dict(source.html),
        images=dict(source.images),
        based_on=dict(source.based_on),
    )
