"""Outlines to frozen records: who cites what, where, at which level, about what."""
