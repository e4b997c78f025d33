"""What the clock does."""

from webapp.audit.service import record
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.rounds import deadlines, emails, queries
from webapp.rounds.service.meetings import sweep_meetings


def sweep() -> None:
    """Do what is due by the clock, and ask again for what a lost worker or message left."""
    for round_id in queries.due_to_open(clock.now()):
        enqueue(Task.OPEN_ROUND, round_id)
    for round_id in queries.due_to_invite():
        enqueue(Task.SEND_INVITATIONS, round_id)
    for notice_id in queries.due_to_tell():
        enqueue(Task.TELL_ALL, notice_id)
    sweep_meetings()
    emails.tell_of_undelivered()
    for round_ in queries.due_to_close(clock.now()):
        # The round has been closed since its deadline; this writes it on the trail.
        round_.closed_at = deadlines.end_of(round_.deadline)
        record("rounds.close", subject=round_.id, number=round_.number)
