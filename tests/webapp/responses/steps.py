"""What those who answer do first in many tests."""

from tests.client import PageClient
from webapp.core import access
from webapp.core.database import session


def link(invitation, number: int | None = None) -> str:
    """The address of the link in the body's invitation."""
    token = access.sign("invitation", f"{invitation.id}:{number or invitation.link_number}")
    return f"/answer/{token}"


def enter(client: PageClient, invitation) -> None:
    """Come by the invitation's link and press its button."""
    client.get(link(invitation))
    client.submit("Läs och svara")


def sign_in(client: PageClient, person) -> None:
    """Be signed in as `person`, without the ways in which people sign in."""
    session.commit()
    with client.session_transaction() as kept:
        kept["_user_id"] = person.get_id()
        kept["_fresh"] = True
