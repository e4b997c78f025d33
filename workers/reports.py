"""Tasks of reports: one service call each."""
