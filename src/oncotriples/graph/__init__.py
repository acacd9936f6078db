"""Triples: read, held as named graphs, inferred, written."""
