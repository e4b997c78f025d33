"""What is left of a point and a full response where something is masked or withheld.

Everything that a report says of responses comes through here on its way into the outline, so that
no format can show more than another.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from webapp.core.rendering import gettext as _
from webapp.reports import outline
from webapp.reports.inside import Inside, hidden, nearby
from webapp.reports.participation import Behind, Outcome
from webapp.responses import masking
from webapp.responses.models import Response
from webapp.responses.shown import DECISION, STATEMENT, Shown, part_of
from webapp.rounds.models import Question

S = TypeVar("S", outline.Point, outline.Remark)


def point(said: outline.Point, shown: Shown, part: str) -> outline.Point:
    """The point, and our reply to it, with what is masked in the response masked."""
    reply = shown.text(said.reply)
    return _worded(said if reply == said.reply else replace(said, reply=reply), shown, part)


def full(
    said: outline.FullResponse, shown: Shown, response: Response, questions: Sequence[Question]
) -> outline.FullResponse:
    """The response in full as it may be seen; of a withheld one, only that it came, and why."""
    if shown.is_withheld:
        return replace(
            said,
            notice=notice(shown),
            position=None,
            outcome=outcome(said.outcome, is_withheld=True),
            read_by_staff=False,
            statement="",
            number="",
            quote="",
            remarks=(),
            attachments=(),
        )
    parts = _parts(response, questions)
    return replace(
        said,
        notice=notice(shown),
        behind=behind(response, shown),
        statement=shown.text(said.statement, STATEMENT),
        quote=shown.text(said.quote, STATEMENT),
        remarks=tuple(
            _worded(remark, shown, part) for remark, part in zip(said.remarks, parts, strict=True)
        ),
        attachments=tuple(
            shown.file(each.ordinal, each.file.name) for each in response.attachments
        ),
    )


def outcome(did: Outcome, *, is_withheld: bool) -> Outcome:
    """What the sender did as it may be told: that it has no comments or abstains is what it says.

    So a withheld answer of either kind is told as one that came in.
    """
    is_short = did in {Outcome.NO_COMMENTS, Outcome.ABSTAINED}
    return Outcome.FINAL if is_withheld and is_short else did


def inside(said: Inside, hushed: Collection[str]) -> Inside:
    """What staff said of a point, without the words that may stand in no report."""
    mark = _("[masked]")
    return hidden(said, lambda text: masking.masked(text, nearby(hushed, text), mark))


def behind(response: Response, shown: Shown) -> Behind | None:
    """The decision behind the response as it may be seen; None where there is nothing to say."""
    said = response.behind
    if not said or not shown.has(DECISION):
        return None
    return Behind(
        by=said.by.value if said.by else "",
        body=shown.text(said.body, DECISION),
        on=said.on,
        paragraph=shown.text(said.paragraph, DECISION),
        number=shown.text(said.number, DECISION),
        rapporteur=shown.text(said.rapporteur, DECISION),
    )


def _worded(said: S, shown: Shown, part: str) -> S:
    """What is said with its own words masked; the same where there is nothing to mask."""
    text, quote = shown.text(said.text, part), shown.text(said.quote)
    proposed = shown.text(said.proposed_wording, part)
    if (text, quote, proposed) == (said.text, said.quote, said.proposed_wording):
        return said
    return replace(said, text=text, quote=quote, proposed_wording=proposed)


def _parts(response: Response, questions: Sequence[Question]) -> list[str]:
    """Which part each remark of the response is, in the order that they stand in."""
    given = {each.question_id: each for each in response.answers}
    answers = [given[each.id] for each in questions if each.id in given]
    return [*map(part_of, response.comments), *map(part_of, answers)]


def notice(shown: Shown) -> str:
    """That something of a response is not shown, by what law and why; nothing where all is."""
    if shown.check is None or not (shown.is_withheld or shown.is_masked):
        return ""
    values = {"law": shown.check.law, "reason": shown.text(shown.check.reason)}
    if shown.is_withheld:
        values["reason"] = shown.check.reason
        return _("This answer came in and is withheld (%(law)s). %(reason)s", **values)
    return _("Parts of this answer are masked (%(law)s). %(reason)s", **values)
