"""What the states of a response are called. Lazy, so that each reader gets their own language."""

from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import CommentKind, Form, Position, Stage

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

TONES: Mapping[str, str] = {
    Position.ENDORSE: "success",
    Position.ENDORSE_IN_PART: "info",
    Position.NEITHER: "neutral",
    Position.OPPOSE: "danger",
}
"""The colour of a position's tag. The word carries the meaning."""
