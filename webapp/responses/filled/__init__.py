"""Answers written in a file: in a copy of the text, in the comment table, or as a letter. Pure."""
