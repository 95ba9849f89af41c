"""Pictures of figures: small ones for chats with Pillow; those for HR with matplotlib, which never serves."""
