"""Formal objections (keberatan) to a decree: the clock, the letter, its submission and HR's answer."""
