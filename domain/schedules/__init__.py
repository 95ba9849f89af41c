"""What recurs, when it is due and what became of each occurrence."""
