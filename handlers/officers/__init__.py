"""The desk of HR's officers and liaisons in the chat."""
