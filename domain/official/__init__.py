"""What shows that a paper or a message is ours: codes, and the phrase that only its person knows."""
