"""The chat page, mirrored."""
