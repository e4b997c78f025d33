"""Pages of reports: HTTP only. One module a thing that is looked at."""

from webapp.reports.views import editions
from webapp.reports.views.frame import blueprint

__all__ = ["blueprint", "editions"]
