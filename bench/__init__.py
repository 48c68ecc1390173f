"""What `make bench` measures: the product against the yardsticks that its targets name."""
