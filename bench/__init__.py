"""Measurements anybody can repeat: `make bench`. They print figures; they are no tests."""
