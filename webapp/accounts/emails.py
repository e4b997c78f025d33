"""The e-mail with a sign-in link."""

from webapp.accounts.models import SignIn
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
