"""Tasks of responses: one service call each."""
