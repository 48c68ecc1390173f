"""Small programs that the Makefile runs; the first ones run before anything is installed."""
