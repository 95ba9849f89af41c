"""How long each kind of row is kept, and what is then left of it."""
