"""Commands of the upkeep room."""
