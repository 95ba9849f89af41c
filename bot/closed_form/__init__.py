"""The closed form: one page over HTTPS for what should not be written in a chat."""
