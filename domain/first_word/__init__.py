"""Kabar Pertama: each person is told first, privately, of what concerns them."""
