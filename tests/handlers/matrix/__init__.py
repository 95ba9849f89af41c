"""The authorisation matrix: every way in, by everybody, about everybody's things."""
