"""What officers see of waves and proposals, and what they do to them before and on their route."""
