"""The list of a round's points, narrowed in many ways, a page at a time."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlalchemy.orm import aliased, joinedload, lazyload, load_only

from webapp.accounts.models import User
from webapp.assessment.models import (
    Assignment,
    Excerpt,
    Point,
    PointTheme,
    SecondDemanded,
    Words,
)
from webapp.assessment.queries.alike import in_group
from webapp.assessment.queries.approving import waits
from webapp.assessment.queries.arguments import is_behind
from webapp.assessment.queries.points import Part, counts, is_in, opened
from webapp.assessment.queries.standing import holds
from webapp.assessment.statuses import (
    MARKS,
    NO_ARGUMENT,
    PERSON,
    UNASSIGNED,
    Choice,
    PointStatus,
)
from webapp.core.database import session
from webapp.organisations.models import Organisation
from webapp.responses import queries as responses
from webapp.responses.models import Comment, Response
from webapp.rounds.models import Invitation

LINES = 25
"""Points on a page of the list."""

MOST_COUNTED = 1_000
"""The list counts no further: above it, it says that there are more."""

MOST_AT_ONCE = 500
"""Points that one press changes."""

_RARE = 500
"""Words that are in no more points than this are rare."""

_OF_POINT = (
    Point.round_id, Point.response_id, Point.origin, Point.number, Point.section_key,
    Point.decision, Point.revision,
)  # fmt: skip
"""What a list shows of a point itself: not the reply, which may be long."""

_SHOWN = 300
_SHOWN_BESIDE = 160
"""Characters of what is quoted or proposed."""
_SOUGHT = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A point as the list shows it: with its sender, its first words and whose it is."""

    point: Point
    response: Response
    words: str
    quote: str | None
    """The words of the document that it is about, where it names any."""
    proposed: str | None
    """The wording that it proposes instead, where it does."""
    is_opened: bool
    waits: bool
    reply: str
    """The reasons for a decision that waits for a second person; of others none."""
    assignment: Assignment | None
    assignee: User | None


def lines(
    round_id: uuid.UUID, choice: Choice, part: Part | None, *, after: int = 0
) -> Sequence[Line]:
    """A page of the points that are asked for, and one more if there is."""
    # Which they are is sought by itself: PostgreSQL plans that anew each time, for it depends on
    # what is asked for, and would plan the many joins of what is shown with it.
    page = _chosen(round_id, choice, part, most=LINES + 1).where(Point.number > after)
    return lines_of(session.scalars(page.order_by(Point.number)).all(), choice)


def lines_of(ids: Collection[uuid.UUID], choice: Choice) -> Sequence[Line]:
    """These points as the list shows them, in order of their numbers. One query."""
    if not ids:
        return []
    statement = _lines(choice).where(Point.id.in_(ids)).order_by(Point.number)
    return [Line(*row) for row in session.execute(statement)]


def _lines(choice: Choice) -> Any:
    return (
        select(Point, Response, *_said(choice), opened(), waits(), _to_approve(), Assignment, User)
        .join(Response, Response.id == Point.response_id)
        .join(Words, Words.point_id == Point.id)
        .outerjoin(Comment, Comment.id == Point.comment_id)
        .outerjoin(Excerpt, Excerpt.id == Point.excerpt_id)
        .outerjoin(Assignment, Assignment.point_id == Point.id)
        .outerjoin(User, User.id == Assignment.assignee_id)
        .options(
            load_only(*_OF_POINT),
            load_only(Response.sender, Response.late, Response.language),
            load_only(Assignment.point_id, Assignment.assignee_id, Assignment.due),
            load_only(User.name),
            lazyload(User.role_rows),
        )
    )


def _to_approve() -> ColumnElement[str]:
    return case((waits(), Point.reply), else_="").label("reply")


def count_lines(round_id: uuid.UUID, choice: Choice, part: Part | None) -> int:
    """How many points are asked for; no more than one above `MOST_COUNTED`."""
    most = _chosen(round_id, choice, part, most=MOST_COUNTED + 1)
    return session.scalar(select(func.count()).select_from(most.subquery())) or 0


def chosen_points(
    round_id: uuid.UUID, choice: Choice, part: Part | None, *, most: int
) -> Sequence[uuid.UUID]:
    """The first of the points that are asked for, at most `most` of them."""
    statement = _chosen(round_id, choice, part, most=most).order_by(Point.number)
    return session.scalars(statement).all()


def of_round(round_id: uuid.UUID, ids: Collection[uuid.UUID]) -> Sequence[Point]:
    """Those of the points that are in the round and count, in order of their numbers."""
    statement = (
        select(Point)
        .where(Point.round_id == round_id, Point.id.in_(ids), counts())
        .options(joinedload(Point.round))
        .order_by(Point.number)
    )
    return session.scalars(statement).all()


def _chosen(
    round_id: uuid.UUID, choice: Choice, part: Part | None, *, most: int
) -> Select[uuid.UUID]:
    statement = select(Point.id).where(*wanted(round_id, choice, part)).limit(most)
    if _of_sender(choice):
        statement = statement.join(Response, Response.id == Point.response_id)
    return statement


