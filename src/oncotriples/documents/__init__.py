"""Bytes to trusted sources: read one document safely, whatever its kind and form."""
