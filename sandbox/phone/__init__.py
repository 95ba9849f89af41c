"""The people's side: what a person does with their telephone, and what they see on it."""
