"""`/tiket`: the desk of concerns, and the lanes beside it."""
