"""Yttra, a web application for Swedish consultation rounds (remisser)."""
