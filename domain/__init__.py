"""What is true: values, rules and use cases (desks). No Telegram, no SQL, no clock, no catalogue."""
