"""The words for decisions, alike on pages and in reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup, escape

from webapp.assessment.boards import By
from webapp.assessment.models import Decision, GroupState, Origin, Way
from webapp.assessment.placing import Obstacle
from webapp.assessment.statuses import MARKS, PointStatus
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import blocks, wording
from webapp.drafts.carrying import Status
from webapp.drafts.tracing import Doubt
from webapp.drafts.wording import Piece


class AChange(Protocol):
    """What a change of a block must say to be shown: what it said before and after, by language."""

    language: str
    before: dict[str, str]
    after: dict[str, str]


DECISIONS: Mapping[Decision, object] = {
    Decision.ACCOMMODATED: _l("Accommodated"),
    Decision.PARTLY: _l("Accommodated in part"),
    Decision.NOT_ACCOMMODATED: _l("Not accommodated"),
    Decision.NOTED: _l("Noted"),
    Decision.OUT_OF_SCOPE: _l("Outside the scope"),
}

EXPLANATIONS: Mapping[Decision, object] = {
    Decision.ACCOMMODATED: _l("The proposal is changed as the sender asks."),
    Decision.PARTLY: _l("Some of it leads to a change. The reply says what and why not all."),
    Decision.NOT_ACCOMMODATED: _l("No change. The reply must say why."),
    Decision.NOTED: _l("Support, or information that asks for no change."),
    Decision.OUT_OF_SCOPE: _l("It is about something that this proposal does not decide."),
}

FATES: Mapping[Status, object] = {
    Status.CHANGED: _l("The text has changed"),
    Status.GONE: _l("The text is gone"),
    Status.MOVED: _l("The text has moved"),
    Status.UNCHANGED: _l("The text is unchanged"),
    Status.WHOLE: _l("On the document as a whole"),
}
"""What became of the text that a comment is on; first what asks most of the reader."""

FATE_TONES: Mapping[Status, str] = {
    Status.CHANGED: "warning",
    Status.GONE: "danger",
    Status.MOVED: "info",
    Status.UNCHANGED: "success",
}

DOUBTS: Mapping[Doubt, object] = {
    Doubt.FAINT: _l(
        "We are not sure: the wordings are very different. Check that it is the same text."
    ),
    Doubt.SEVERAL: _l(
        "We are not sure: the same words stand in several places. Check which is meant."
    ),
    Doubt.REPLACED: _l(
        "We are not sure: another text stands in its place. Check if it says the same."
    ),
    Doubt.LANGUAGE: _l("The text stands in another language only. Check if it says the same."),
}
"""Why a person should look, and at what."""

STATUSES: Mapping[PointStatus, object] = {
    PointStatus.UNOPENED: _l("Not opened"),
    PointStatus.LEFT: _l("Left to assess"),
    PointStatus.WAITS: _l("Waits for a second person"),
    PointStatus.DECIDED: _l("Assessed"),
    PointStatus.UNREASONED: _l("Not accommodated, without a reason"),
    PointStatus.ASKED: _l("Waits for the sender's answer"),
    PointStatus.OVERDUE: _l("Past its day"),
    PointStatus.CONTRADICTED: _l("The text is changed against the decision"),
}
"""How far the weighing of a point has come."""

BOARDS: Mapping[By, object] = {
    By.DECISION: _l("Decision"),
    By.ASSIGNEE: _l("Whose"),
    By.THEME: _l("Theme"),
    By.PART: _l("Part"),
    By.SENDER: _l("Sender"),
}
"""What the columns of the board are by."""

ORIGINS: Mapping[str, object] = {
    Origin.STATEMENT: _l("Running text"),
    Origin.COMMENT: _l("Comment on the text"),
    Origin.ANSWER: _l("Answer to a question"),
    "excerpt": _l("Taken out of the running text by staff"),
}
"""What a point was taken from."""

OBSTACLES: Mapping[Obstacle | None, object] = {
    None: _l(
        "The section is no longer in the text. Write the change in the document, and link it."
    ),
    Obstacle.NOWHERE: _l("The point does not say which paragraph it is on. Choose it yourself."),
    Obstacle.GONE: _l(
        "The paragraph is no longer in the text. Write the change in the document, and link it."
    ),
    Obstacle.SPLIT: _l(
        "The paragraph has been split up since the sender read it. Write the change where it now "
        "belongs."
    ),
    Obstacle.UNSURE: _l(
        "The paragraph has changed so much since the sender read it that a person must put the "
        "wording in."
    ),
    Obstacle.WORDS: _l(
        "The words that the sender quotes do not stand like that in the paragraph. Write the "
        "change yourself."
    ),
    Obstacle.CHANGED: _l(
        "The same words have been changed since the sender read them. Choose the wording yourself."
    ),
    Obstacle.MARKS: _l(
        "The proposal would break a link, a table or other marks in the paragraph. Write it in "
        "yourself."
    ),
}
"""Why a proposal cannot be taken in with one press, and what to do."""

GROUP_STATES: Mapping[GroupState, object] = {
    GroupState.PROPOSED: _l("Proposed by the search"),
    GroupState.CONFIRMED: _l("Confirmed"),
    GroupState.REJECTED: _l("Not alike"),
}
"""What people have said of a group of texts."""

GROUP_TAGS: Mapping[GroupState, object] = {
    GroupState.PROPOSED: _l("Proposed group"),
    GroupState.CONFIRMED: _l("Confirmed group"),
    GroupState.REJECTED: _l("Not seen as one"),
}
"""The same of one group, on its page."""

_LONGEST_COMPARED = 6_000
"""Of longer texts the beginning is compared, so that a page of them is never long in coming."""


@dataclass(frozen=True, slots=True)
class Differing:
    """What differs in a text from another, by word."""

    pieces: Sequence[Piece]
    is_cut: bool
    """Whether only the beginnings are compared."""


WAYS: Mapping[Way, object] = {
    Way.ACCEPTED: _l("Accepted as proposed"),
    Way.EDITED: _l("Written from the point"),
    Way.LINKED: _l("Written in the document, and linked"),
}
"""How a point came to change the text."""


def marked(words: str) -> Markup:
    """The words of a line, with those that were sought marked."""
    opening, closing = MARKS
    return Markup(  # noqa: S704 - what stands between the marks is escaped
        str(escape(words)).replace(opening, "<mark>").replace(closing, "</mark>")
    )


def differing(former: str, later: str) -> Differing:
    """What differs in the later text, by word."""
    is_cut = max(len(former), len(later)) > _LONGEST_COMPARED
    return Differing(wording.words(former[:_LONGEST_COMPARED], later[:_LONGEST_COMPARED]), is_cut)


def beside(theirs: str, mine: str) -> Sequence[Piece]:
    """What differs between two versions of a field, by word."""
    return wording.words(theirs, mine)


def changed_pieces(change: AChange) -> Sequence[tuple[str, Sequence[Piece]]]:
    """What differs in a block that a point changed, by word, in each language that differs."""
    tags = dict.fromkeys([change.language, *change.before, *change.after])
    texts = [(tag, change.before.get(tag, ""), change.after.get(tag, "")) for tag in tags]
    return [
        (tag, wording.words(blocks.plain(was), blocks.plain(says)))
        for tag, was, says in texts
        if was != says
    ]
