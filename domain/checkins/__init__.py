"""Asking after the move, at 7, 30 and 90 days, whether what was told beforehand came true."""
