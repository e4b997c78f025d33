"""Who may reach an endpoint. Every endpoint declares it, and one place enforces it.

The declaration is about the kind of person; what that person may do with one object is the
feature's `policy.py`. Links that carry rights are signed here, and nothing secret is stored.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any, TypeVar

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l

View = TypeVar("View", bound=Callable[..., Any])


class Kind(StrEnum):
    """Which people an endpoint is for."""

    PUBLIC = "public"
    STAFF = "staff"
    RESPONDENT = "respondent"
    SIGNED_IN = "signed_in"


class Role(StrEnum):
    """What a member of the authority's staff is trusted with."""

    CASE_OFFICER = "case_officer"
    REGISTRAR = "registrar"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Access:
    """An endpoint's declaration: a kind of person and, for staff, the roles that suffice."""

    kind: Kind
    roles: frozenset[Role] = frozenset()
    is_signed: bool = False
    """Whether its address is signed here and carries the right, so that a form needs no token."""

    def admits(self, person: Any) -> bool:
        """Say whether `person`, the current user, is of this kind."""
        if self.kind is Kind.PUBLIC:
            return True
        if not person.is_authenticated:
            return False
        if self.kind is Kind.STAFF:
            return bool(person.is_staff and (not self.roles or self.roles & person.roles))
        return self.kind is Kind.SIGNED_IN or not person.is_staff

    def is_of_other_kind(self, person: Any) -> bool:
        """Whether it is for staff and `person` is a participant, or the other way round."""
        return bool(person.is_staff) is not (self.kind is Kind.STAFF)


def public(view: View) -> View:
    """Declare that anyone may reach `view`."""
    return _declare(view, Access(Kind.PUBLIC))


def signed(view: View) -> View:
    """Declare that whoever has the address of `view`, which is signed here, may reach it.

    A mail program presses its one button without a page of ours before it (RFC 8058).
    """
    return _declare(view, Access(Kind.PUBLIC, is_signed=True))


def respondent(view: View) -> View:
    """Declare that `view` is for a signed-in respondent."""
    return _declare(view, Access(Kind.RESPONDENT))


def signed_in(view: View) -> View:
    """Declare that `view` is for anyone signed in."""
    return _declare(view, Access(Kind.SIGNED_IN))


def staff(*roles: Role) -> Callable[[View], View]:
    """Declare that `view` is for staff, and with `roles` for those who have one of them."""

    def declare(view: View) -> View:
        return _declare(view, Access(Kind.STAFF, frozenset(roles)))

    return declare


def declared(view: Callable[..., Any]) -> Access | None:
    """The declaration of `view`, or None where it has none, which a test rejects."""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else None


def _declare(view: View, access: Access) -> View:
    vars(view)["access"] = access
    return view


class LinkInvalidError(DomainError):
    """A signed link was altered or cut off on the way."""

    status = HTTPStatus.NOT_FOUND


class LinkExpiredError(DomainError):
    """A signed link is past its time."""

    status = HTTPStatus.GONE


def sign(purpose: str, value: str) -> str:
    """A token for a link that says `value`, good for `purpose` alone."""
    return _signer(purpose).dumps(value)


def unsign(purpose: str, token: str, *, max_age: int | None = None) -> str:
    """What `token` says.

    Args:
        purpose: what the token must have been made for.
        token: the token as it came.
        max_age: how old it may be, in seconds.

    Raises:
        LinkInvalidError: the token was not made here for `purpose`.
        LinkExpiredError: it is older than `max_age`.
    """
    try:
        return str(_signer(purpose).loads(token, max_age=max_age))
    except SignatureExpired as error:
        raise LinkExpiredError(
            _l("This link was good for a short time, and that time has passed.")
        ) from error
    except BadSignature as error:
        raise LinkInvalidError(
            _l("This link is not complete. Copy the whole address from the e-mail and try again.")
        ) from error


def short_code(purpose: str, value: str) -> str:
    """Six digits that stand for `value`, for typing where a link cannot be opened (RFC 4226)."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(key, f"{purpose}:{value}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"


def mark(purpose: str, value: str) -> str:
    """What stands for `value` where it is to be known again and not to be read (RFC 2104)."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, f"{purpose}:{value}".encode(), hashlib.sha256).hex()


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        str(current_app.config["SECRET_KEY"]),
        salt=f"yttra.{purpose}",
        signer_kwargs={"digest_method": hashlib.sha256},
    )
