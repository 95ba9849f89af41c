"""Understanding what was handed in: headings, cells, and one page for each kind of table."""
