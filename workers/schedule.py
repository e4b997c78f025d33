"""What the clock starts: sweeps that find due rows. Nothing is scheduled far ahead."""

from webapp.core.background import Task

SCHEDULE: dict[str, dict[str, object]] = {
    task.value: {
        "task": task.value,
        "schedule": seconds,
        # A sweep that could not run in its turn is not worth running twice.
        "options": {"queue": task.queue.value, "expires": seconds},
    }
    for task, seconds in (
        (Task.SWEEP_EMAILS, 20.0),
        (Task.READ_MAILBOXES, 60.0),
        (Task.SWEEP_ROUNDS, 15.0),
        (Task.SWEEP_REMINDERS, 120.0),
        (Task.SWEEP_IMPORTS, 60.0),
        (Task.SWEEP_HISTORY, 3600.0),
        (Task.SWEEP_FILES, 60.0),
        (Task.SWEEP_RESPONSES, 30.0),
        (Task.SWEEP_MAIL, 30.0),
        (Task.SWEEP_INCOMING, 60.0),
        (Task.SWEEP_ERASING, 3600.0),
        (Task.SWEEP_FINALS, 900.0),
        (Task.SWEEP_ANSWERS, 60.0),
        (Task.SWEEP_SCANS, 60.0),
        (Task.SWEEP_POINTS, 30.0),
        (Task.TELL_OF_POINTS, 60.0),
        (Task.SWEEP_ALIKE, 60.0),
        (Task.SWEEP_REPORTS, 60.0),
    )
}
