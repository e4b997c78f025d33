"""The e-mails about signing in, and about the accounts of staff."""

import uuid
from collections.abc import Sequence

from webapp.accounts.models import SignIn, User
from webapp.core import clock, rendering
from webapp.core.database import uuid7
from webapp.core.rendering import show_moment
from webapp.notifications.models import Occasion
from webapp.notifications.service import AT_ONCE, SOON, Letter

PURPOSE = "password"
"""What the links to choose a password are signed for."""

FIRST, FORGOTTEN = "first", "forgotten"
"""The kinds of such a link: after an account was made, and when the password is forgotten."""


def sign_in(asked: SignIn, *, language: str) -> Letter:
    """To who asked to sign in: the link and the code, good for a quarter of an hour."""
    return Letter(
        occasion=Occasion.SIGN_IN,
        about=asked.id,
        address=asked.participant.email,
        language=language,
        params={"not_me": str(asked.participant_id)},
        priority=AT_ONCE,
    )


def new_device(user: User) -> Letter:
    """To a member of staff: someone signed in as they with a browser that was not known."""
    return Letter(
        occasion=Occasion.NEW_DEVICE,
        about=uuid7(),
        address=user.email,
        language=user.language,
        params={"moment": _now(user)},
        priority=AT_ONCE,
    )


def account_made(user: User, actor: User, *, mark: str) -> Letter:
    """To whom an account was made for: the link to choose a password, and what the roles are."""
    said = {"link": f"{FIRST}:{user.id}:{mark}", "by": actor.name}
    return _to(user, Occasion.ACCOUNT_MADE, {**said, "roles": sorted(user.roles)})


def choose_password(user: User, *, about: uuid.UUID, mark: str) -> Letter:
    """To who has forgotten the password: the link to choose a new one."""
    return Letter(
        occasion=Occasion.CHOOSE_PASSWORD,
        about=about,
        address=user.email,
        language=user.language,
        params={"link": f"{FORGOTTEN}:{user.id}:{mark}"},
        priority=AT_ONCE,
    )


def password_changed(user: User) -> Letter:
    """To whose password it is: it was chosen just now."""
    return _to(user, Occasion.PASSWORD_CHANGED, {"moment": _now(user)})


def role_changed(
    user: User, actor: User, *, change: str, given: Sequence[str] = (), taken: Sequence[str] = ()
) -> Letter:
    """To whose account it is: what the person is trusted with has changed, and who did it."""
    said = {"change": change, "given": list(given), "taken": list(taken)}
    by = {"by": actor.name, "by_address": actor.email, "moment": _now(user)}
    return _to(user, Occasion.ROLE_CHANGED, {**said, **by})


def _to(user: User, occasion: Occasion, params: dict[str, object]) -> Letter:
    return Letter(
        occasion=occasion,
        about=uuid7(),
        address=user.email,
        language=user.language,
        params=params,
        priority=SOON,
    )


def _now(user: User) -> str:
    with rendering.spoken(user.language):
        return show_moment(clock.now(), "EEEE d MMMM y HH:mm")
