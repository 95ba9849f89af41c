"""Where people stand: what is counted, what each number means, and which of them nobody may see."""
