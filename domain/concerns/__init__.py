"""Concerns (aspirasi): what people fear or need, told under seal, and answered."""
