"""Taking the authority's own Word templates in, and laying them aside."""

from dataclasses import dataclass, replace
from datetime import date

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, rendering, storage
from webapp.core.database import session
from webapp.core.errors import DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.labels import REFUSALS
from webapp.drafts.word.package import open_package
from webapp.drafts.word.refusal import WordRefused
from webapp.notifications import filetypes
from webapp.reports import phrases, policy
from webapp.reports.compilers import templated
from webapp.reports.models import Edition, ReportTemplate
from webapp.reports.occasion import Contact, Occasion, RoundKind
from webapp.reports.outline import Report, Section
from webapp.reports.participation import Counts, Tally
from webapp.reports.wording import Wording
from webapp.reports.wordtemplate.checking import Checked, Fault, check
from webapp.reports.wordtemplate.opening import opened
from webapp.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: what is in it, and what its sender calls it."""

    data: bytes
    name: str


class UnusableTemplateError(DomainError):
    """Names between brackets that cannot be filled in: `faults` tells them one by one."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(
            _l("The template was not kept. Mend in Word what is said below, and upload it again."),
            field="file",
        )
        self.faults = faults


def take_template(round_: Round, upload: Upload, *, for_all: bool, actor: User) -> ReportTemplate:
    """Keep a Word file as a template for the round's report, or for those of every round.

    Raises:
        ForbiddenError: the person may not.
        DomainError: the file is no Word document that can be used.
        UnusableTemplateError: it has names between brackets that cannot be filled in.
    """
    if not policy.may_write(actor.roles):
        raise ForbiddenError(_l("Only a case officer chooses the look of the report."))
    checked = _checked(upload.data)
    if checked.faults:
        raise UnusableTemplateError(checked.faults)
    kept = ReportTemplate(
        round_id=None if for_all else round_.id,
        name=rendering.plain_line(upload.name)[:200],
        file=storage.keep(upload.data, name=upload.name, content_type=filetypes.DOCX),
        used=[each.value for each in checked.used],
        uploader=actor,
    )
    session.add(kept)
    session.flush()
    audit.record(
        "reports.take_template",
        subject=round_.id,
        actor=actor,
        template=str(kept.id),
        sha256=kept.file.sha256,
        for_all=for_all,
    )
    return kept


def retire_template(template: ReportTemplate, round_: Round, *, actor: User) -> None:
    """Let the template not be chosen any more. Editions that were made of it keep it.

    Raises:
        ForbiddenError: the person may not.
    """
    if not policy.may_write(actor.roles):
        raise ForbiddenError(_l("Only a case officer chooses the look of the report."))
    template.retired_at = template.retired_at or clock.now()
    audit.record(
        "reports.retire_template", subject=round_.id, actor=actor, template=str(template.id)
    )


def template_file(edition: Edition) -> bytes | None:
    """The Word template that the edition is made of, if any."""
    return storage.contents(edition.template.file) if edition.template else None


def starter(language: str) -> bytes:
    """A template to begin from."""
    with rendering.spoken(language):
        return templated.starter(language, str(phrases.STARTER))


def _checked(data: bytes) -> Checked:
    """What stands in the template, which is tried on a small report before it is kept."""
    try:
        checked = check(opened(data))
        if not checked.faults:
            made = templated.compile_report(_small(), data, wording=Wording("en"))
            open_package(made)
    except WordRefused as refused:
        raise DomainError(REFUSALS[refused.reason], field="file") from refused
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as fault:
        raise DomainError(
            _l("The template cannot be used. Open it in Word, save it anew, and try again."),
            field="file",
        ) from fault
    return checked


def _small() -> Report:
    """A report with next to nothing in it, to try a template on."""
    day = date(2026, 1, 1)
    occasion = Occasion("A", "1", "B", Contact("C"), RoundKind.REMISS, day, day)
    return Report(
        title="A",
        edition=1,
        language="en",
        compiled_at=clock.now(),
        occasion=occasion,
        counts=Counts.of((), ()),
        invited=(),
        unasked=(),
        positions=Tally(0, ()),
        summary="D\n\n- E",
        sections=(replace(Section("1", "F", 1), summary="G"),),
    )
