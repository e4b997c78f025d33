"""What staff who weigh points do first in many tests."""

from tests.factories.accounts import PASSWORD


def sign_in(client, user):
    """Sign in with the password, as people do."""
    client.post("/sign-in", {"email": user.email, "password": PASSWORD})
