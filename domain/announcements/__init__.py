"""What HR announces to many, and what each of them has read of it and said to it."""
