"""Who are you? Binding a Telegram account to one civil servant."""
