"""What a document and its sections were: who changed what and when, comparison, and restoring."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.errors import DomainError, NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import labels, past, policy, queries, service
from webapp.drafts.comparing import SectionChange
from webapp.drafts.models import Document, Section, SectionRevision
from webapp.drafts.views.frame import blueprint, words, writer

_ADDRESS: Final = "/documents/<uuid:document_id>/sections/<uuid:section_key>/history"
_PAGE: Final = 25


@blueprint.get("/documents/<uuid:document_id>/history")
@access.staff()
def history(document_id: uuid.UUID) -> ResponseReturnValue:
    """Everything that was saved in a document, newest first."""
    found = queries.document(document_id)
    version = queries.working_version(document_id)
    standing = {each.key: each for each in queries.outline(version.id)} if version else {}
    before = request.args.get("before", type=uuid.UUID)
    told = queries.document_history(document_id, before=before, most=_PAGE + 1)
    return _page(
        "drafts/history.html",
        found,
        told=told[:_PAGE],
        cursor=told[_PAGE - 1][0].id if len(told) > _PAGE else None,
        standing=standing,
    )


@blueprint.get("/documents/<uuid:document_id>/history/<uuid:revision_id>")
@access.staff()
def saved_together(document_id: uuid.UUID, revision_id: uuid.UUID) -> ResponseReturnValue:
    """All that was saved at one time, as by an import, in the order of the document."""
    found = queries.document(document_id)
    version = queries.working_version(document_id)
    standing = {each.key: each for each in queries.outline(version.id)} if version else {}
    told = queries.saved_together(document_id, revision_id)
    if not told:
        raise NotFoundError(_("This is not in the history of the document."))
    places = {key: place for place, key in enumerate(standing)}
    in_order = sorted(told, key=lambda each: places.get(each[0].section_key, len(places)))
    return _page(
        "drafts/history.html",
        found,
        told=[(kept, who, 1) for kept, who in in_order],
        together=told[0][0],
        cursor=None,
        standing=standing,
    )


@blueprint.get(_ADDRESS)
@access.staff()
def section_history(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """What a section has said, newest first, also when it is deleted."""
    found = queries.document(document_id)
    section = queries.standing_section(document_id, section_key)
    before = request.args.get("before", type=int)
    told = queries.section_history(document_id, section_key, before=before, most=_PAGE + 1)
    if section is None and not told:
        raise NotFoundError(_("There is no such section in this document."))
    return _page(
        "drafts/section_history.html",
        found,
        section=section or past.of(told[0][0]),
        current=section.revision if section else None,
        told=list(_sized(told))[:_PAGE],
        cursor=told[_PAGE - 1][0].number if len(told) > _PAGE else None,
    )


@blueprint.get(f"{_ADDRESS}/<int:number>")
@access.staff()
def revision(document_id: uuid.UUID, section_key: uuid.UUID, number: int) -> ResponseReturnValue:
    """What a section said once, beside what it said before that, or says now."""
    found = queries.document(document_id)
    kept, who = queries.told_revision(document_id, section_key, number)
    section = queries.standing_section(document_id, section_key)
    earlier = queries.section_history(document_id, section_key, before=number, most=1)
    with_now = section is not None and request.args.get("with") == "now"
    return _page(
        "drafts/revision.html",
        found,
        kept=kept,
        who=who,
        section=section,
        past=past.of(kept),
        texts=past.html(kept),
        earlier=earlier[0][0] if earlier else None,
        with_now=with_now,
        changes=_changes(section if with_now else None, kept, earlier),
    )


@blueprint.post(f"{_ADDRESS}/<int:number>/restore")
@writer
def restore_revision(
    document_id: uuid.UUID, section_key: uuid.UUID, number: int
) -> ResponseReturnValue:
    """Let a section say again what it once said."""
    found = queries.document(document_id)
    try:
        restored = service.restore_section(found, section_key, number, actor=current_user)
    except DomainError as error:
        flash(str(error.message), "warning")
        return redirect(request.path.removesuffix("/restore"))
    flash(
        _("The section says again what it said then. What it said until now is in its history.")
        if restored.changed
        else _("The section says this already."),
        "success" if restored.changed else "info",
    )
    return redirect(url_for("drafts.section", document_id=document_id, section_key=section_key))


def _changes(
    now: Section | None, kept: SectionRevision, earlier: Sequence[queries.Told]
) -> Mapping[str, SectionChange]:
    if now is not None:
        return past.changes(past.of(kept), now)
    return past.changes(past.of(earlier[0][0]) if earlier else None, past.of(kept))


def _sized(told: Sequence[queries.Told]) -> Iterator[tuple[SectionRevision, str, int, int]]:
    """Each revision with how many words were added and taken away since the one after it."""
    states = [past.of(kept) for kept, _who in told]
    for (kept, who), later, former in zip_longest(told, states, states[1:]):
        yield kept, who, *past.size(former, later)


def _page(template: str, found: Document, **more: Any) -> str:
    return render_template(
        template,
        document=found,
        may_write=policy.may_write(current_user.roles),
        cause=labels.cause,
        **more,
        **words(),
    )
