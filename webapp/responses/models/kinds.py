"""The kinds of positions, comments and responses."""

from enum import StrEnum


class Position(StrEnum):
    """What a body thinks of the proposal, relative to the proposal."""

    ENDORSE = "endorse"
    ENDORSE_IN_PART = "endorse_in_part"
    NEITHER = "neither"
    OPPOSE = "oppose"
    NO_COMMENTS = "no_comments"
    ABSTAIN = "abstain"
    NOT_STATED = "not_stated"


class CommentKind(StrEnum):
    """What a comment is about, as in the ISO comment table."""

    GENERAL = "general"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"


class Form(StrEnum):
    """The three ways to answer. They are three different things in every count."""

    ANSWER = "answer"
    NO_COMMENTS = "no_comments"
    ABSTAIN = "abstain"


class Stage(StrEnum):
    """Preliminary: from officers, in time. Final: decided by the board."""

    PRELIMINARY = "preliminary"
    FINAL = "final"


class Channel(StrEnum):
    """How a response came in. All are treated alike."""

    WEB = "web"
    EMAIL = "email"
    FILE = "file"
    PAPER = "paper"
