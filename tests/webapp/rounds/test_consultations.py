"""The staff list of consultations, one consultation, and beginning and changing one."""

import uuid
from datetime import timedelta

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.rounds import ConsultationFactory, InvitationFactory, RoundFactory
from webapp.audit import queries as audit
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.rounds import queries, service
from webapp.rounds.models import ConsultationDocument

FACTS = {
    "registry_number": "RUN 2027/0042",
    "title_sv": "Ny innovationsstrategi",
    "title_en": "A new innovation strategy",
    "contact_name": "Karin Kontakt",
    "contact_title": "Strateg",
    "contact_email": "karin@region.example",
    "contact_phone": "090-12 34",
}


def test_an_empty_list_says_what_to_do_next(officer):
    officer.get("/consultations")
    assert "No consultations yet" in officer.text()
    assert officer.page.select_one("main a.ds-button")["href"] == "/consultations/new"


def test_who_only_reads_is_offered_nothing_to_begin(signed_in):
    reader = signed_in(Role.REGISTRAR)
    reader.get("/consultations")
    assert "No consultations yet" in reader.text()
    assert not reader.page.select("main a.ds-button")


def test_a_consultation_begins_with_oneself_as_contact_person(officer):
    officer.get("/consultations/new")
    filled = {
        name: officer.page.select_one(f"#{name}")["value"] for name in FACTS if "contact" in name
    }
    assert filled == {
        "contact_name": "Hanna Hansson",
        "contact_title": "Strateg",
        "contact_email": "h@r.example",
        "contact_phone": "090-1",
    }
    officer.submit("Create", **FACTS)
    made = queries.find_by_number("RUN 2027/0042")
    assert made is not None
    assert officer.path == f"/consultations/{made.id}"
    assert made.title == {"sv": "Ny innovationsstrategi", "en": "A new innovation strategy"}
    assert made.contact_name == "Karin Kontakt"
    assert audit.about(made.id)[0].action == "rounds.create_consultation"


def test_english_is_optional(officer):
    officer.post("/consultations/new", {**FACTS, "title_en": " "})
    made = queries.find_by_number("RUN 2027/0042")
    assert made is not None
    assert made.title == {"sv": "Ny innovationsstrategi"}


def test_a_taken_registry_number_is_said_and_what_was_typed_stays(officer):
    ConsultationFactory(registry_number="run 2027/0042")
    answer = officer.post("/consultations/new", FACTS)
    assert answer.status_code == 422
    assert "Another consultation has this registry number" in officer.text("#registry_number-error")
    assert officer.page.select_one("#title_sv")["value"] == "Ny innovationsstrategi"
    assert officer.page.title.get_text().strip().startswith("Error:")


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("registry_number", "Fill in the registry number"),
        ("title_sv", "Fill in the title in Swedish"),
        ("contact_name", "Fill in the contact person"),
        ("contact_email", "Fill in the e-mail address"),
    ],
)
def test_what_is_missing_is_said_at_its_field(officer, field, sentence):
    answer = officer.post("/consultations/new", {**FACTS, field: "  "})
    assert answer.status_code == 422
    assert sentence in officer.text(f"#{field}-error")


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\u202eעברית\u202c"])
def test_script_and_reordering_characters_are_only_words(officer, hostile):
    officer.post("/consultations/new", {**FACTS, "title_sv": hostile, "title_en": hostile})
    assert officer.path.startswith("/consultations/")
    assert "\u202e" not in officer.page.get_text()
    assert not officer.page.select("main script")


def test_the_particulars_can_be_changed_and_the_number_kept(officer, case):
    officer.get(f"/consultations/{case.id}/edit")
    officer.submit("Save", contact_phone="090-99")
    assert officer.path == f"/consultations/{case.id}"
    assert "090-99" in officer.text()
    assert "Changed the consultation's particulars" in officer.text()


def test_changing_to_another_case_s_number_is_refused(officer, case):
    other = ConsultationFactory()
    officer.get(f"/consultations/{case.id}/edit")
    answer = officer.submit("Save", registry_number=other.registry_number)
    assert answer.status_code == 422
    assert "Another consultation has this registry number" in officer.text()


