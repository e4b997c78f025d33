"""Errors that a person may read: raised where the rule lives, shown by one handler."""

from http import HTTPStatus


class DomainError(Exception):
    """A rule was broken, and `message` is the sentence that says so to a person.

    `message` may be a lazy translation; it is turned into text when it is shown, in the
    reader's language. `field` names the form field that the sentence belongs to, if any.
    """

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotFoundError(DomainError):
    """What was asked for does not exist, or the person may not know that it does."""

    status = HTTPStatus.NOT_FOUND


class ForbiddenError(DomainError):
    """The person is known, and may not do this."""

    status = HTTPStatus.FORBIDDEN


class ConflictError(DomainError):
    """Someone else changed the same thing first, or its state no longer allows this."""

    status = HTTPStatus.CONFLICT


class GoneError(DomainError):
    """Something was there, and is not any more; or it may have been, and nobody is told."""

    status = HTTPStatus.GONE
