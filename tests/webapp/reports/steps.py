"""What tests of reports do again and again: decide, compile, read a file, sign in."""

from tests.factories.accounts import PASSWORD
from tests.factories.responses import check_all
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision
from webapp.core import storage
from webapp.core.database import session
from webapp.reports import queries, service


def decide_all(round_, officer):
    for point in points.points(round_.id):
        verdict = assessment.Verdict(Decision.PARTLY, "Vi ändrar en del.", point.revision)
        assessment.decide(point, verdict, actor=officer)
    session.flush()
    assessment.finish(round_, actor=officer)
    check_all(round_)
    session.flush()


def compiled(round_, officer, work_off, language="sv"):
    edition = service.request(round_, language=language, actor=officer)
    work_off()
    return queries.edition(edition.id)


def contents(edition, format_):
    return storage.contents(queries.file(edition, format_).file)


def sign_in(client, person):
    client.post("/sign-in", {"email": person.email, "password": PASSWORD})
