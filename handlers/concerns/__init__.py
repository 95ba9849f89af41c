"""`/aspirasi`: what people fear or need, written under seal, and the answers to it."""
