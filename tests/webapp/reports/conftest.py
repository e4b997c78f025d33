"""The words of the reports, and the examples that several tests read."""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, QuestionFactory, RoundFactory
from tests.webapp.reports import examples
from tests.webapp.reports.examples import Size
from tests.webapp.reports.steps import compiled, decide_all
from webapp.assessment import service as assessment
from webapp.core.database import session
from webapp.drafts import queries as drafts
from webapp.organisations.models import Category
from webapp.reports.compilers import pdf
from webapp.reports.wording import Wording
from webapp.responses.models import Position

PERSON = "Karin Privatsson"
CATALOGUES = Path(__file__).parents[3] / "translations" / "sv" / "LC_MESSAGES"


def _catalogue(name):
    compiled = BytesIO()
    with (CATALOGUES / f"{name}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale="sv", domain=name))
    compiled.seek(0)
    return GNUTranslations(compiled)


@pytest.fixture(scope="session")
def swedish():
    """The report's words out of the real Swedish catalogues."""
    catalogue = _catalogue("reports")
    catalogue.add_fallback(_catalogue("responses"))
    return Wording("sv", catalogue)


@pytest.fixture(scope="session")
def english():
    """English, which is what the message ids are."""
    return Wording("en")


@pytest.fixture(scope="session")
def report():
    """What a region's strategy brings in: some forty answers."""
    return examples.report("sv")


@pytest.fixture(scope="session")
def small():
    """The smallest example, quick to compile."""
    return examples.report("en", Size(bodies=14, unasked=2, points=26))


@pytest.fixture(scope="session")
def long_pdf(swedish):
    """A report so long that its PDF is set in several parts."""
    return pdf.compile_report(examples.report("sv", Size(bodies=120, points=900)), wording=swedish)


@pytest.fixture
def officer(database):
    return UserFactory(email="hanna@region.example")


@pytest.fixture
def round_(officer):
    """A closed round: one municipality answered, one is silent, a person answered unasked."""
    round_ = RoundFactory(closed=True, version=VersionFactory())
    QuestionFactory(round=round_)
    umea = OrganisationFactory(name="Umeå kommun", category=Category.MUNICIPALITY)
    response = ResponseFactory(
        invitation=InvitationFactory(round=round_, organisation=umea),
        participant=ParticipantFactory(email="registrator@umea.example"),
    )
    InvitationFactory(round=round_, organisation=OrganisationFactory(name="Tysta bolaget"))
    section = drafts.outline(round_.version_id)[0]
    CommentFactory(
        response=response,
        section_key=section.key,
        text="Målet bör gå att mäta.",
        proposed_wording="Minst 30 procent.",
    )
    person = ResponseFactory(
        invitation=None,
        round=round_,
        organisation=None,
        sender=PERSON,
        named=False,
        for_body=False,
        position=Position.OPPOSE,
        statement="Jag säger nej.",
    )
    for one in (response, person):
        assessment.gather(one.id)
    session.flush()
    return round_


@pytest.fixture
def edition(round_, officer, work_off):
    """A whole edition of the round, every point decided; a module may have one of its own."""
    decide_all(round_, officer)
    return compiled(round_, officer, work_off)
