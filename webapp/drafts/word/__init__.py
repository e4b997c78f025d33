"""Word files: drafts read from .docx, and written to it."""
