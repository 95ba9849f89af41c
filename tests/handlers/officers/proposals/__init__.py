"""`/gelombang` and `/usulan`."""
