"""Pages of the register, and of lists on their way into it: HTTP only. One module a noun."""

from webapp.organisations.views import contacts, doublets, register
from webapp.organisations.views.frame import blueprint

__all__ = ["blueprint", "contacts", "doublets", "register"]