def test_a_document_is_begun_and_linked_to_the_case(officer):
    case = ConsultationFactory()
    answer = officer.post(f"/consultations/{case.id}/documents", follow_redirects=False)
    (link,) = session.query(ConsultationDocument).all()
    assert link.consultation_id == case.id
    assert answer.location == f"/documents/{link.document_id}"
    (document,) = queries.documents(case.id)
    assert document.title == case.title


def test_a_document_leads_back_to_its_case(officer, case):
    document = service.add_document(case, UserFactory())
    session.flush()
    officer.get(f"/documents/{document.id}/consultation")
    assert officer.path == f"/consultations/{case.id}"
    assert officer.get(f"/documents/{uuid.uuid4()}/consultation").status_code == 404


def test_the_page_links_documents_and_rounds_and_tells_what_has_happened(officer, case):
    round_ = RoundFactory(consultation=case)
    officer.get(f"/consultations/{case.id}")
    links = [a["href"] for a in officer.page.select("main a")]
    assert f"/rounds/{round_.id}" in links
    assert f"/documents/{case.documents[0].id}" in links
    assert "One frozen version" in officer.text()


def test_a_line_on_the_trail_that_is_older_than_its_sentence_is_shown(officer, case):
    record("rounds.create", subject=case.id)
    officer.get(f"/consultations/{case.id}")
    assert "Created round –" in officer.text()


def test_without_a_frozen_version_the_page_says_to_freeze_first(officer):
    case = ConsultationFactory()
    officer.get(f"/consultations/{case.id}")
    assert "Freeze a version first" in officer.text()


def test_an_unknown_consultation_is_not_found(officer):
    answer = officer.get("/consultations/00000000-0000-7000-8000-000000000000")
    assert answer.status_code == 404


def test_the_list_is_paged_by_cursor_and_nothing_is_lost(officer):
    cases = ConsultationFactory.create_batch(45, owner_id=UserFactory().id)
    seen = []
    officer.get("/consultations")
    while True:
        seen += [a["href"] for a in officer.page.select("#consultations th a")]
        more = officer.page.select_one("#consultations-rows-more a")
        if more is None:
            break
        officer.get(more["href"])
    assert seen == [
        f"/consultations/{case.id}"
        for case in sorted(cases, key=lambda case: case.id, reverse=True)
    ]


@pytest.mark.parametrize("path", ["/consultations", "/consultations/{id}"])
def test_the_number_of_queries_does_not_grow(officer, case, count_queries, path):
    owner = UserFactory().id
    address = path.format(id=case.id)

    def look():
        session.commit()
        return count_queries(lambda: officer.get(address))

    for number in (1, 2):
        RoundFactory(consultation=case, number=number, made_by=owner)
    ConsultationFactory.create_batch(2, owner_id=owner)
    few = look()
    for number in range(3, 13):
        RoundFactory(consultation=case, number=number, made_by=owner)
    ConsultationFactory.create_batch(10, owner_id=owner)
    assert look() == few


def test_an_open_round_s_pulse_is_on_staff_s_first_page_and_on_the_case_s(officer, case):
    day = (clock.local(clock.now()) + timedelta(days=3)).date()
    round_ = RoundFactory(consultation=case, deadline=day)
    RoundFactory(consultation=case, number=2, closed=True)
    bodies = InvitationFactory.create_batch(4, round=round_)
    bodies[0].answered_as = "answer"
    for body, status in ((bodies[0], "bounced"), (bodies[1], "failed"), (bodies[2], "sent")):
        sent = {"occasion": Occasion.INVITATION, "about": body.id, "address": body.email}
        session.add(Email(**sent, status=status, thread=round_.id, next_attempt_at=clock.now()))
    session.flush()
    for address in ("/consultations", f"/consultations/{case.id}"):
        officer.get(address)
        (pulse,) = officer.page.select(".y-pulse")
        said = pulse.get_text(" ", strip=True)
        assert said == (
            "1 of 4 have answered (25%) 3 days left One that an e-mail did not reach"
        ), address


def test_the_last_day_says_so_and_a_round_for_the_public_counts_nobody(officer, case):
    RoundFactory(consultation=case, deadline=clock.local(clock.now()).date())
    officer.get("/consultations")
    assert officer.text(".y-pulse") == "Open to the public alone Today is the last day"
