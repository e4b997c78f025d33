"""The database: the declarative base, the column types in use everywhere, and the session."""

import re
import secrets
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Generic, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Enum,
    MetaData,
    Select,
    String,
    Text,
    cast,
    event,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from webapp.core import clock

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_DETAIL = re.compile(r"\nDETAIL:[^\n]*(?:\n(?!HINT:|CONTEXT:)[^\n]*)*")

Localised = dict[str, str]
"""One text in several languages, keyed by BCP 47 tag: {"sv": "…", "en": "…"}."""

Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
"""A point in time, kept with its zone."""


def day_of(moment: Any) -> ColumnElement[Any]:
    """The day of a moment as the database finds it, as clocks in Stockholm part the days."""
    return cast(func.timezone(clock.STOCKHOLM.key, moment), Date)


def uuid7() -> uuid.UUID:
    """A new identifier that cannot be guessed and sorts by the time it was made (RFC 9562, v7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))


class Base(DeclarativeBase):
    """Every table's base."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        datetime: DateTime(timezone=True),
        str: Text(),
        dict[str, str]: JSONB(),
        dict[str, Any]: JSONB(),
        list[str]: JSONB(),
        list[dict[str, Any]]: JSONB(),
    }


def states(enum: type[StrEnum], *, checked: bool = True) -> Enum:
    """A column type for a `StrEnum`: its values as text, checked by the database.

    With `checked` false only this program checks them: for what grows with every feature.
    """
    return Enum(
        enum,
        native_enum=False,
        length=40,
        create_constraint=checked,
        name=enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


def alphabetical(name: Any) -> ColumnElement[str]:
    """A key that sorts names as Swedish does, whatever collations the server has."""
    return func.translate(func.lower(name), "åäéü", "äåey").collate("C")


class Identified:
    """A row with an identifier of its own and the time it was made."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-2)
    created_at: Mapped[Moment] = mapped_column(default=clock.now, sort_order=-1)


ShortText = Annotated[str, mapped_column(String(400))]
"""A line of text: names, titles, subjects."""

db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"join_transaction_mode": "create_savepoint", "expire_on_commit": False},
)
"""Holds the engine and the session that belongs to the request or task at hand."""

session = db.session
"""The session of the request or task at hand. Only the edge commits it."""

BATCH: Final = 500
"""Rows that a stream reads at a time, unless much hangs on each."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stream(Generic[T]):
    """What a statement finds, read anew each time it is gone through, a batch at a time.

    Only a batch of it is in memory, but for what others hold. Nothing may be committed between the
    first row and the last.
    """

    statement: Select[Any]
    batch: int = BATCH

    def __iter__(self) -> Iterator[T]:
        """Ask the database."""
        found: Iterator[T] = iter(
            session.scalars(self.statement.execution_options(yield_per=self.batch))
        )
        return found


@event.listens_for(Engine, "handle_error")
def _say_no_row(context: ExceptionContext) -> None:
    """Take the row out of what the database says of an error: it may be a draft's, and is logged.

    PostgreSQL tells in its DETAIL which row it refused, with all that stands in it.
    """
    for fault in (context.original_exception, context.sqlalchemy_exception):
        if fault is not None and fault.args:
            said = _DETAIL.sub("", str(fault.args[0]))
            fault.args = (said, *fault.args[1:])
