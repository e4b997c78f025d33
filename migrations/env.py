"""Runs migrations against the application's database, with lock time-outs so that none blocks it."""

import importlib
import pkgutil

import webapp
from alembic import context
from flask import current_app
from sqlalchemy import text

from webapp.core.database import Base

for module in pkgutil.walk_packages(webapp.__path__, "webapp."):
    if module.name.endswith(".models"):
        importlib.import_module(module.name)
import webapp.core.storage  # noqa: E402, F401 - the one table of the ground

target_metadata = Base.metadata


def include_object(obj, name, type_, reflected, compare_to):
    """Full-text indexes and triggers are written by hand."""
    return not (type_ == "index" and reflected and name.startswith("ft_"))


def run() -> None:
    engine = current_app.extensions["sqlalchemy"].engine
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            compare_type=True,
            compare_server_default=False,
            include_object=include_object,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
