"""What the product costs, in ratios taken side by side in one run: `make bench`."""
