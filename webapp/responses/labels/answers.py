"""What the states of a response are called. Lazy, so that each reader gets their own language."""

from collections.abc import Mapping
from typing import Any, Protocol

from webapp.core.rendering import gettext, localised
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import (
    Channel,
    CommentKind,
    Considered,
    FilingStatus,
    Form,
    Importance,
    Position,
    Stage,
    TextStatus,
)
from webapp.rounds.models import Round

POSITIONS: Mapping[str, Any] = {
    Position.ENDORSE: _l("Endorses"),
    Position.ENDORSE_IN_PART: _l("Endorses in part"),
    Position.NEITHER: _l("Neither endorses nor opposes"),
    Position.OPPOSE: _l("Opposes"),
    Position.NO_COMMENTS: _l("Has no comments"),
    Position.ABSTAIN: _l("Abstains"),
    Position.NOT_STATED: _l("Position not stated"),
}

CHOICES: Mapping[str, Any] = {
    Position.ENDORSE: _l("We endorse the proposal"),
    Position.ENDORSE_IN_PART: _l("We endorse the proposal in part"),
    Position.NEITHER: _l("We neither endorse nor oppose it"),
    Position.OPPOSE: _l("We oppose the proposal"),
}
"""The positions that an answer can take, in the words of whoever takes them."""

IN_SECTION: Mapping[str, Any] = {position: POSITIONS[position] for position in CHOICES}
"""The positions that a comment or the answer to a question can take."""

STANDS: Mapping[str, Any] = {
    Position.ENDORSE: _l("We endorse it"),
    Position.ENDORSE_IN_PART: _l("We endorse it in part"),
    Position.NEITHER: _l("We neither endorse nor oppose it"),
    Position.OPPOSE: _l("We oppose it"),
}
"""The positions on one section, in the words of whoever takes them."""

EXPLANATIONS: Mapping[str, Any] = {
    Position.ENDORSE: _l("It is good as it stands. Comments on details are still welcome."),
    Position.ENDORSE_IN_PART: _l("The direction is right, but parts of it need to change."),
    Position.NEITHER: _l("There are things to say, but no stand for or against."),
    Position.OPPOSE: _l("It should not be carried out in this form."),
}

KINDS: Mapping[str, Any] = {
    CommentKind.GENERAL: _l("General"),
    CommentKind.TECHNICAL: _l("Technical"),
    CommentKind.EDITORIAL: _l("Editorial"),
}

KIND_CHOICES: Mapping[str, Any] = {
    CommentKind.GENERAL: _l("General: on the direction or the whole"),
    CommentKind.TECHNICAL: _l("Technical: facts, figures or how something should work"),
    CommentKind.EDITORIAL: _l("Editorial: language, wording or layout"),
}

IMPORTANCES: Mapping[str, Any] = {
    Importance.IMPORTANT: _l("Important"),
    Importance.NORMAL: _l("Normal"),
    Importance.MINOR: _l("A minor wish"),
}
"""How much a comment matters to whoever makes it."""

FORMS: Mapping[str, Any] = {
    Form.ANSWER: _l("Response"),
    Form.NO_COMMENTS: _l("No comments"),
    Form.ABSTAIN: _l("Abstains from answering"),
}

STAGES: Mapping[str, Any] = {
    Stage.PRELIMINARY: _l("Preliminary"),
    Stage.FINAL: _l("Final"),
}

STAGE_CHOICES: Mapping[str, Any] = {
    Stage.FINAL: _l("Final: this is what we have decided"),
    Stage.PRELIMINARY: _l("Preliminary: a board or committee decides later"),
}

STATED: Mapping[str, Any] = {
    **{position: POSITIONS[position] for position in CHOICES},
    Position.NOT_STATED: _l("The letter states no position"),
}
"""What a letter may state, in the words of whoever reads it."""

CHANNELS: Mapping[str, Any] = {
    Channel.WEB: _l("The web"),
    Channel.EMAIL: _l("E-mail"),
    Channel.FILE: _l("File"),
    Channel.PAPER: _l("Paper"),
}

CAME_AS: Mapping[str, Any] = {
    Channel.PAPER: _l("On paper"),
    Channel.FILE: _l("As a file, handed over"),
    Channel.EMAIL: _l("By e-mail, to another mailbox"),
}

ANSWERERS: Mapping[str, Any] = {
    "body": _l("A body that was invited, or is in the register"),
    "other_body": _l("A body that is not in the register"),
    "person": _l("A private person"),
}

FOLLOWS: Mapping[str, Any] = {
    "replaces": _l("This answer takes the place of the earlier one"),
    "complements": _l("This answer is added to the earlier one"),
}

CONSIDERED: Mapping[str, Any] = {
    Considered.YES: _l("Is considered"),
    Considered.PARTLY: _l("Is considered in part"),
    Considered.NO: _l("Is not considered"),
}

CONSIDERED_TONES: Mapping[str, str] = {
    Considered.YES: "success",
    Considered.PARTLY: "info",
    Considered.NO: "neutral",
}

FILINGS: Mapping[str, Any] = {
    FilingStatus.NEW: _l("To register"),
    FilingStatus.REGISTERED: _l("Registered"),
    FilingStatus.SET_ASIDE: _l("Was put aside"),
}

TEXT_STATES: Mapping[str, Any] = {
    TextStatus.WAITING: _l("The files wait to be read"),
    TextStatus.READING: _l("The files are being read"),
    TextStatus.READ: _l("The text is read"),
    TextStatus.RECOGNISED: _l("The text is read out of pictures"),
    TextStatus.NO_TEXT: _l("Pictures without text"),
    TextStatus.UNREADABLE: _l("A file cannot be read"),
}

TEXT_TONES: Mapping[str, str] = {
    TextStatus.READ: "success",
    TextStatus.RECOGNISED: "info",
    TextStatus.NO_TEXT: "warning",
    TextStatus.UNREADABLE: "danger",
}


def round_name(round_: Round) -> str:
    """A round by its case and number, in the language now spoken."""
    title, number = localised(round_.consultation.title), round_.number
    return gettext("%(title)s, round %(number)s", title=title, number=number)


class Named(Protocol):
    """A body that may be meant."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def email(self) -> str:
        """Its official mailbox."""

    @property
    def invitation(self) -> object | None:
        """Its invitation, where it has one."""


def candidate(body: Named) -> Any:
    """How a body is told from others of like names."""
    if body.invitation is not None:
        return _l("%(name)s (%(email)s), invited", name=body.name, email=body.email)
    return _l("%(name)s (%(email)s), not invited", name=body.name, email=body.email)


TONES: Mapping[str, str] = {
    Position.ENDORSE: "success",
    Position.ENDORSE_IN_PART: "info",
    Position.NEITHER: "neutral",
    Position.OPPOSE: "danger",
}
"""The colour of a position's tag. The word carries the meaning."""


ANSWERED: Mapping[str, Any] = {
    Form.ANSWER: _l("Answered"),
    Form.NO_COMMENTS: _l("Said that it has no comments"),
    Form.ABSTAIN: _l("Abstained from answering"),
}
"""What a body did, as its history tells it."""

CAME_IN: Mapping[str, Any] = {
    FilingStatus.NEW: _l("An answer came in that is to be registered"),
    FilingStatus.REGISTERED: _l("An answer that came in was registered"),
    FilingStatus.SET_ASIDE: _l("Something came in that was put aside"),
}
"""What came in by other ways, as its body's history tells it."""
