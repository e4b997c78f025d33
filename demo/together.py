"""Four bodies sent nearly the same letter: the search finds them, and the officer confirms it."""

from webapp.accounts.models import User
from webapp.assessment import queries, service
from webapp.assessment.models import GroupState
from webapp.core.database import session
from webapp.rounds.models import Round


def put_together(round_: Round, user: User) -> None:
    """Search as a worker does, and confirm the letter; what else is alike waits for a person."""
    search = service.request_search(round_, actor=user)
    session.flush()
    service.claim_search(search.id)
    service.keep_found(search.id, service.find_alike(round_.id, lambda _share: None))
    session.flush()
    for group, words, *_sender in queries.alike_groups(round_.id, GroupState.PROPOSED):
        if "fyra organisationer" in words:
            service.confirm_group(group, [], actor=user)
