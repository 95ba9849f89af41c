"""The desk of concerns in the chat, as its officers work with it."""
