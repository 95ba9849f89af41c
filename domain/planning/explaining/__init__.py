"""Saying why: reasons with their facts, what lost, what would change it, what could be complained of."""
