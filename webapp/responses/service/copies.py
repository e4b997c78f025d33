"""The copy of a response that goes with its receipt: what it says, and its making as PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.core import rendering
from webapp.core.rendering import gettext, localised
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section
from webapp.responses import emails, labels, supporting
from webapp.responses.models import Answer, Attachment, Comment, Form, Position, Response
from webapp.responses.receipt import Receipt, Said, compile_receipt
from webapp.responses.words import Words
from webapp.rounds.labels import chosen


@dataclass(frozen=True, slots=True)
class Copy:
    """All that the PDF says, read and put into words, in the language of its reader."""

    receipt: Receipt
    language: str


def copy_of(
    response: Response, *, authority: str, sections: Sequence[Section] | None = None
) -> Copy:
    """What the copy of `response` says; `sections`: of the version answered, if they are read."""
    language = emails.language_of(response)
    with rendering.spoken(language):
        return Copy(receipt_of(response, authority, sections), language)


def compile_copy(copy: Copy) -> bytes:
    """The copy as PDF. Takes a second or so, and needs no database."""
    with rendering.spoken(copy.language):
        words = Words(copy.language, rendering.catalogue())
        return compile_receipt(copy.receipt, words=words)


def receipt_of(
    response: Response, authority: str, sections: Sequence[Section] | None = None
) -> Receipt:
    """What the copy says, in the language now spoken; reads the sections where none are given."""
    case, said = response.round.consultation, response.words
    if sections is None:
        sections = drafts.outline(response.version_id) if said.comments else ()
    return Receipt(
        title=localised(case.title),
        registry_number=response.reference,
        authority=authority,
        sender=response.sender,
        form=_form(response),
        position=str(labels.POSITIONS[response.position]),
        submitted_at=response.submitted_at,
        late=response.late,
        content=response.canonical(),
        last_day=response.last_date,
        contact=f"{case.contact_name}, {case.contact_email}",
        statement=said.statement,
        comments=_comments(said, sections),
        answers=_answers(said),
        language=said.language,
        attachments=tuple(map(_attached, said.attachments)),
        together=labels.together(response),
        joins=labels.joined_answer(response),
        decision=tuple(_decision(response)),
    )


def _attached(attachment: Attachment) -> str:
    minutes = gettext("Minutes") + ": " if attachment.is_minutes else ""
    whole = supporting.WHOLE in attachment.supports
    supports = " · " + gettext("Supports the whole answer") if whole else ""
    return f"{minutes}{attachment.file.name} (SHA-256 {attachment.file.sha256}){supports}"


def _beside(part: Comment | Answer) -> tuple[str, ...]:
    found = supporting.beside(part.response.attachments, part.mark)
    return tuple(each.file.name for each in found)


def _decision(response: Response) -> Iterator[tuple[str, str]]:
    yield from labels.behind_facts(response.behind)
    if response.decides_on is not None:
        yield gettext("The sender decides on"), rendering.show_date(response.decides_on)


def _form(response: Response) -> str:
    form = str(labels.FORMS[response.form])
    if response.form is Form.ANSWER and response.for_body:
        return f"{form} · {labels.STAGES[response.stage]}"
    return form


def _comments(response: Response, sections: Sequence[Section]) -> tuple[Said, ...]:
    titles: Mapping[object, str] = {
        each.key: f"{each.number} {localised(each.title)}".strip() for each in sections
    }
    return tuple(
        Said(
            about=titles.get(comment.section_key, ""),
            text=comment.text,
            quote=comment.quote,
            proposed_wording=comment.proposed_wording,
            position=_position(comment.position),
            change=comment.change.value if comment.change else "",
            importance=str(labels.IMPORTANCES[comment.importance]) if comment.importance else "",
            files=_beside(comment),
        )
        for comment in response.comments
    )


def _answers(response: Response) -> tuple[Said, ...]:
    ordered = sorted(response.answers, key=lambda answer: answer.question.ordinal)
    return tuple(
        Said(
            localised(each.question.text),
            each.text,
            position=_position(each.position),
            choices=tuple(chosen(each.question, each.choices)),
            files=_beside(each),
        )
        for each in ordered
    )


def _position(position: Position | None) -> str:
    return str(labels.POSITIONS[position]) if position else ""
