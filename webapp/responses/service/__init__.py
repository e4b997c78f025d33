"""Writes: in the own space (`spaces`), from it to a response (`submission`), and its receipt."""

from webapp.responses.service.submission import Submission, submit

__all__ = ["Submission", "submit"]
