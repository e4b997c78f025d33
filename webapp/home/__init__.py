"""Public pages and the front page of each kind of person. Reads from all, owns no table."""
