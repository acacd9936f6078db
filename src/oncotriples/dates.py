"""Dates as they are written here: a day, a month or a year, as far as it is known."""

import re
from datetime import date

__all__ = ["MONTHS", "is_date", "is_day"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The first three letters of the months' English names, in their order."""

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year that there is: ``2026-11``."""
    try:
        return bool(_DATE.fullmatch(text)) and bool(date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def is_day(text: str) -> bool:
    """Whether a text is a day that there is: ``2026-11-23``."""
    return len(text) == 10 and is_date(text)
