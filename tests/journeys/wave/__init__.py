"""A whole wave, from HR's list to the report."""
