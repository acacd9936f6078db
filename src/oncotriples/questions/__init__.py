"""Saved questions: read, bound, asked of an engine, answered; one resource described; the catalogue of all."""
