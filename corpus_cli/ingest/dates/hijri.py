"""Dates of the Islamic calendar, by the tables of Umm al-Qura (1343 to 1500 AH; 1924 to 2077).

Where the month was begun by sight of the moon, a day may differ by one from what the tables say; ``SURE`` says so.
"""

from __future__ import annotations

SURE = 0.9  # what a day converted is worth beside one that was written in the Gregorian calendar


def gregorian(year: int, month: int, day: int | None) -> str | None:
    """The Gregorian date, ISO; ``None`` if there is no such day or it lies outside the tables.

    A month of the one calendar lies in two of the other: without a day it gives the month, or the year, that it lies in
    as a whole, and nothing where it lies across the turn of a year.
    """
    from hijridate import Hijri

    try:
        first = Hijri(year, month, day or 1)
        if day is not None:
            return first.to_gregorian().isoformat()
        begin = first.to_gregorian().isoformat()
        end = Hijri(year, month, first.month_length()).to_gregorian().isoformat()
    except (ValueError, OverflowError):
        return None
    if begin[:7] == end[:7]:
        return begin[:7]
    return begin[:4] if begin[:4] == end[:4] else None
