"""Pages of the assessment: HTTP only. One module a thing that is looked at."""

from webapp.assessment.views import assignments, comments, lists, points, splitting, workbench
from webapp.assessment.views.frame import blueprint

__all__ = ["assignments", "blueprint", "comments", "lists", "points", "splitting", "workbench"]
