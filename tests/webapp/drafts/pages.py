"""What the tests of the pages of drafts share."""

from io import BytesIO

from sqlalchemy import select

from tests.client import PageClient
from tests.factories.accounts import UserFactory
from webapp.core.access import Role
from webapp.core.database import session
from webapp.drafts import queries, service
from webapp.drafts.models import Document, Section, WordImport


def sign_in(client: PageClient, *roles: Role):
    """Sign in as a member of staff, a case officer unless `roles` says otherwise."""
    user = UserFactory(roles=list(roles) or None)
    session.commit()
    with client.session_transaction() as kept:
        kept["_user_id"] = user.get_id()
        kept["_fresh"] = True
    return user


def new_document(user, title: str = "Innovationsstrategi") -> Document:
    """A document with an empty version."""
    made = service.create_document({"sv": title}, actor=user)
    session.commit()
    return made


def rows(document: Document) -> list[Section]:
    """The sections of the version at hand, with their blocks."""
    version = queries.working_version(document.id)
    assert version is not None
    return list(queries.reading(version.id))


def upload(client: PageClient, document: Document, data: bytes, **fields):
    """Choose a file on the import page."""
    client.get(f"/documents/{document.id}/import")
    name = fields.pop("name", "strategi.docx")
    fields.setdefault("language", "sv")
    return client.submit("Importera", file=(BytesIO(data), name), **fields)


def latest_import() -> WordImport | None:
    """The import that was last begun."""
    return session.scalars(select(WordImport).order_by(WordImport.id.desc())).first()
