"""Pages of accounts: HTTP only. One module a thing that is looked at."""

from webapp.accounts.views import interrupted, passwords, signing, staff
from webapp.accounts.views.frame import blueprint
from webapp.accounts.views.signing import prepare

__all__ = ["blueprint", "interrupted", "passwords", "prepare", "signing", "staff"]
