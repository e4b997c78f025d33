"""Tests of the web application, a folder a feature."""
