"""Liaisons (penghubung OPD): reaching on paper whom no message reaches, and speaking for them."""
