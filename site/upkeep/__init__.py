"""Upkeep: what keeps the site well while nobody looks."""
