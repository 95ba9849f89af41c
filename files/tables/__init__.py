"""Opening what was handed in: is it safe, what is it, and its cells in batches."""
