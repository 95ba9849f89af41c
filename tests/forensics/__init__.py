"""Searching what is stored for what must not be found."""
