"""Editions as printed (“8th ed”) in the forms that bibliographies want."""

import re

__all__ = ["edition_number", "edition_ordinal"]

_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th) [Ee]d(?:ition|n)?\.?")


def edition_number(printed: str) -> str:
    """``8`` of “8th ed”; an empty text of any other edition."""
    found = _ORDINAL.fullmatch(printed)
    return found[1] if found else ""


def edition_ordinal(printed: str) -> str:
    """``8th`` of “8th ed”, for styles add “edition”; any other edition as printed."""
    return printed.split(" ")[0] if _ORDINAL.fullmatch(printed) else printed
