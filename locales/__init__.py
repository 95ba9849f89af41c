"""What we say: the catalogues and their small reader."""
