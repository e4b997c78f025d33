"""What the pages of the assessment share."""

from flask import Blueprint

blueprint = Blueprint("assessment", __name__)
