"""Tests of the register of bodies and of lists of them."""
