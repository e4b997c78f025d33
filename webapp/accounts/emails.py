"""The e-mails about signing in."""

from webapp.accounts.models import SignIn, User
from webapp.core import clock, rendering
from webapp.core.database import uuid7
from webapp.core.rendering import show_moment
from webapp.notifications.models import Occasion
from webapp.notifications.service import AT_ONCE, Letter


def sign_in(asked: SignIn, *, language: str) -> Letter:
    """To who asked to sign in: the link and the code, good for a quarter of an hour."""
    return Letter(
        occasion=Occasion.SIGN_IN,
        about=asked.id,
        address=asked.participant.email,
        language=language,
        priority=AT_ONCE,
    )


def new_device(user: User) -> Letter:
    """To a member of staff: someone signed in as they with a browser that was not known."""
    with rendering.spoken(user.language):
        moment = show_moment(clock.now(), "EEEE d MMMM y HH:mm")
    return Letter(
        occasion=Occasion.NEW_DEVICE,
        about=uuid7(),
        address=user.email,
        language=user.language,
        params={"moment": moment},
        priority=AT_ONCE,
    )
