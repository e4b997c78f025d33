"""Two officers who press Save at the same moment, on a database where transactions really end."""

from collections.abc import Callable

from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.drafts import SectionFactory, VersionFactory
from tests.webapp.responses.test_two_at_once import at_once, real  # noqa: F401 - a fixture
from webapp.accounts.models import User
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.drafts import queries, service
from webapp.drafts.models import Document, SectionRevision
from webapp.drafts.saving import Entry

BASE = ["Länet ska växa.", "Skogen är viktig.", "Malmen är djup."]


def begun():
    """A document with one section of three paragraphs, and two officers."""
    version = VersionFactory(sections=0, frozen=False)
    section = SectionFactory(version_id=version.id, title={"sv": "Ett"}, blocks=0)
    officers = [UserFactory().id, UserFactory().id]
    session.commit()
    document = session.get_one(Document, version.document_id)
    actor = session.get_one(User, officers[0])
    entry = Entry({"sv": "Ett"}, {"sv": "\n\n".join(BASE)}, revision=section.revision)
    service.save_section(document, section.key, entry, actor=actor)
    session.commit()
    return document.id, section.key, officers


def press(begin, officer, texts, outcomes) -> Callable[[], None]:
    """Save the section with `texts`, from the state in which all of them opened it."""
    document_id, key, officers = begin

    def press() -> None:
        document = session.get_one(Document, document_id)
        actor = session.get_one(User, officers[officer])
        entry = Entry({"sv": "Ett"}, {"sv": "\n\n".join(texts)}, revision=2)
        try:
            outcomes.append(service.save_section(document, key, entry, actor=actor).changed)
        except ConflictError as error:
            session.rollback()
            outcomes.append(error)

    return press


def said(begin):
    session.expire_all()
    section = queries.standing_section(begin[0], begin[1])
    return section.revision, [block.text["sv"] for block in section.blocks]


def numbers(begin):
    statement = select(SectionRevision.number).where(SectionRevision.section_key == begin[1])
    return sorted(session.scalars(statement))


def test_neither_of_two_that_save_at_once_loses_anything(real):  # noqa: F811 - the fixture
    begin = begun()
    outcomes = []
    first = ["Länet ska växa hållbart.", *BASE[1:]]
    second = [*BASE[:2], "Malmen är djup och dyr."]
    at_once(real, [press(begin, 0, first, outcomes), press(begin, 1, second, outcomes)])
    assert outcomes == [True, True]
    assert said(begin) == (4, [first[0], BASE[1], second[2]])
    assert numbers(begin) == [1, 2, 3, 4]


def test_one_of_two_that_change_the_same_text_at_once_is_asked(real):  # noqa: F811 - the fixture
    begin = begun()
    outcomes = []
    wordings = [["Länet ska växa snabbt.", *BASE[1:]], ["Länet ska växa klokt.", *BASE[1:]]]
    at_once(real, [press(begin, n, texts, outcomes) for n, texts in enumerate(wordings)])
    [asked] = [each for each in outcomes if each is not True]
    assert isinstance(asked, service.MergeConflictError)
    [conflict] = asked.conflicts
    assert {conflict.theirs, conflict.mine} == {wordings[0][0], wordings[1][0]}
    revision, texts = said(begin)
    assert (revision, texts[0]) == (3, conflict.theirs)


def test_a_double_press_on_save_saves_once(real):  # noqa: F811 - the fixture
    begin = begun()
    outcomes = []
    texts = ["Ett nytt stycke.", *BASE]
    at_once(real, [press(begin, 0, texts, outcomes) for _ in range(3)])
    assert sorted(map(str, outcomes)) == ["False", "False", "True"]
    assert said(begin) == (3, texts)
    assert numbers(begin) == [1, 2, 3]


def test_a_save_and_a_freeze_at_once_leave_the_text_in_the_version_at_hand(real):  # noqa: F811 - the fixture
    begin = begun()
    outcomes = []
    texts = [*BASE, "Till sist."]

    def freeze() -> None:
        document = session.get_one(Document, begin[0])
        actor = session.get_one(User, begin[2][1])
        service.freeze(document, name="Remiss", note="", actor=actor)

    at_once(real, [press(begin, 0, texts, outcomes), freeze])
    assert outcomes == [True]
    assert said(begin) == (3, texts)
