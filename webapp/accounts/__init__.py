"""People: the authority's staff and those who answer; how each signs in."""
