"""A person's name with titles, from a row that holds its parts."""

from typing import Any


def full_name(row: Any) -> str:
    """As `domain.people.Person` writes it."""
    fronted = f"{row.title_front} {row.name}".strip()
    return f"{fronted}, {row.title_back}" if row.title_back else fronted
