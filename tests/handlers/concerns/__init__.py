"""`/aspirasi`, typed and pressed as people do."""
