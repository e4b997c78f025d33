"""Tasks of assessment: one service call each."""
