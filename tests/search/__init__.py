"""Tests of search. They ask for nothing a database would answer differently, and run on SQLite and on PostgreSQL."""
