"""What every page of the register shares: the blueprint and the words. HTTP only."""

from typing import Any

from flask import Blueprint

from webapp.organisations import labels, policy

blueprint = Blueprint("organisations", __name__)

blueprint.add_app_template_filter(labels.REASONS.get, "doublet_reason")


@blueprint.app_context_processor
def _tools() -> dict[str, Any]:
    """The words for bodies and lists, and who may write, for pages of other features too."""
    return {"body_labels": labels, "body_policy": policy}
