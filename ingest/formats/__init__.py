"""The file formats that units send, each turned into the same plain sheets of text."""
