"""What people and workers do with reports. One module a noun."""

from webapp.reports.packed.zips import DamagedError
from webapp.reports.service.approvals import (
    ask_approval,
    decide_approval,
    holding_approval,
    require_approval,
    take_back_approval,
)
from webapp.reports.service.compiling import (
    COMPILERS,
    SHARES,
    begin,
    finish,
    give_up_edition,
    keep,
    left,
    made,
    note_fault,
    note_progress,
    outline,
    settle,
    write,
    write_commented,
)
from webapp.reports.service.decisions import sweep_decisions, tell_of_decision
from webapp.reports.service.editions import (
    KEPT,
    cancel_edition,
    request,
    sweep_editions,
    try_again,
)
from webapp.reports.service.faults import HiddenError
from webapp.reports.service.packages import (
    Wanted,
    ask_for_package,
    cancel_package,
    check_shown,
    give_up_package,
    is_current,
    sweep_packages,
)
from webapp.reports.service.packing import go_on_with_package
from webapp.reports.service.publishing import publish, withdraw
from webapp.reports.service.reactions import react
from webapp.reports.service.templates import (
    UnusableTemplateError,
    Upload,
    retire_template,
    starter,
    take_template,
    template_file,
)
from webapp.reports.service.texts import (
    LONGEST_OWN_TEXT,
    Preview,
    Typed,
    WrittenMeanwhileError,
    check_placeholders,
    preview,
    preview_report,
    write_text,
)
from webapp.reports.service.wrapping import note_sealing, seal_package

__all__ = [
    "COMPILERS",
    "KEPT",
    "LONGEST_OWN_TEXT",
    "SHARES",
    "DamagedError",
    "HiddenError",
    "Preview",
    "Typed",
    "UnusableTemplateError",
    "Upload",
    "Wanted",
    "WrittenMeanwhileError",
    "ask_approval",
    "ask_for_package",
    "begin",
    "cancel_edition",
    "cancel_package",
    "check_placeholders",
    "check_shown",
    "decide_approval",
    "finish",
    "give_up_edition",
    "give_up_package",
    "go_on_with_package",
    "holding_approval",
    "is_current",
    "keep",
    "left",
    "made",
    "note_fault",
    "note_progress",
    "note_sealing",
    "outline",
    "preview",
    "preview_report",
    "publish",
    "react",
    "request",
    "require_approval",
    "retire_template",
    "seal_package",
    "settle",
    "starter",
    "sweep_decisions",
    "sweep_editions",
    "sweep_packages",
    "take_back_approval",
    "take_template",
    "tell_of_decision",
    "template_file",
    "try_again",
    "withdraw",
    "write",
    "write_commented",
    "write_text",
]
