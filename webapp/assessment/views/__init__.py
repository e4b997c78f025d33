"""Pages of the assessment: HTTP only. One module a thing that is looked at."""

from webapp.assessment.views import comments, points, splitting
from webapp.assessment.views.frame import blueprint

__all__ = ["blueprint", "comments", "points", "splitting"]
