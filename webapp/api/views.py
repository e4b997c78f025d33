"""The health of the service: HTTP only."""

from http import HTTPStatus

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from webapp.core import access
from webapp.core.database import session
from webapp.core.extensions import limiter

blueprint = Blueprint("api", __name__)


@blueprint.get("/healthz")
@access.public
@limiter.exempt
def health() -> ResponseReturnValue:
    """Whether the service can answer: 200 with the database in reach, else 503."""
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        session.rollback()
        return jsonify(status="down", database="out of reach"), HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(status="up")
