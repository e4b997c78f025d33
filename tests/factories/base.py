"""What every factory shares: its rows are written at once, so that every session sees them."""

from typing import Any

import factory

from webapp.core.database import session

FIRST_ORDINAL = 1_000
"""Where the places count from that a test does not choose, so that they meet none that it does."""


class RowFactory(factory.alchemy.SQLAlchemyModelFactory):
    """Makes rows in the test's transaction."""

    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: session  # noqa: E731 - factory_boy calls it
        sqlalchemy_session_persistence = "flush"

    @classmethod
    def make(cls, **kwargs: Any) -> Any:
        """The same as calling the factory; reads better in a list of rows."""
        return cls(**kwargs)
