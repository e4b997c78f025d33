"""What changed between two editions: told whole, or the approver is misled."""

import json as json_reader
from copy import deepcopy

from sqlalchemy import select

from tests.webapp.reports.steps import compiled, sign_in
from webapp.assessment import queries as points
from webapp.assessment import service as assessment
from webapp.assessment.models import Decision as Verdict
from webapp.core.database import session
from webapp.reports import comparing, queries, service
from webapp.reports.compilers import json
from webapp.reports.parts import EVERY, Part
from webapp.reports.views.comparing import _data
from webapp.responses.models import Response, Secrecy
from webapp.responses.service import secrecy


def test_two_editions_are_compared(edition, round_, officer, client, work_off):
    same = compiled(round_, officer, work_off)
    assert comparing.compare(_data(edition), _data(same)).is_same
    point = points.points(round_.id)[0]
    verdict = assessment.Verdict(Verdict.NOTED, "Vi noterar en hel del.", point.revision)
    assessment.decide(point, verdict, actor=officer)
    later = compiled(round_, officer, work_off)
    compared = comparing.compare(_data(edition), _data(later))
    assert [pair.later.number for pair in compared.decided] == [str(point.number)]
    sign_in(client, officer)
    client.get(f"/editions/{later.id}/changes?since=1")
    assert "Från utgåva 1 till 3" in client.text("h1")
    assert "Noteras" in client.text() or "Noterad" in client.text()
    client.get(f"/editions/{edition.id}/changes")
    assert "Ingen tidigare utgåva" in client.text()


def test_what_is_masked_between_two_editions_is_not_called_the_same(
    edition, round_, officer, client, work_off
):
    response = session.scalars(select(Response).where(Response.sender == "Umeå kommun")).one()
    outcome = secrecy.Outcome(Secrecy.MASKED, "OSL 21 kap. 3 §", "Skydd.", words=("gå att mäta",))
    secrecy.check(response, outcome, actor=officer)
    later = compiled(round_, officer, work_off)
    compared = comparing.compare(_data(edition), _data(later))
    assert not compared.is_same
    assert "Målet bör gå att mäta." in [pair.former.text for pair in compared.worded]
    sign_in(client, officer)
    client.get(f"/editions/{later.id}/changes")
    gone = [each.get_text() for each in client.page.select("#worded ~ ul del")]
    assert any("mäta" in each for each in gone)


def test_what_we_write_ourselves_is_compared(edition, round_, officer, client, work_off):
    typed = service.Typed(queries.spot(round_, "foreword"), "sv", "Tack för {svar} svar.", 0)
    service.write_text(round_, typed, actor=officer)
    parts = [part for part in EVERY if part is not Part.CHANGES]
    service.request(round_, language="sv", actor=officer, shape=service.Shape(parts=parts))
    work_off()
    later = queries.editions(round_.id)[0]
    compared = comparing.compare(_data(edition), _data(later))
    [words] = compared.texts
    assert (words.about, words.before, words.after) == ("foreword", "", "Tack för 1 svar.")
    assert (compared.new_parts, compared.gone_parts) == ((), ("changes",))
    sign_in(client, officer)
    client.get(f"/editions/{later.id}/changes")
    assert "Tack för 1 svar." in client.text("#texts ~ ul ins")
    assert "Borta: Ändringar i förslaget" in client.text("main")


def test_an_argument_and_a_part_are_compared_by_what_they_are_about(report, swedish):
    former = json_reader.loads(json.compile_report(report, wording=swedish))
    former["arguments"] = [{"number": "A1", "view": "mäta", "summary": "", "reply": "Ja."}]
    later = deepcopy(former)
    later["sections"][0]["summary"] = "Flera saknar mål."
    later["arguments"][0]["reply"] += " Och mer."
    about = {words.about: words for words in comparing.compare(former, later).texts}
    assert about["part"].title.startswith(former["sections"][0]["number"])
    assert about["argument"].title == "A1"
    assert about["argument"].after.endswith(" Och mer.")
