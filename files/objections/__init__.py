"""The papers of an objection. Whoever prints loads fonts and their library: never a process that serves."""
