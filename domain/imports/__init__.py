"""What HR's files say, before it is compared with what is kept."""
