"""What is done with e-mails. One module a noun."""

from webapp.notifications.service.forgetting import forget_address
from webapp.notifications.service.incoming import keep, note_handled
from webapp.notifications.service.preferences import NAMESPACE, choose, inform
from webapp.notifications.service.queueing import (
    AT_ONCE,
    BATCH,
    SOON,
    Letter,
    gather,
    queue,
    renew,
    requeue,
    ungather,
)
from webapp.notifications.service.retrying import retry, retry_failed
from webapp.notifications.service.sending import (
    LOST_AFTER,
    MOST_ATTEMPTS,
    MOST_LOSSES,
    Turn,
    ask_for_more,
    claim,
    connection,
    give_back,
    hours,
    more_waits,
    note,
    sweep,
)
from webapp.notifications.service.stopping import let_again, stop
from webapp.notifications.service.writing import message_id, names, write

__all__ = [
    "AT_ONCE",
    "BATCH",
    "LOST_AFTER",
    "MOST_ATTEMPTS",
    "MOST_LOSSES",
    "NAMESPACE",
    "SOON",
    "Letter",
    "Turn",
    "ask_for_more",
    "choose",
    "claim",
    "connection",
    "forget_address",
    "gather",
    "give_back",
    "hours",
    "inform",
    "keep",
    "let_again",
    "message_id",
    "more_waits",
    "names",
    "note",
    "note_handled",
    "queue",
    "renew",
    "requeue",
    "retry",
    "retry_failed",
    "stop",
    "sweep",
    "ungather",
    "write",
]
