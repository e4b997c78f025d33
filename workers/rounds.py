"""Tasks of rounds: one service call each."""
