"""Working days, the region's clock and the hours in which people may be written to."""
