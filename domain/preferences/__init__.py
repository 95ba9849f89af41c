"""What people wish of their next place, what weighs on them, and swaps among those who are willing."""
