"""Consultations and their rounds: what is asked, of whom, by when, and who has been reached."""
