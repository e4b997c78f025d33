"""To staff: that a report waits for approval, and what the approver said of it."""

from typing import Any

from webapp.accounts.models import User
from webapp.core.rendering import localised
from webapp.drafts.emails import asked, decided
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.reports.models import Edition, EditionApproval


def approval_asked(edition: Edition, approval: EditionApproval, *, to: User, by: User) -> Letter:
    """To the approver: that an edition waits for approval."""
    return Letter(
        Occasion.REPORT_APPROVAL_ASKED,
        about=approval.id,
        address=to.email,
        language=to.language,
        params={**_facts(edition, to.language), **asked(approval, by)},
    )


def approval_decided(edition: Edition, approval: EditionApproval, *, to: User) -> Letter:
    """To whoever asked: what the approver said."""
    return Letter(
        Occasion.REPORT_APPROVAL_DECIDED,
        about=approval.id,
        address=to.email,
        language=to.language,
        params={**_facts(edition, to.language), **decided(approval)},
    )


def _facts(edition: Edition, language: str) -> dict[str, Any]:
    case = edition.round.consultation
    return {
        "title": localised(case.title, language),
        "registry_number": case.registry_number,
        "number": edition.number,
        "edition": str(edition.id),
    }
