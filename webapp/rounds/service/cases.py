"""What is done to consultations."""

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import service as drafts
from webapp.drafts.models import Document
from webapp.rounds import queries
from webapp.rounds.models import Consultation, ConsultationDocument
from webapp.rounds.plans import CaseFacts


def create_consultation(facts: CaseFacts, owner: User) -> Consultation:
    """Begin a case.

    Raises:
        DomainError: another case has its registry number.
    """
    _check_number(facts.registry_number, except_for=None)
    case = Consultation(owner_id=owner.id)
    facts.write_on(case)
    session.add(case)
    session.flush()
    record("rounds.create_consultation", subject=case.id, actor=owner)
    return case


def change_consultation(case: Consultation, facts: CaseFacts, actor: User) -> None:
    """Change what a case is called and its contact person.

    Raises:
        DomainError: another case has its registry number.
    """
    _check_number(facts.registry_number, except_for=case)
    facts.write_on(case)
    record("rounds.change_consultation", subject=case.id, actor=actor)


def add_document(case: Consultation, actor: User) -> Document:
    """Begin a document in the case, under the case's title."""
    document = drafts.create_document(dict(case.title), actor=actor)
    session.flush()
    session.add(ConsultationDocument(consultation_id=case.id, document_id=document.id))
    record("rounds.add_document", subject=case.id, actor=actor, document=str(document.id))
    return document


def _check_number(registry_number: str, *, except_for: Consultation | None) -> None:
    other = queries.find_by_number(registry_number)
    if other is not None and other is not except_for:
        raise DomainError(
            _l("Another consultation has this registry number. Each case has its own."),
            field="registry_number",
        )
