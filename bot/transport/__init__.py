"""The product's own HTTP client for the Bot API: lean, and exact about what was surely not sent."""
