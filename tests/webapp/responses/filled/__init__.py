"""Answers that were written in a file."""
