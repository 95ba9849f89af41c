"""Who looked at whose record, and what the person is told of it."""
