"""Pages of assessment: HTTP only."""

from flask import Blueprint

blueprint = Blueprint("assessment", __name__)
