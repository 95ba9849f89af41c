"""Planning: the arithmetic of the law, and proposals that can say why. Pure functions, plain data."""
