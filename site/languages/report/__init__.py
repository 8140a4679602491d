"""The report of translations: every page by language, and the same in figures."""
