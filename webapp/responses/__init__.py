"""A body's own space, and what it submitted from there."""
