"""What the pages of accounts share."""

from typing import Any

from flask import Blueprint

from webapp.accounts import labels, policy, proof

blueprint = Blueprint("accounts", __name__)


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    return {"account_labels": labels, "account_policy": policy, "proof_of_work": proof.challenge}
