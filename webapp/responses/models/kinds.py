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


class Importance(StrEnum):
    """How much a comment matters to whoever makes it."""

    IMPORTANT = "important"
    NORMAL = "normal"
    MINOR = "minor"


class Change(StrEnum):
    """What a comment would do with the words that it is on."""

    REPLACE = "replace"
    ADD = "add"
    """Put a paragraph after them; after no words, first in the section."""
    REMOVE = "remove"


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


class Shape(StrEnum):
    """What a find in a file becomes in the answer."""

    COMMENT = "comment"
    WORDING = "wording"
    """A paragraph or a title with other words."""
    ADDED = "added"
    """A paragraph that the text does not have."""
    REMOVED = "removed"
    """A paragraph that is to go."""
    MOVED = "moved"
    """A paragraph that is to stand elsewhere."""
    STATEMENT = "statement"
    """On the whole document: a part of the general statement."""


class Certainty(StrEnum):
    """How well it is known what a find is about."""

    SURE = "sure"
    LIKELY = "likely"
    UNPLACED = "unplaced"
