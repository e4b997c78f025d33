"""Tests of the drafts: documents, their texts and the reading of Word files."""
