"""Who may share an answer, and join one. Pure."""

from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import Form, OwnSpace, Response


def may_share(response: Response) -> bool:
    """Say whether others can join the response: a body's own answer, which joins no other."""
    return (
        response.form is Form.ANSWER
        and response.for_body
        and response.organisation_id is not None
        and response.endorses_id is None
    )


def check_may_join(space: OwnSpace, response: Response) -> None:
    """Let the body that the space is of join the response.

    Raises:
        DomainError: it is its own, is for another round, or is none that can be joined.
    """
    if not may_share(response):
        raise DomainError(_l("This answer cannot be joined. Ask the body which it joins itself."))
    if not space.for_body or space.round_id != response.round_id:
        raise DomainError(
            _l("Only an organisation that answers the same consultation can join this answer.")
        )
    if space.organisation_id == response.organisation_id:
        raise DomainError(_l("This is your own answer. Send the link to those who may join it."))


def check_joins(space: OwnSpace, *, is_replaced: bool) -> None:
    """Let an answer be submitted that joins another.

    Raises:
        ConflictError: the other was replaced since.
    """
    if space.endorses is not None and is_replaced:
        raise ConflictError(
            _l(
                "%(name)s has replaced the answer that you join. Open its link again and join the "
                "new one, or take the joining back.",
                name=space.endorses.sender,
            )
        )
