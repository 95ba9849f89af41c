"""The second factor: that it is still the officer who holds the telephone."""
