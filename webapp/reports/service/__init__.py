"""What people and workers do with reports. One module a noun."""

from webapp.reports.service.editions import (
    COMPILERS,
    LOST_AFTER,
    MOST_ATTEMPTS,
    SHARES,
    claim,
    fail,
    finish,
    keep,
    note_progress,
    outline,
    publish,
    request,
    sweep,
    write,
)

__all__ = [
    "COMPILERS",
    "LOST_AFTER",
    "MOST_ATTEMPTS",
    "SHARES",
    "claim",
    "fail",
    "finish",
    "keep",
    "note_progress",
    "outline",
    "publish",
    "request",
    "sweep",
    "write",
]
