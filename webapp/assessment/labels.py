"""The words for decisions, alike on pages and in reports."""

from collections.abc import Mapping

from markupsafe import Markup, escape

from webapp.assessment.models import Decision, Origin
from webapp.assessment.statuses import MARKS, PointStatus
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.carrying import Status
from webapp.drafts.tracing import Doubt

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
}
"""How far the weighing of a point has come."""

ORIGINS: Mapping[str, object] = {
    Origin.STATEMENT: _l("Running text"),
    Origin.COMMENT: _l("Comment on the text"),
    Origin.ANSWER: _l("Answer to a question"),
    "excerpt": _l("Taken out of the running text by staff"),
}
"""What a point was taken from."""


def marked(words: str) -> Markup:
    """The words of a line, with those that were sought marked."""
    opening, closing = MARKS
    return Markup(  # noqa: S704 - what stands between the marks is escaped
        str(escape(words)).replace(opening, "<mark>").replace(closing, "</mark>")
    )
