"""A Telegram of your own: a strict local Bot API and a chat page, for trying, training and testing."""
