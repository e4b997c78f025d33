"""Pages of drafts: HTTP only."""

from flask import Blueprint

blueprint = Blueprint("drafts", __name__)
