"""Rights over one's own data (UU 27/2022 art. 5-13): a copy, correction, restriction, withdrawal, erasure."""
