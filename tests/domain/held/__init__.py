"""Messages that wait for a decision."""
