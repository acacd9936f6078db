"""Linked data for the evidence in NCI's PDQ cancer information summaries."""

__all__ = ["__version__"]

__version__ = "0.2.0"
