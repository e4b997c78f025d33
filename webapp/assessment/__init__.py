"""Weighing: each point that came in, the authority's decision on it, and the reasons."""
