"""Officers at lists of proposals: reading, changing, telling first, publishing."""
