"""Forms of those who answer, and of staff who file what came another way. One module a kind."""

from webapp.responses.forms.answering import (
    LONGEST_COMMENT,
    LONGEST_STATEMENT,
    CommentForm,
    ConfirmForm,
    FilterForm,
    JoinForm,
    ReviewForm,
    SenderForm,
    StatementForm,
    questions_form,
    replies,
)

__all__ = [
    "LONGEST_COMMENT",
    "LONGEST_STATEMENT",
    "CommentForm",
    "ConfirmForm",
    "FilterForm",
    "JoinForm",
    "ReviewForm",
    "SenderForm",
    "StatementForm",
    "questions_form",
    "replies",
]
