"""What people and workers do with reports. One module a noun."""

from webapp.reports.service.approvals import (
    ask_approval,
    decide_approval,
    holding_approval,
    require_approval,
    take_back_approval,
)
from webapp.reports.service.decisions import sweep_decisions, tell_of_decision
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
    request,
    sweep,
    write,
    write_commented,
)
from webapp.reports.service.publishing import publish, withdraw
from webapp.reports.service.reactions import react

__all__ = [
    "COMPILERS",
    "LOST_AFTER",
    "MOST_ATTEMPTS",
    "SHARES",
    "ask_approval",
    "claim",
    "decide_approval",
    "fail",
    "finish",
    "holding_approval",
    "keep",
    "note_progress",
    "outline",
    "publish",
    "react",
    "request",
    "require_approval",
    "sweep",
    "sweep_decisions",
    "take_back_approval",
    "tell_of_decision",
    "withdraw",
    "write",
    "write_commented",
]
