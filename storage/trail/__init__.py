"""The trail: rows sealed as they are written, chained after each other, anchored outside (decision 0020)."""
