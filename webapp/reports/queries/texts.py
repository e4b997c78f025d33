"""Reading the authority's own texts in a report, and what must not stand in them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.reports import places
from webapp.reports.models import ReportText, ReportTextRevision
from webapp.responses.models import Response, Secrecy, SecrecyCheck
from webapp.rounds.models import Question, Round


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a text can stand, and what it is called by those who wrote the proposal."""

    place: str
    title: dict[str, str]
    number: str = ""
    level: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether the text is on the report as a whole."""
        return self.place in places.WHOLE

    @property
    def is_question(self) -> bool:
        """Whether the text is on a question."""
        return self.place.startswith("question-")


def spots(round_: Round) -> list[Spot]:
    """Every place of the round's report where a text can stand, in its order. Two queries."""
    asked = select(Question).where(Question.round_id == round_.id).order_by(Question.ordinal)
    return [
        *(Spot(each, {}) for each in places.WHOLE),
        *(
            Spot(places.of_section(each.key), each.title, each.number, each.level)
            for each in drafts.outline(round_.version_id)
        ),
        *(
            Spot(places.of_question(each.id), each.text, str(number))
            for number, each in enumerate(session.scalars(asked), start=1)
        ),
    ]


def spot(round_: Round, place: str) -> Spot:
    """The place of this name.

    Raises:
        NotFoundError: the round's report has none such.
    """
    found = next((each for each in spots(round_) if each.place == place), None)
    if found is None:
        raise NotFoundError(_l("There is no such page."))
    return found


def texts(round_id: uuid.UUID, language: str) -> dict[str, ReportText]:
    """What is written in the language, by place, with who wrote it last. One query."""
    statement = (
        select(ReportText)
        .where(ReportText.round_id == round_id, ReportText.language == language)
        .options(joinedload(ReportText.writer))
    )
    return {each.place: each for each in session.scalars(statement)}


def count_texts(round_id: uuid.UUID) -> dict[str, int]:
    """How many texts are written, by language. One query."""
    statement = (
        select(ReportText.language, func.count())
        .where(ReportText.round_id == round_id, ReportText.text != "")
        .group_by(ReportText.language)
    )
    return {language: number for language, number in session.execute(statement)}  # noqa: C416 - rows


def find_text(round_id: uuid.UUID, place: str, language: str) -> ReportText | None:
    """What is written in one place in one language, or None where nothing ever was."""
    statement = (
        select(ReportText)
        .where(
            ReportText.round_id == round_id,
            ReportText.place == place,
            ReportText.language == language,
        )
        .options(joinedload(ReportText.writer))
    )
    return session.scalars(statement).one_or_none()


def text_revisions(text: ReportText) -> Sequence[ReportTextRevision]:
    """Every saving of the text, newest first, with who saved it."""
    statement = (
        select(ReportTextRevision)
        .where(ReportTextRevision.text_id == text.id)
        .options(joinedload(ReportTextRevision.writer))
        .order_by(ReportTextRevision.number.desc())
    )
    return session.scalars(statement).all()


def find_revision(text: ReportText, number: int) -> ReportTextRevision | None:
    """The text as it was after its saving of this number, or None."""
    return session.get(ReportTextRevision, (text.id, number))


def masked_words(round_id: uuid.UUID) -> set[str]:
    """The words that are masked in the round's answers, by the latest check of each."""
    latest = (
        select(SecrecyCheck.state, SecrecyCheck.words)
        .join(SecrecyCheck.response)
        .where(Response.round_id == round_id)
        .ext(distinct_on(SecrecyCheck.response_id))
        .order_by(SecrecyCheck.response_id, SecrecyCheck.created_at.desc(), SecrecyCheck.id.desc())
    )
    checks = session.execute(latest).all()
    return {word for state, words in checks if state is Secrecy.MASKED for word in words}


def persons(round_id: uuid.UUID) -> set[str]:
    """The names of the private persons who answered: they stand in no report."""
    statement = select(Response.sender).where(
        Response.round_id == round_id,
        Response.organisation_id.is_(None),
        Response.for_body.is_(False),
    )
    return set(session.scalars(statement))
