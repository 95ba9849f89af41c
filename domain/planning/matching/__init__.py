"""Choosing moves: what counts, who may go where, the best plan with its bound, swaps, scenarios."""
