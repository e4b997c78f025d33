"""A version as a file: what it says on paper, and how Word and PDF say it."""
