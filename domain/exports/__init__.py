"""Files that leave HR's desk: each is recorded before anybody holds it."""
