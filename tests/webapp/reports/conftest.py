"""The words of the reports, and the examples that several tests read."""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.webapp.reports import examples
from tests.webapp.reports.examples import Size
from webapp.reports.compilers import pdf
from webapp.reports.wording import Wording

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