def wanted(round_id: uuid.UUID, choice: Choice, part: Part | None) -> list[ColumnElement[bool]]:
    """Whether a point, with its response, is one of those that are asked for."""
    found = [Point.round_id == round_id, counts()]
    if part is not None:
        found.append(is_in(part))
    if choice.status is PointStatus.WAITS:
        # Asked once: where no decision waits, no point is looked at.
        found.append(select(SecondDemanded.round_id).filter_by(round_id=round_id).exists())
    if choice.status is not None:
        found.append(holds(choice.status))
    if choice.theme is not None:
        under = select(PointTheme.point_id).where(PointTheme.theme_id == choice.theme)
        found.append(Point.id.in_(under))
    if choice.alike is not None:
        found.append(Point.id.in_(in_group(choice.alike)))
    if choice.words:
        found.append(_says(round_id, choice.words))
    if choice.argument == NO_ARGUMENT:
        found.append(~is_behind(None))
    elif isinstance(choice.argument, uuid.UUID):
        found.append(is_behind(choice.argument))
    return [*found, *_of_sender(choice), *_of_remark(choice), *_of_assignee(choice)]


def _of_sender(choice: Choice) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if choice.sender:
        found.append(Response.sender.icontains(choice.sender, autoescape=True))
    if choice.position:
        found.append(responses.stand() == choice.position)
    if choice.category == PERSON:
        found.append(Response.for_body.is_(False))
    elif choice.category:
        invited = select(Invitation.id).where(Invitation.category == choice.category)
        bodies = select(Organisation.id).where(Organisation.category == choice.category)
        found.append(
            case(
                (Response.invitation_id.is_not(None), Response.invitation_id.in_(invited)),
                else_=Response.organisation_id.in_(bodies),
            )
        )
    return found


def _of_remark(choice: Choice) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if choice.kind:
        comments = select(Comment.id).where(Comment.kind == choice.kind)
        excerpts = select(Excerpt.id).where(Excerpt.kind == choice.kind)
        found.append(
            case(
                (Point.comment_id.is_not(None), Point.comment_id.in_(comments)),
                else_=Point.excerpt_id.in_(excerpts),
            )
        )
    if choice.origin == "excerpt":
        found.append(Point.excerpt_id.is_not(None))
    elif choice.origin:
        found += [Point.origin == choice.origin, Point.excerpt_id.is_(None)]
    return found


def _of_assignee(choice: Choice) -> list[ColumnElement[bool]]:
    if not choice.assignee:
        return []
    given = aliased(Assignment)
    theirs = select(given.point_id).where(given.point_id == Point.id)
    if choice.assignee == UNASSIGNED:
        return [~theirs.exists()]
    return [theirs.where(given.assignee_id == choice.assignee).exists()]


def _says(round_id: uuid.UUID, words: str) -> ColumnElement[bool]:
    """Whether a point says what is sought.

    Rare words are found by their index, and common ones in the order of the list. Which they are
    is found out first: PostgreSQL keeps no count of rare words to choose its way by.
    """
    sought = select(Words.point_id).where(*saying(round_id, words))
    # By itself: for the first few it would read the words of one point after the other.
    found = sought.cte("found").prefix_with("MATERIALIZED")
    some = session.scalars(select(found.c.point_id).limit(_RARE + 1)).all()
    return Point.id.in_(some if len(some) <= _RARE else sought)


def saying(round_id: uuid.UUID, words: str) -> list[ColumnElement[bool]]:
    """Whether the words of a point of the round that counts are those that are sought."""
    found = Words.vector.op("@@")(_query(words))
    return [found, Words.round_id == round_id, ~Words.is_replaced]


def _query(words: str) -> ColumnElement[Any]:
    """What was typed, as a query of Swedish stems or of English ones."""
    return func.websearch_to_tsquery("swedish", words).op("||")(
        func.websearch_to_tsquery("english", words)
    )


def _said(choice: Choice) -> tuple[ColumnElement[str], ...]:
    """What a point says, quotes and proposes: each its beginning, or where what is sought stands.

    What it says stands in its remark; of other points the kept words are just that.
    """
    return (
        _shown(choice, func.coalesce(Comment.text, Excerpt.text, Words.text), _SHOWN),
        _shown(choice, func.coalesce(Comment.quote, Excerpt.quote), _SHOWN_BESIDE),
        _shown(
            choice,
            func.coalesce(Comment.proposed_wording, Excerpt.proposed_wording),
            _SHOWN_BESIDE,
        ),
    )


def _shown(choice: Choice, text: ColumnElement[str], most: int) -> ColumnElement[str]:
    if not choice.words:
        return func.left(text, most, type_=String)
    marked = f'StartSel="{MARKS[0]}",StopSel="{MARKS[1]}",MaxWords=45,MinWords=25,MaxFragments=2'
    tongue = case((Response.language == "en", literal("english")), else_=literal("swedish"))
    return func.ts_headline(
        cast(tongue, REGCONFIG), func.left(text, _SOUGHT), _query(choice.words), marked,
        type_=String,
    )  # fmt: skip
