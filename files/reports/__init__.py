"""Papers of HR's own: one content, as a spreadsheet and as pages to print."""
