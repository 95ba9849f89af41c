"""What people say to us: one conversation a file; read, call one desk, reply."""
