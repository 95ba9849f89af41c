"""What is promised to employees, as short stories through the running product: one file a promise."""
