"""Translating a section block by block, and the languages that a document is written in."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from babel import Locale
from babel.core import parse_locale

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import rendering
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks, labels, queries, translation, writing
from webapp.drafts.models import Block, Document, RevisionCause, Section
from webapp.drafts.service import history
from webapp.drafts.service.documents import open_version

MOST_LANGUAGES: Final = 8
_NO_LANGUAGES: Final = {"mis", "mul", "und", "zxx"}
"""Tags that say that the language is not one, or not known."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a translator typed for one block.

    `seen`: the mark of the translation that was shown. `holds`: the translation stays as it is
    though the source has changed.
    """

    text: str
    seen: str = ""
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Translated:
    """A section in one language, as it was typed: its title, and the blocks by key."""

    language: str
    title: str
    blocks: Mapping[uuid.UUID, Typed]


class BlockConflictError(ConflictError):
    """Someone else translated the same block meanwhile; `theirs` is their wording."""

    def __init__(self, key: uuid.UUID, theirs: str) -> None:
        super().__init__(
            _l(
                "Someone else has saved another wording here: “%(theirs)s” Yours is still in the "
                "field. Save again to keep yours.",
                theirs=theirs,
            ),
            field=f"text-{key}",
        )
        self.theirs = theirs


def save_translation(
    document: Document, key: uuid.UUID, translated: Translated, *, actor: User
) -> Section:
    """Write a section's title and blocks in one language. Blocks that were not typed stay.

    Raises:
        BlockConflictError: someone else wrote another text in a block meanwhile.
        DomainError: a text is not one block of the kind that its source is, or has no such picture.
        NotFoundError: the section is gone.
    """
    version = open_version(document.id, alone=False)
    section = queries.section(version.id, key)
    session.refresh(section, with_for_update=True)
    history.keep_base(document, section)
    album, source = queries.pictures(document.id), document.source_language
    language, typed = translated.language, translated.blocks
    changes = [
        _translate(block, language, typed[block.key], album, source)
        for block in section.blocks
        if block.key in typed
    ]
    if any([_retitle(section, language, translated.title), *changes]):
        section.blocks = [block for block in section.blocks if block.text]
        section.revision += 1
        session.flush()
        history.record(document, section, cause=RevisionCause.WRITTEN, actor=actor)
        audit.record(
            "drafts.translate",
            subject=document.id,
            actor=actor,
            section=str(section.key),
            language=language,
        )
    return section


def set_languages(document: Document, *, source: str, add: str, actor: User) -> None:
    """Choose which language the others are translated from, and add one.

    Raises:
        DomainError: what is added is not the tag of a language (BCP 47), or there are too many.
    """
    tags = list(document.languages)
    if add:
        tag = _normalised(add)
        if tag in tags:
            raise DomainError(_l("The document is written in that language already."), field="add")
        if len(tags) >= MOST_LANGUAGES:
            raise DomainError(_l("A document can have eight languages at most."), field="add")
        tags.append(tag)
    if source not in tags:
        raise DomainError(_l("Choose one of the document's languages."), field="source")
    document.languages, document.source_language = tags, source
    audit.record(
        "drafts.set_languages", subject=document.id, actor=actor, languages=tags, source=source
    )


def remove_language(document: Document, tag: str, *, actor: User) -> None:
    """Take away a language in which nothing is written.

    Raises:
        DomainError: something is written in it, or the others are translated from it.
    """
    version = open_version(document.id)
    if tag == document.source_language or tag not in document.languages:
        raise DomainError(_l("The language that the others are translated from must stay."))
    covered = queries.coverage(version.id, [tag], source=document.source_language).values()
    titles = any(section.title.get(tag) for section in queries.outline(version.id))
    if titles or any(each.written[tag] for each in covered):
        raise DomainError(
            _l(
                "There is text in %(name)s. Delete it first.",
                name=labels.language_name(tag),
            )
        )
    document.languages = [each for each in document.languages if each != tag]
    audit.record("drafts.remove_language", subject=document.id, actor=actor, language=tag)


def _translate(
    block: Block, language: str, typed: Typed, album: writing.Album, source: str
) -> bool:
    """Write a block in the language. Returns whether anything is different."""
    text = blocks.clean(typed.text).strip()
    current = block.text.get(language, "")
    original = block.text.get(source, "")
    if text == current:
        remembered = translation.mark(original)
        if not (typed.holds and text and block.based_on.get(language) != remembered):
            return False
        block.based_on = {**block.based_on, language: remembered}
        return True
    if typed.seen != translation.mark(current):
        if text == "" or typed.seen == translation.mark(text):
            return False  # Only the other has changed it since it was shown.
        raise BlockConflictError(block.key, blocks.plain(current))
    _check_kind(block, text, album)
    texts = {tag: words for tag, words in {**block.text, language: text}.items() if words}
    block.based_on = translation.based_on(block.text, block.based_on, texts, source=source)
    writing.translate(block, texts, language, album)
    return True


def _check_kind(block: Block, text: str, album: writing.Album) -> None:
    parts = blocks.split(text)
    field = f"text-{block.key}"
    if text and len(parts) != 1:
        raise DomainError(
            _l("This must be one paragraph, list or table, as in the source: no empty line in it."),
            field=field,
        )
    if parts and parts[0].kind is not block.kind:
        raise DomainError(
            _l(
                "In the source this is of the kind “%(kind)s”. Write it as one here too.",
                kind=labels.BLOCK_KINDS[block.kind],
            ),
            field=field,
        )
    writing.check_figures(parts, album, field=field)


def _retitle(section: Section, language: str, title: str) -> bool:
    """Give the section a title in the language. The last title that it has stays."""
    others = {tag: each for tag, each in section.title.items() if tag != language}
    if title == section.title.get(language, "") or not (title or others):
        return False
    section.title = {**others, language: title} if title else others
    return True


def _normalised(typed: str) -> str:
    """The tag as it is usually written, such as zh-Hant-TW, of a language that has a name."""
    names = Locale(rendering.DEFAULT_LANGUAGE)
    try:
        language, territory, script, *others = parse_locale(_tag(typed), sep="-")
    except ValueError as error:
        raise _unknown() from error
    is_named = language in names.languages or language in labels.UNLISTED_LANGUAGES
    is_known = names.territories.get(territory or "SE") and names.scripts.get(script or "Latn")
    if not is_named or not is_known or any(others) or language in _NO_LANGUAGES:
        raise _unknown()
    return "-".join(filter(None, [language, script, territory]))


def _tag(typed: str) -> str:
    """The tag of the language whose name was typed, in a language that we speak; else as typed."""
    wanted = " ".join(typed.split()).casefold()
    listed = [item for each in rendering.LANGUAGES for item in Locale(each).languages.items()]
    unlisted = [(tag, str(name)) for tag, name in labels.UNLISTED_LANGUAGES.items()]
    named = {name.casefold(): tag for tag, name in [*listed, *unlisted]}
    return str(named.get(wanted, wanted)).replace("_", "-")


def _unknown() -> DomainError:
    return DomainError(
        _l(
            "That is neither the name nor the tag of a language that we know, such as Finnish, fi "
            "or se."
        ),
        field="add",
    )
