"""Pages of responses: HTTP only."""

from flask import Blueprint

blueprint = Blueprint("responses", __name__)
