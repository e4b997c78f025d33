"""Tests of the front pages and of the gallery of e-mails."""
