"""The Celery workers: they send every e-mail and compile every report."""
