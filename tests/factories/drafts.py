"""Documents with a few sections."""

from typing import Any

import factory

from tests.factories.base import RowFactory
from webapp.core import clock
from webapp.drafts import translation
from webapp.drafts.models import Block, Document, Section, Version


class DocumentFactory(RowFactory):
    """A document without versions."""

    class Meta:
        model = Document

    title = factory.LazyFunction(lambda: {"sv": "Innovationsstrategi", "en": "Innovation strategy"})


class VersionFactory(RowFactory):
    """A frozen version with three sections of two paragraphs each; `frozen=False` to write on."""

    class Meta:
        model = Version

    document = factory.SubFactory(DocumentFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "Remissversion"

    @factory.post_generation
    def sections(version: Any, _create: bool, extracted: int | None, **_: Any) -> None:  # noqa: N805 - factory_boy's form
        """Write so many sections in the version."""
        for n in range(3 if extracted is None else extracted):
            SectionFactory(version_id=version.id, ordinal=n, number=str(n + 1))

    @factory.post_generation
    def frozen(version: Any, _create: bool, extracted: bool | None, **_: Any) -> None:  # noqa: N805 - factory_boy's form
        """Freeze it after its sections are written."""
        if extracted is not False:
            version.frozen_at = clock.now()


class BlockFactory(RowFactory):
    """A paragraph in both languages."""

    class Meta:
        model = Block

    ordinal = factory.Sequence(lambda n: n)
    text = factory.Sequence(lambda n: {"sv": f"Stycke {n} om *innovation*.", "en": f"Block {n}."})
    html = factory.LazyAttribute(lambda o: {tag: f"<p>{text}</p>" for tag, text in o.text.items()})
    based_on = factory.LazyAttribute(lambda o: translation.based_on({}, {}, o.text, source="sv"))


class SectionFactory(RowFactory):
    """A section with two blocks."""

    class Meta:
        model = Section

    title = factory.Sequence(lambda n: {"sv": f"Avsnitt {n}", "en": f"Section {n}"})
    ordinal = factory.Sequence(lambda n: n)

    @factory.post_generation
    def blocks(section: Any, _create: bool, extracted: int | None, **_: Any) -> None:  # noqa: N805 - factory_boy's form
        """Write so many blocks in the section."""
        for n in range(2 if extracted is None else extracted):
            BlockFactory(section_id=section.id, ordinal=n)
