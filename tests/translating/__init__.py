"""Tests of translating side by side."""
