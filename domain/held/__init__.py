"""Messages that wait for a human's decision."""
