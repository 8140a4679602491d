"""The team of an organisation: who belongs to it, who is asked to, and who did what."""
