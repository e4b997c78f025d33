"""Two versions of a document beside each other."""

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.drafts import comparing, forms, policy, queries
from webapp.drafts.views.frame import blueprint, words


@blueprint.get("/documents/<uuid:document_id>/compare")
@access.staff()
def compare(document_id: uuid.UUID) -> ResponseReturnValue:
    """What differs between two versions, as a table of sections and word by word."""
    found = queries.document(document_id)
    form = forms.compare_form(found, request.args)
    versions = {each.id: each for each in found.versions}
    former, later = versions[form.former.data], versions[form.later.data]
    tag = form.language.data
    return render_template(
        "drafts/compare.html",
        document=found,
        form=form,
        former=former,
        later=later,
        language=tag,
        comparison=comparing.compare(
            queries.reading(former.id), queries.reading(later.id), str(tag)
        ),
        Standing=comparing.Standing,
        may_write=policy.may_write(current_user.roles),
        **words(),
    )
