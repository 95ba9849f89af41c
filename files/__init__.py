"""What HR hands in and takes away: readers, spreadsheets, letters."""
