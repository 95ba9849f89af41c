"""Dates of the civil service: appointments and effective dates fall on the first of a month."""

from datetime import date


def first_of_month(day: date, months: int = 0) -> date:
    """The first of the month that lies `months` after (or, negative, before) the month of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def whole_months(start: date, end: date) -> int:
    """Whole months that have passed from `start` to `end`."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def as_typed(day: date) -> str:
    """As the national export and most officers write a date: dd-mm-yyyy."""
    return day.strftime("%d-%m-%Y")
