"""The worker application: `celery --app workers.app worker --queues default`."""

import config
from webapp.core.background import messenger
from workers import assessment, drafts, notifications, reports, responses, rounds, schedule

celery = messenger
celery.conf.update(config.read().celery(), beat_schedule=schedule.SCHEDULE)

FEATURES = (notifications, drafts, rounds, responses, assessment, reports)
"""The modules whose tasks this application runs; importing them registers the tasks."""
