"""The form by which a point is decided on, and the one that chooses comments to follow."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Self

from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from webapp.assessment.forms.sharing import SharedForm
from webapp.assessment.labels import DECISIONS, FATES
from webapp.assessment.models import Decision, Excerpt, Point
from webapp.assessment.service import LONGEST_REPLY, Passage, Verdict, standing
from webapp.core.forms import AtMost, Form, TextField, choices, identifier, member
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.drafts.labels import version_name
from webapp.drafts.models import Section, Version
from webapp.responses.forms import LONGEST_COMMENT
from webapp.responses.labels import IN_SECTION, KINDS
from webapp.responses.models import CommentKind, Position


class DecisionForm(SharedForm):
    """The decision on one point, and the reasons."""

    decision = RadioField(
        _l("Decision"),
        choices=choices(DECISIONS),
        validators=[InputRequired(_l("Choose a decision."))],
    )
    reply = TextField(_l("Reply with reasons"), validators=[AtMost(LONGEST_REPLY)])
    after = HiddenField()
    """Where to go on afterwards: the page's address."""

    @classmethod
    def of(cls, point: Point) -> "DecisionForm":
        """The form for `point`, with what is decided so far, and ids of its own on the page."""
        form = cls(formdata=None, data=standing(point))
        form.remember()
        form.renumber(point)
        return form

    def prefer(self, asked: str | None) -> None:
        """Choose the decision that was asked for, where there is such a one."""
        chosen = member(Decision, asked)
        if chosen is not None:
            self.decision.data = chosen.value

    def begin_from(self, former: Point) -> None:
        """Begin with what was decided on another point. A person saves it, or does not."""
        said = standing(former)
        self.decision.data, self.reply.data = said["decision"], said["reply"]

    def renumber(self, point: Point) -> None:
        """Make the form's ids those of `point`, since a page has several of it."""
        for field in self:
            field.id = f"{field.name}-{point.number}"

    def begin_with(self, text: str) -> None:
        """Put a standard reply after what is written of the reply."""
        self.reply.data = "\n\n".join(filter(None, [self.reply.data or "", text]))
        # One goes on where one was writing, with htmx and without it.
        self.reply.render_kw = {"autofocus": True}

    def verdict(self) -> Verdict:
        """What the officer decided."""
        return Verdict(Decision(self.decision.data), self.reply.data or "")


class PassageForm(Form):
    """A passage of a response's running text, and what it is about."""

    section = SelectField(_l("Which section is it about?"), validate_choice=True)
    text = TextField(
        _l("The sender's words"),
        validators=[
            InputRequired(_l("Copy the words from the response.")), AtMost(LONGEST_COMMENT)
        ],
    )  # fmt: skip
    kind = RadioField(_l("Kind"), default=CommentKind.GENERAL.value)
    position = SelectField(_l("Position on this point"))
    proposed_wording = TextField(
        _l("Proposed wording"), validators=[Optional(), AtMost(LONGEST_COMMENT)]
    )

    @classmethod
    def on(cls, outline: Sequence[Section], **kwargs: Any) -> Self:
        """The form, with the sections of a version to choose among."""
        form = cls(**kwargs)
        named = {
            str(each.key): f"{each.number} {localised(each.title)}".strip() for each in outline
        }
        form.section.choices = choices({"": _l("The document as a whole"), **named})
        form.kind.choices = choices(KINDS)
        form.position.choices = choices({"": _l("None in particular"), **IN_SECTION})
        return form

    def passage(self) -> Passage:
        """What was taken out."""
        return Passage(
            text=self.text.data or "",
            section_key=_key(self.section.data),
            kind=CommentKind(self.kind.data),
            position=member(Position, self.position.data),
            proposed_wording=self.proposed_wording.data or "",
        )


class AdjustForm(PassageForm):
    """Another passage for a point, or another section; `revision` is what it was read in."""

    revision = IntegerField(widget=HiddenInput(), default=0)

    @classmethod
    def of(cls, point: Point, excerpt: Excerpt, outline: Sequence[Section], **kwargs: Any) -> Self:
        """The form, with what the point is now; `kwargs` in place of some of it."""
        now = {
            "text": excerpt.text,
            "section": str(point.section_key or ""),
            "kind": excerpt.kind.value,
            "position": excerpt.position.value if excerpt.position else "",
            "proposed_wording": excerpt.proposed_wording,
            "revision": point.revision,
        }
        return cls.on(outline, **now | kwargs)

    def renew(self, point: Point) -> None:
        """Be of the point as it is now, with what was typed: its words stand beside the form."""
        self.revision.data, self.revision.raw_data = point.revision, None


class FinishForm(Form):
    """The button that calls the assessment complete."""


def _key(value: uuid.UUID | str | None) -> uuid.UUID | None:
    return value if isinstance(value, uuid.UUID) else identifier(value)


UNSURE = "unsure"
"""Of the filter: those of which a person should look whether it is the same text."""


class FollowForm(Form):
    """A version with comments, a later one, and what became of the text."""

    class Meta(Form.Meta):
        """What WTForms is told: nothing is changed, so nothing needs to be protected."""

        csrf = False

    former = SelectField(_l("Comments on"), name="from", coerce=_key, validate_choice=False)
    later = SelectField(_l("Followed to"), name="to", coerce=_key, validate_choice=False)
    status = SelectField(_l("What became of the text"), validate_choice=False)

    @classmethod
    def of(
        cls,
        versions: Sequence[Version],
        commented: Collection[uuid.UUID],
        asked: Mapping[str, Any],
    ) -> "FollowForm":
        """The form for a document's versions, with what was asked for, or is likely, chosen.

        `commented`: those that have comments, which is one at least.
        """
        form = cls(formdata=None)
        newest = sorted(versions, key=lambda each: each.number, reverse=True)
        earlier = [each for each in newest if each.id in commented]
        form.former.choices = [(each.id, version_name(each)) for each in earlier]
        form.later.choices = [(each.id, version_name(each)) for each in newest]
        asked_from, asked_to = _key(asked.get("from")), _key(asked.get("to"))
        former = next((each for each in earlier if each.id == asked_from), earlier[0])
        form.former.data = former.id
        known = {each.id for each in newest if each.number >= former.number}
        form.later.data = asked_to if asked_to in known else newest[0].id
        every = {"": _l("All"), UNSURE: _l("Those that we are not sure of")}
        every |= {status.value: word for status, word in FATES.items()}
        form.status.choices = choices(every)
        form.status.data = asked.get("status") if asked.get("status") in every else ""
        return form
