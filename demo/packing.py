"""The package for the board on the first round, which a worker makes when the demo has started."""

from webapp.accounts.models import User
from webapp.reports import queries
from webapp.reports import service as reports
from webapp.reports.models import PackageKind
from webapp.reports.service import Wanted
from webapp.rounds.models import Round


def ask(reported: Round, user: User) -> None:
    """Ask for it with the edition that is published."""
    edition = queries.published(reported.id)
    reports.ask_for_package(edition, Wanted(PackageKind.DECISION, "sv"), actor=user)
