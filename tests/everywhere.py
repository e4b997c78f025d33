"""Every address that the product answers, with what is in the database in each of its places.

An address of a new kind fails the tests that go everywhere until its places are filled in here.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import Select, select, true
from werkzeug.routing import Rule

from webapp.accounts.models import Participant, SignIn, User
from webapp.accounts.service import passwords
from webapp.assessment.models import AlikeGroup, Argument, Clarification, Point, StandardReply
from webapp.core import access
from webapp.core.access import Access
from webapp.core.database import session
from webapp.core.rendering import LANGUAGES
from webapp.core.storage import StoredFile
from webapp.drafts import queries as drafts
from webapp.drafts.models import (
    Approval,
    Document,
    PreviewLink,
    Section,
    SectionRevision,
    Version,
    VersionFile,
    WordImport,
)
from webapp.notifications.models import Occasion
from webapp.organisations.models import Contact, ListImport, ListRow, Member, Organisation
from webapp.reports import shortly
from webapp.reports.models import (
    Edition,
    EditionApproval,
    EditionFile,
    Package,
    ReportTemplate,
)
from webapp.reports.schemas import Data
from webapp.responses.models import (
    AnswerFile,
    AnswerFind,
    AnswerShare,
    Attachment,
    Channel,
    Colleague,
    IncomingFile,
    IncomingResponse,
    JointBody,
    OwnAttachment,
    OwnComment,
    OwnSpace,
    Response,
    Said,
)
from webapp.rounds.models import (
    BoardDecision,
    CaseStep,
    Consultation,
    Extension,
    Invitation,
    Meeting,
    Notice,
    Question,
    RecipientGroup,
    Round,
    SamiStep,
    SamiTrack,
)
from webapp.rounds.reminders import Reminder

Places = Mapping[str, object]


class Address(NamedTuple):
    """One page or file: its endpoint, its path, and who may reach it."""

    endpoint: str
    path: str
    access: Access


def addresses(app: Flask, *, most: int = 1000) -> Iterator[Address]:
    """Every address that can be fetched, at most `most` of each rule."""
    for rule in app.url_map.iter_rules():
        declared = access.declared(app.view_functions[rule.endpoint])
        if "GET" in (rule.methods or ()) and declared is not None:
            for places in list(_filled(rule))[:most]:
                with app.test_request_context():
                    built = rule.build({**places}, append_unknown=False)
                assert built is not None, rule
                yield Address(rule.endpoint, built[1], declared)


def _filled(rule: Rule) -> Iterator[Places]:
    names = ",".join(sorted(rule.arguments))
    fill = _OF_ENDPOINT.get(rule.endpoint) or _OF_NAMES.get(names)
    assert fill is not None, f"tests/everywhere.py does not know what {rule} can say"
    return fill()


def _rows(**columns: Any) -> Callable[[], Iterator[Places]]:
    """What each row has in the columns, newest row last."""
    return lambda: _read(select(*columns.values()), *columns)


def _read(statement: Select[*tuple[Any, ...]], *names: str) -> Iterator[Places]:
    for row in session.execute(statement.order_by(statement.selected_columns[0])):
        yield dict(zip(names, row, strict=True))


def _sections_of_rounds() -> Iterator[Places]:
    statement = select(Round.id, Section.key).join(Section, Section.version_id == Round.version_id)
    return _read(statement, "round_id", "section_key")


def _sections_of_documents() -> Iterator[Places]:
    statement = (
        select(Version.document_id, Section.key)
        .join(Section, Section.version_id == Version.id)
        .where(Version.frozen_at.is_(None))
    )
    return _read(statement, "document_id", "section_key")


def _frozen_versions() -> Iterator[Places]:
    return _read(select(Version.id).where(Version.frozen_at.is_not(None)), "version_id")


def _frozen_sections() -> Iterator[Places]:
    statement = (
        select(Version.document_id, Section.key)
        .join(Section, Section.version_id == Version.id)
        .where(Version.frozen_at.is_not(None))
    )
    return _read(statement, "document_id", "section_key")


def _revisions() -> Iterator[Places]:
    columns = (SectionRevision.document_id, SectionRevision.section_key, SectionRevision.number)
    return _read(select(*columns), "document_id", "section_key", "number")


def _translations() -> Iterator[Places]:
    for document in session.scalars(select(Document)):
        for tag in document.languages:
            if tag != document.source_language:
                yield {"document_id": document.id, "tag": tag}


def _sections_in_translation() -> Iterator[Places]:
    for translation in _translations():
        for section in _sections_of_documents():
            if section["document_id"] == translation["document_id"]:
                yield {**translation, **section}


def _previews() -> Iterator[Places]:
    for each in session.scalars(select(PreviewLink.id)):
        yield {"token": access.sign("preview", str(each))}


def _previewed_pictures() -> Iterator[Places]:
    for link in session.scalars(select(PreviewLink)):
        working = drafts.working_version(link.document_id)
        for file_id in drafts.pictures_of(working.id) if working else ():
            yield {"token": access.sign("preview", str(link.id)), "file_id": file_id}


def _parts() -> Iterator[Places]:
    for round_id in session.scalars(select(Round.id)):
        for part in ("statements", "questions", "whole"):
            yield {"round_id": round_id, "part": part}
    for places in _sections_of_rounds():
        yield {"round_id": places["round_id"], "part": places["section_key"]}


def _own_comments() -> Iterator[Places]:
    statement = select(OwnSpace.round_id, OwnComment.id).join(OwnComment.space)
    return _read(statement, "round_id", "comment_id")


def _answer_files() -> Iterator[Places]:
    statement = select(OwnSpace.round_id, AnswerFile.id)
    statement = statement.join(AnswerFile, AnswerFile.space_id == OwnSpace.id)
    return _read(statement, "round_id", "file_id")


def _answer_finds() -> Iterator[Places]:
    statement = (
        select(OwnSpace.round_id, AnswerFile.id, AnswerFind.id)
        .join(AnswerFile, AnswerFile.space_id == OwnSpace.id)
        .join(AnswerFind, AnswerFind.answer_file_id == AnswerFile.id)
    )
    return _read(statement, "round_id", "file_id", "find_id")


def _comment_tables() -> Iterator[Places]:
    for round_id in session.scalars(select(Round.id)):
        for ending in ("docx", "xlsx"):
            yield {"round_id": round_id, "ending": ending}


def _own_attachments() -> Iterator[Places]:
    statement = select(OwnSpace.round_id, OwnAttachment.id).join(OwnAttachment.space)
    return _read(statement, "round_id", "attachment_id")


def _questions_to_change() -> Iterator[Places]:
    statement = select(Question.id).join(Question.round).where(Round.opened_at.is_(None))
    return _read(statement, "question_id")


def _groups_to_change() -> Iterator[Places]:
    statement = select(RecipientGroup.id).join(RecipientGroup.round)
    return _read(statement.where(Round.opened_at.is_(None)), "group_id")


def _pictures() -> Iterator[Places]:
    statement = select(StoredFile.id).where(StoredFile.content_type.startswith("image/"))
    return _read(statement, "file_id")


def _published_files() -> Iterator[Places]:
    statement = select(Edition.round_id, EditionFile.format).join(EditionFile.edition)
    return _read(statement, "round_id", "format_")


def _own_points() -> Iterator[Places]:
    statement = select(Response.id).join(Edition, Edition.round_id == Response.round_id)
    for each in session.scalars(statement.where(Edition.published_at.is_not(None))):
        yield {"token": access.sign("disposition", str(each))}


def _reaction_files() -> Iterator[Places]:
    for round_id in session.scalars(select(Round.id)):
        for format_ in ("csv", "json", "xlsx"):
            yield {"round_id": round_id, "format_": format_}


def _report_texts() -> Iterator[Places]:
    for place in ("foreword", "summary"):
        for language in LANGUAGES:
            for round_id in session.scalars(select(Round.id)):
                yield {"round_id": round_id, "place": place, "language": language}


def _report_languages() -> Iterator[Places]:
    for round_id in session.scalars(select(Round.id)):
        yield {"round_id": round_id, "language": "sv"}


def _report_templates() -> Iterator[Places]:
    return _read(select(Round.id, ReportTemplate.id).join(Round, true()), "round_id", "template_id")


def _statistics_files() -> Iterator[Places]:
    for round_id in session.scalars(select(Round.id)):
        for ending in ("csv", "xlsx"):
            yield {"round_id": round_id, "ending": ending}


def _files_of_published_statistics() -> Iterator[Places]:
    for places in _published_editions():
        for ending in ("csv", "xlsx"):
            yield {**places, "ending": ending}


def _passages() -> Iterator[Places]:
    taken = Point.excerpt_id.is_not(None), Point.decision.is_(None)
    return _read(select(Point.id).where(*taken), "point_id")


def _published_rounds() -> Iterator[Places]:
    statement = select(Edition.round_id).where(Edition.published_at.is_not(None)).distinct()
    return _read(statement, "round_id")


def _report_codes() -> Iterator[Places]:
    for places in _published_rounds():
        yield {"code": shortly.code(places["round_id"])}


def _decided_rounds() -> Iterator[Places]:
    published = BoardDecision.published_at.is_not(None)
    return _read(select(BoardDecision.round_id).where(published), "round_id")


def _rounds_with_minutes() -> Iterator[Places]:
    kept = BoardDecision.minutes_id.is_not(None), BoardDecision.published_at.is_not(None)
    return _read(select(BoardDecision.round_id).where(*kept), "round_id")


def _editions() -> Iterator[Places]:
    """Every edition, the published ones first: some pages are of those alone."""
    return _read(select(Edition.id).order_by(Edition.published_at.nulls_last()), "edition_id")


def _published_editions() -> Iterator[Places]:
    columns = (Edition.round_id, Edition.number)
    return _read(select(*columns).where(Edition.published_at.is_not(None)), "round_id", "number")


def _files_of_editions() -> Iterator[Places]:
    statement = select(Edition.round_id, Edition.number, EditionFile.format)
    statement = statement.join(EditionFile.edition).where(Edition.published_at.is_not(None))
    return _read(statement, "round_id", "number", "format_")


def _invitation_links() -> Iterator[Places]:
    for each in session.execute(select(Invitation.id, Invitation.link_number)):
        yield {"token": access.sign("invitation", f"{each.id}:{each.link_number}")}


def _share_links() -> Iterator[Places]:
    for each in session.scalars(select(AnswerShare)):
        yield {"token": access.sign("share", each.link)}


def _joint_links() -> Iterator[Places]:
    for each in session.scalars(select(JointBody).where(JointBody.withdrawn_at.is_(None))):
        yield {"token": access.sign("joint", each.link)}


def _joint_answers() -> Iterator[Places]:
    for each in session.scalars(select(JointBody).where(JointBody.said == Said.YES)):
        yield {"token": access.sign("joint", each.link)}


def _colleague_links() -> Iterator[Places]:
    for each in session.execute(select(Colleague.id, Colleague.link_number)):
        yield {"token": access.sign("colleague", f"{each.id}:{each.link_number}")}


def _members() -> Iterator[Places]:
    statement = select(OwnSpace.round_id, Member.id.label("member_id")).join(
        Member, Member.organisation_id == OwnSpace.organisation_id
    )
    return _read(statement, "round_id", "member_id")


def _position_links() -> Iterator[Places]:
    letters = select(Response.id).where(Response.channel != Channel.WEB)
    for each in session.scalars(letters):
        yield {"token": access.sign("position", str(each))}


def _clarification_links() -> Iterator[Places]:
    for each in session.scalars(select(Clarification.id)):
        yield {"token": access.sign("clarification", str(each))}


def _messages() -> Iterator[Places]:
    by_mail = select(IncomingResponse.id).where(IncomingResponse.mail_id.is_not(None))
    return _read(by_mail, "incoming_id")


def _sign_in_links() -> Iterator[Places]:
    for each in session.scalars(select(SignIn.id)):
        yield {"token": access.sign("sign-in", str(each))}


def _not_me_links() -> Iterator[Places]:
    for each in session.scalars(select(Participant.id).where(Participant.erased_at.is_(None))):
        yield {"token": access.sign("not-me", str(each))}


def _sami_steps() -> Iterator[Places]:
    statement = select(SamiTrack.consultation_id, SamiStep.id).join(SamiStep.track)
    statement = statement.where(SamiStep.file_id.is_not(None))
    return _read(statement, "consultation_id", "step_id")


def _password_links() -> Iterator[Places]:
    for user in session.scalars(select(User)):
        yield {"token": access.sign("password", f"first:{user.id}:{passwords.mark(user)}")}


def _public_meetings() -> Iterator[Places]:
    for each in session.scalars(select(Meeting.id).where(Meeting.is_public)):
        yield {"meeting_id": each}


def _calendars() -> Iterator[Places]:
    for each in session.execute(select(Invitation.id, Invitation.link_number)):
        yield {"token": access.sign("calendar", f"{each.id}:{each.link_number}")}


def _two_bodies() -> Iterator[Places]:
    found = session.scalars(select(Organisation.id).order_by(Organisation.id).limit(2)).all()
    for one, other in pairwise(found):
        yield {"organisation_id": one, "other_id": other}


def _letters() -> Iterator[Places]:
    for round_id in session.scalars(select(Round.id)):
        for kind in Reminder:
            yield {"round_id": round_id, "name": kind.value}


def _extensions() -> Iterator[Places]:
    statement = select(Extension.id, Invitation.round_id).join(Extension.invitation)
    return _read(statement, "extension_id", "round_id")


_OF_NAMES: Mapping[str, Callable[[], Iterator[Places]]] = {
    "": lambda: iter([{}]),
    "language": lambda: ({"language": tag} for tag in LANGUAGES),
    "consultation_id": _rows(consultation_id=Consultation.id),
    "document_id": _rows(document_id=Document.id),
    "document_id,section_key": _sections_of_documents,
    "document_id,section_key,tag": _sections_in_translation,
    "document_id,tag": _translations,
    "document_id,number,section_key": _revisions,
    "approval_id,document_id": _rows(approval_id=Approval.id, document_id=Approval.document_id),
    "document_id,revision_id": _rows(
        document_id=SectionRevision.document_id, revision_id=SectionRevision.id
    ),
    "version_id": _rows(version_id=Version.id),
    "file_id": _pictures,
    "import_id": _rows(import_id=ListImport.id),
    "import_id,line": _rows(import_id=ListRow.import_id, line=ListRow.line),
    "organisation_id": _rows(organisation_id=Organisation.id),
    "round_id": _rows(round_id=Round.id),
    "data,version": lambda: ({"data": each, "version": 1} for each in Data),
    "round_id,section_key": _sections_of_rounds,
    "language,place,round_id": _report_texts,
    "language,round_id": _report_languages,
    "round_id,template_id": _report_templates,
    "part,round_id": _parts,
    "comment_id,round_id": _own_comments,
    "attachment_id,round_id": _own_attachments,
    "file_id,round_id": _answer_files,
    "file_id,find_id,round_id": _answer_finds,
    "ending,round_id": _comment_tables,
    "member_id,round_id": _members,
    "name,round_id": _letters,
    "name": lambda: ({"name": each.value} for each in Occasion),
    "language,name,scheme": lambda: (
        {"language": tag, "name": each.value, "scheme": scheme}
        for each in Occasion
        for tag in LANGUAGES
        for scheme in ("light", "dark")
    ),
    "organisation_id,other_id": _two_bodies,
    "contact_id,organisation_id": _rows(
        contact_id=Contact.id, organisation_id=Contact.organisation_id
    ),
    "ending": lambda: ({"ending": each} for each in ("csv", "xlsx")),
    "meeting_id": _rows(meeting_id=Meeting.id),
    "step_id": _rows(step_id=CaseStep.id),
    "consultation_id,step_id": _sami_steps,
    "extension_id,round_id": _extensions,
    "notice_id,round_id": _rows(notice_id=Notice.id, round_id=Notice.round_id),
    "question_id": _questions_to_change,
    "group_id": _groups_to_change,
    "invitation_id": _rows(invitation_id=Invitation.id),
    "response_id": _rows(response_id=Response.id),
    "incoming_id": _rows(incoming_id=IncomingResponse.id),
    "incoming_id,ordinal": _rows(
        incoming_id=IncomingFile.incoming_id, ordinal=IncomingFile.ordinal
    ),
    "ordinal,response_id": _rows(response_id=Attachment.response_id, ordinal=Attachment.ordinal),
    "point_id": _rows(point_id=Point.id),
    "argument_id": _rows(argument_id=Argument.id),
    "reply_id": _rows(reply_id=StandardReply.id),
    "edition_id": _editions,
    "edition_id,format_": _rows(edition_id=EditionFile.edition_id, format_=EditionFile.format),
    "package_id": _rows(package_id=Package.id),
    "format_,round_id": _published_files,
    "approval_id,edition_id": _rows(
        approval_id=EditionApproval.id, edition_id=EditionApproval.edition_id
    ),
    "number,round_id": _published_editions,
    "format_,number,round_id": _files_of_editions,
    "ending,number,round_id": _files_of_published_statistics,
}
"""What fills an address, by the names of its places."""

_OF_ENDPOINT: Mapping[str, Callable[[], Iterator[Places]]] = {
    "assessment.adjust": _passages,
    "assessment.alike_group": _rows(group_id=AlikeGroup.id),
    "reports.dispositions": _own_points,
    "reports.reactions_file": _reaction_files,
    "reports.statistics_file": _statistics_files,
    "reports.all_dispositions": _published_rounds,
    "reports.published_statistics": _published_rounds,
    "reports.published_csv_metadata": _published_rounds,
    "reports.published_statistics_file": _files_of_published_statistics,
    "reports.short": _report_codes,
    "reports.decided": _decided_rounds,
    "reports.minutes": _rounds_with_minutes,
    "drafts.word_import": _rows(import_id=WordImport.id),
    "drafts.version_file": _rows(file_id=VersionFile.id),
    "drafts.download_file": _rows(file_id=VersionFile.id),
    "drafts.preview": _previews,
    "drafts.preview_figure": _previewed_pictures,
    "responses.colleague": _colleague_links,
    "responses.landing": _invitation_links,
    "responses.shared": _share_links,
    "responses.asked_jointly": _joint_links,
    "responses.joint_answer": _joint_answers,
    "responses.put_right": _position_links,
    "responses.incoming_message": _messages,
    "responses.permanent": _frozen_versions,
    "responses.latest_section": _frozen_sections,
    "rounds.public_meeting": _public_meetings,
    "rounds.film": _public_meetings,
    "rounds.meeting_file": _public_meetings,
    "rounds.body_calendar": _calendars,
    "accounts.unsubscribe": lambda: iter(
        [{"token": access.sign("unsubscribe", "weekly_status:hanna@region.example")}]
    ),
    "assessment.clarify": _clarification_links,
    "accounts.confirm": _sign_in_links,
    "responses.not_me": _not_me_links,
    "accounts.account": _rows(user_id=User.id),
    "accounts.choose_password": _password_links,
}
"""The same for endpoints where the names do not tell."""
