"""Commands of the languages room."""
