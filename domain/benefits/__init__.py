"""What a proposed transfer brings and what it costs, side by side, in the same form."""
