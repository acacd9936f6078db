"""Days of look-ups, as the locks write them: 2026-11-23, by the clock of UTC."""

from datetime import UTC, date, datetime, timedelta

__all__ = ["days_before", "is_due", "today"]


def today() -> date:
    """The day of a look-up is that of the clock: it says when something was true, and cannot be chosen."""
    return datetime.now(UTC).date()


def days_before(day: date, days: int) -> str:
    """The day so many days before; the first day of all where there is none."""
    return (day - timedelta(days=min(days, day.toordinal() - 1))).isoformat()


def is_due(checked: str, now: date, days: int) -> bool:
    """Whether what was looked up on a day, or "" for never, was not in the last ``days`` days.

    A day to come is none on which anybody looked.
    """
    return not days_before(now, days) < checked <= now.isoformat()
