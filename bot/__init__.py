"""What runs: settings, wiring, command line, intake, sending, clock."""
