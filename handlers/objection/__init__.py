"""`/keberatan`: the formal lane after the decree, and how it differs from informal words before it."""
