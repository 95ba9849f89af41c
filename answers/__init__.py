"""Finding an answer in one's own words."""
